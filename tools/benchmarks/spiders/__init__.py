"""The spiders that are measured."""
