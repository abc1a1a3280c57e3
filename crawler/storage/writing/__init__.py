"""The one writer: what it can be asked to do, and how that is done."""
