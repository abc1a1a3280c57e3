"""The outlets, one a file, and `article` for any address."""

from crawler.normalization.urls import article_key as _article_key


def article_key(url: str) -> str:
    """The article key of `url` by the rules of whoever owns its host; raises ValueError on no URL."""
    from crawler.loader import owner  # the loader imports this package's modules

    outlet = owner(url)
    return outlet.key(url) if outlet else _article_key(url)
