"""Shares and values that are usual, and those that are not."""
