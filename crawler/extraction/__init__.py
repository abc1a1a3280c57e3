"""From a page to an article: raw values by field, each with the place of the ladder that gave it.

`extract` makes an `Article` of a page in one call; `extract_draft` stops before normalization.
"""

from crawler.extraction.ladder import article_of, extract, extract_draft
from crawler.extraction.multipage import merge_drafts, next_page
from crawler.extraction.page.page import HtmlPage, read_page
from crawler.extraction.refusal.decide import REASONS, refusal_reason
from crawler.extraction.selectors import check_selectors

__all__ = [
    "REASONS",
    "HtmlPage",
    "article_of",
    "check_selectors",
    "extract",
    "extract_draft",
    "merge_drafts",
    "next_page",
    "read_page",
    "refusal_reason",
]
