"""A new outlet: a site is looked at, and its definition is written."""
