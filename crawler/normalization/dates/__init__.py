"""Dates as outlets state or print them, as instants or days."""

from crawler.normalization.dates.parse import parse_date

__all__ = ["parse_date"]
