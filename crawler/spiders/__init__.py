"""The outlets, one a file, and `article` for any address."""

from collections.abc import Mapping
from functools import lru_cache

from crawler.normalization.urls import KeyRules, rules_by_host
from crawler.normalization.urls import make_article_key as _article_key
from crawler.outlet import OutletSpider


def article_key(url: str) -> str:
    """The article key of `url` by the rules of whoever owns its host; raises ValueError on no URL."""
    from crawler.spiderloader import declared_outlets  # the loader imports this package's modules

    return _article_key(url, rules=_rules(declared_outlets()))


@lru_cache(maxsize=2)
def _rules(outlets: tuple[type[OutletSpider], ...]) -> Mapping[str, KeyRules]:
    return rules_by_host(outlet.key_rules() for outlet in outlets)
