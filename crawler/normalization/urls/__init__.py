"""Addresses: their one spelling, the key of the article they lead to, and what `rel=canonical` may say."""

from crawler.normalization.urls.address import normalize_url
from crawler.normalization.urls.article_key import (
    KEY_LIMIT,
    KEY_VERSION,
    KeyRules,
    make_article_key,
    rules_by_host,
)
from crawler.normalization.urls.stated_urls import canonical_url, is_home, is_same_site

__all__ = [
    "KEY_LIMIT",
    "KEY_VERSION",
    "KeyRules",
    "canonical_url",
    "is_home",
    "is_same_site",
    "make_article_key",
    "normalize_url",
    "rules_by_host",
]
