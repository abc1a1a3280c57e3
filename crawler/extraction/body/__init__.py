"""The generic body: the blocks of a page that a learned classifier takes for its article."""
