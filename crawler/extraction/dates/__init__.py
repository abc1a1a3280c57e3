"""The raw dates of a page."""
