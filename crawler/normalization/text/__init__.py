"""Text made clean, comparable, and safe to print."""
