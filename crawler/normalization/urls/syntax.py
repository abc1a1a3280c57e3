"""The parts of an address, as the WHATWG URL Standard writes them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ada_url import normalize_url as _whatwg

from crawler.normalization.urls.hosts import bare_host
from crawler.normalization.urls.paths import RULES_LIMIT, tidy_path

_PARTS = re.compile(
    r"(https?)://(?:[^/?#@]*@)?(\[[^\]]*\]|[^/:?#]*)(?::(\d+))?([^?#]*)(?:\?([^#]*))?(?:#(.*))?"
)
#: "&#038;" as WordPress feeds write "&": its "#" would begin the fragment.
_ESCAPED_AMPERSAND = re.compile(r"&#(?:0{0,9}38|x0{0,9}26);", re.I)


@dataclass(frozen=True, slots=True)
class Address:
    """The parts of an http(s) address that can name an article.

    `host` is bare and carries a port that is not the scheme's own; only then does the scheme count, so
    `origin` is `https://` else. `path` is tidy, "" for the root, and `query` is as it came; where the
    two are longer than any outlet writes them (`oversized`), both are as they came. `plain` says that
    the rules of hosts and platforms may be tried: no port, no such length.
    """

    origin: str
    host: str
    path: str
    query: str
    fragment: str
    plain: bool
    oversized: bool


def normalize_url(url: str) -> str:
    """`url` as the WHATWG URL Standard writes it: absolute, http or https.

    Raises ValueError where it is none. A lone surrogate becomes U+FFFD, as the standard has it.
    """
    try:
        href: str = _whatwg(url)
    except ValueError:
        mended = url.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        if mended != url:
            return normalize_url(mended)
        href = ""
    if not href.startswith(("http://", "https://")):
        raise ValueError(f"no absolute http(s) address: {url[:200]!r}; give one such as https://host/path")
    return href


def parse_address(url: str) -> Address:
    """The parts of `url`; raises ValueError where it is no absolute http(s) address."""
    if "&#" in url:
        url = _ESCAPED_AMPERSAND.sub("&", url)
    match = _PARTS.fullmatch(normalize_url(url))
    if match is None:
        raise ValueError(f"an address without parts: {url[:200]!r}; give one such as https://host/path")
    scheme, host, port, path, query, fragment = match.groups(default="")
    origin, end = (f"{scheme}://", f":{port}") if port else ("https://", "")
    oversized = len(host) + len(path) + len(query) > RULES_LIMIT
    tidy = path if oversized else tidy_path(path)
    plain = not (port or oversized)
    return Address(origin, bare_host(host) + end, tidy, query, fragment, plain, oversized)
