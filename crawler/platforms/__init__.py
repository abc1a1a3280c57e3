"""Base classes of outlets that share a content management system."""
