"""The body of an article: which blocks of a page a learned classifier takes for it."""
