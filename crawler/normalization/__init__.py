"""From raw values to the schema: text, names, dates, datelines, languages, addresses. It is all pure."""

from crawler.normalization.build_article import build_article, wants_neighbours

__all__ = ["build_article", "wants_neighbours"]
