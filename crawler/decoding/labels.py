"""Labels of character sets to Python's codecs, as browsers resolve them."""

from __future__ import annotations

import codecs
import re

from w3lib.encoding import resolve_encoding

#: Labels of WHATWG's table (https://encoding.spec.whatwg.org/#names-and-labels) that w3lib does not resolve.
_MORE_LABELS = {
    "windows-949": "cp949",
    "dos-874": "cp874",
    "iso-8859-8-i": "iso8859-8",
    "iso-8859-8-e": "iso8859-8",
    "csiso88598i": "iso8859-8",
    "csiso88598e": "iso8859-8",
    "logical": "iso8859-8",
    "visual": "iso8859-8",
    "koi": "koi8-r",
    "koi8-ru": "koi8-u",
    "x-x-big5": "big5hkscs",
    "cn-big5": "big5hkscs",
    "x-mac-roman": "mac-roman",
    "x-mac-cyrillic": "mac-cyrillic",
    "x-mac-ukrainian": "mac-cyrillic",
    "sun_eu_greek": "iso8859-7",
    "cseucpkdfmtjapanese": "euc_jp",
    "unicode11utf8": "utf-8",
    "unicode20utf8": "utf-8",
    "x-unicode20utf8": "utf-8",
    "unicode": "utf-16-le",
    "csunicode": "utf-16-le",
    "ucs-2": "utf-16-le",
    "iso-10646-ucs-2": "utf-16-le",
    "unicodefeff": "utf-16-le",
    "unicodefffe": "utf-16-be",
}
_UNHYPHENATED = re.compile(r"iso-?8859_?(?=\d)")
#: Codecs of Python that no document is written in, among them one of quadratic cost.
_NO_CHARSET = {"idna", "punycode", "raw-unicode-escape", "unicode-escape", "undefined", "utf-7", "cesu-8"}


def resolve_label(label: str) -> str | None:
    """Return the codec that a label stands for (`gb2312` is read as gb18030), or None for no text's."""
    label = label.strip().lower()
    spelled = (label, _UNHYPHENATED.sub("iso-8859-", label), label.removeprefix("x-"))
    found = (_MORE_LABELS.get(form) or resolve_encoding(form) for form in spelled)
    name = next(filter(None, found), None)
    return name if name and _is_text_codec(name) else None


def _is_text_codec(name: str) -> bool:
    if name.replace("_", "-") in _NO_CHARSET:
        return False
    try:
        return codecs.lookup(name)._is_text_encoding
    except LookupError:
        return False
