"""Migrations of the schema; `schema.upgrade` runs them."""
