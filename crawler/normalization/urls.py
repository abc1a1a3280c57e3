"""Addresses: their one spelling, the key of the article they lead to, and what `rel=canonical` may say."""

from crawler.normalization.canonical import canonical_url, is_home, same_site
from crawler.normalization.url_keys import KEY_LIMIT, KEY_VERSION, KeyRules, article_key, rules_by_host
from crawler.normalization.url_syntax import normalize_url

__all__ = [
    "KEY_LIMIT",
    "KEY_VERSION",
    "KeyRules",
    "article_key",
    "canonical_url",
    "is_home",
    "normalize_url",
    "rules_by_host",
    "same_site",
]
