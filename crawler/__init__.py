"""A crawler and monitor for news: every article once, in one schema, with every later edit.

The public names are loaded when they are first asked for: reading a page loads nothing of crawling.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from crawler.extraction import extract
    from crawler.items import Article
    from crawler.outlet import OutletSpider, Source

__all__ = ["Article", "OutletSpider", "Source", "extract"]

_HOMES = {
    "Article": "crawler.items",
    "OutletSpider": "crawler.outlet",
    "Source": "crawler.outlet",
    "extract": "crawler.extraction",
}


def __getattr__(name: str) -> Any:
    """A public name, from the module that defines it; raises AttributeError where there is none of it."""
    if name not in _HOMES:
        raise AttributeError(f"module 'crawler' has no attribute {name!r}; its names: {', '.join(__all__)}")
    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
