"""Bytes into text: one decoder for pages, feeds and sitemaps. It is pure, and never raises."""

from crawler.decoding.choose import (
    Charset,
    DecodedText,
    choose_charset,
    declared_charsets,
    decode_document,
    new_decoder,
)
from crawler.decoding.twice import is_encoded_twice, mend_mojibake

__all__ = [
    "Charset",
    "DecodedText",
    "choose_charset",
    "declared_charsets",
    "decode_document",
    "is_encoded_twice",
    "mend_mojibake",
    "new_decoder",
]
