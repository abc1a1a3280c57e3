"""When a request's URL and a recorded one are the same address."""

from __future__ import annotations

import re
from hashlib import blake2b

import ada_url
from w3lib.url import safe_url_string

#: Nothing here is written differently by w3lib, by browsers and by archiving tools.
_SAFE = re.compile(r"https?://[\x21\x24\x26\x28-\x3b\x3d\x3f-\x5a\x5f\x61-\x7a\x7e]+")
_ESCAPED = re.compile(r"%([0-9a-fA-F]{2})")
#: Characters that some escape and others do not, though they separate nothing.
_ESCAPED_BY_SOME = str.maketrans({char: f"%{ord(char):02X}" for char in " \"'<>[\\]^`{|}"})
#: What the WHATWG parser takes off both ends; `str.strip` would take a no-break space too.
_BLANKS = "".join(map(chr, range(0x21)))
_UNRESERVED = re.compile(r"[A-Za-z0-9._~-]")


def match_form(url: str) -> str:
    """Return the form in which two spellings of one address are equal.

    Both go through the clean-up that Scrapy gives a request's URL (`safe_url_string`) and the WHATWG
    parser; the fragment, user and password go, and escapes are brought to one spelling. Nothing that
    a server may tell apart is lost: reserved characters, their escapes, case and order stay. An
    address that does not parse is its own form.
    """
    url = url.strip(_BLANKS)
    if not _SAFE.fullmatch(url):
        url = _safe(url)
    try:
        parts = ada_url.URL(url)
    except ValueError:
        return url
    return f"{parts.protocol}//{parts.host}{_one_spelling(parts.pathname)}{_one_spelling(parts.search)}"


def _safe(url: str) -> str:
    try:
        return safe_url_string(url)
    except ValueError:
        return url


def _one_spelling(part: str) -> str:
    return _ESCAPED.sub(_unescape, part).translate(_ESCAPED_BY_SOME)


def _unescape(match: re.Match[str]) -> str:
    char = chr(int(match[1], 16))
    return char if _UNRESERVED.match(char) else f"%{match[1].upper()}"


def address_key(url: str, method: str = "GET") -> int:
    """Return a 64-bit number for an address asked for by `method`: equal for equal `match_form`s.

    Among a million addresses, two share a number with a chance of 1 in 37 million.
    """
    form = f"{method.upper()} {match_form(url)}".encode("utf-8", "surrogatepass")
    return int.from_bytes(blake2b(form, digest_size=8).digest(), "big")
