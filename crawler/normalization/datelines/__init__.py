"""Datelines at the head of a dispatch."""
