"""A month of 200 synthetic outlets under a virtual clock: what the policies of polling and revisiting do."""
