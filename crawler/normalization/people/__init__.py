"""People, desks and agencies that are credited."""
