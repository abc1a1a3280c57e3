"""What a page states of itself for machines: JSON-LD, microdata, `meta` elements."""
