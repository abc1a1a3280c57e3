"""A page parsed once: its tree, its text, and what stands around its headline."""
