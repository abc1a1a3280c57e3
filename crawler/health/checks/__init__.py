"""What each look at a run may find wrong."""
