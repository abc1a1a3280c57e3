"""A folder of the user's own, with outlets and settings beside those that are installed."""
