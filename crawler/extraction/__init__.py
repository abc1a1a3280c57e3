"""From a page to a draft: raw values by field, each with the rung of the ladder that gave it."""

from crawler.extraction.ladder import extract_draft
from crawler.extraction.page import Page, read_page
from crawler.extraction.pagination import merge_drafts, next_page
from crawler.extraction.refusal import REASONS, is_article
from crawler.extraction.selectors import check_selectors

__all__ = [
    "REASONS",
    "Page",
    "check_selectors",
    "extract_draft",
    "is_article",
    "merge_drafts",
    "next_page",
    "read_page",
]
