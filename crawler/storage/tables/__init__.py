"""The tables: importing this package puts every one into the metadata of `Base`."""

from crawler.storage.tables import articles, crawl, health
from crawler.storage.tables.columns import Base

__all__ = ["Base", "articles", "crawl", "health"]
