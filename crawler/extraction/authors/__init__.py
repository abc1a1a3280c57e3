"""The authors and the credit line of a page."""
