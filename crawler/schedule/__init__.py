"""When to look again: at sources, at articles, at what failed. Pure functions, no SQL."""
