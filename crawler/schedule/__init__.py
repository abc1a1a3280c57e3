"""When to look at a page again: at a source, an article, or what failed. Pure functions, without SQL."""
