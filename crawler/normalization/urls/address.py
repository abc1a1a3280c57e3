"""The parts of an address in one spelling, and what each says by itself: which site, which article."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from ada_url import URL
from ada_url import normalize_url as _whatwg

if TYPE_CHECKING:
    from tldextract import TLDExtract

_PARTS = re.compile(
    r"(https?)://(?:[^/?#@]*@)?(\[[^\]]*\]|[^/:?#]*)(?::(\d+))?([^?#]*)(?:\?([^#]*))?(?:#(.*))?"
)
#: "&#038;" as WordPress feeds write "&": its "#" would begin the fragment.
_ESCAPED_AMPERSAND = re.compile(r"&#(?:0{0,9}38|x0{0,9}26);", re.I)
#: Of a name in DNS, with its trailing dot (RFC 1035, 2.3.4): a longer one is no host.
_LONGEST_HOST = 254
_MOBILE = frozenset({"m", "mobile", "mobil", "amp", "wap", "touch"})
#: An address beyond this is none that an outlet gives to an article: it names none, and only its host
#: is mended.
RULES_LIMIT = 4096
_UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
_ESCAPE = re.compile(r"%([0-9A-Fa-f]{2})|[%|^`{}\\]")
_SPELLED = {f"{code:02X}": chr(code) if chr(code) in _UNRESERVED else f"%{code:02X}" for code in range(256)}
_JSESSIONID = re.compile(r";jsessionid=[^/;]*", re.I)
_COOKIELESS = re.compile(r"/\([A-Za-z]\([0-9a-zA-Z_-]{20,}\)\)(?=/)")
_SLASHES = re.compile(r"/{2,}")
_DOTS = re.compile(r"/\.{1,2}(?:/|$)")
_INDEX = re.compile(r"index\.(?:html?|shtml|xhtml|php|phtml|aspx?|jsp|cfm)|default\.(?:html?|aspx?)", re.I)
_SCRIPT = re.compile(r"\.(?:php\d?|aspx?|jsp|cfm|do|cgi|pl|dll)$", re.I)
_DATED = re.compile(r"(?:19|20)\d\d(?:[-/]?(?:0?[1-9]|1[0-2])|/[a-z]{3})(?![0-9a-z])|(?:19|20)\d{6}(?!\d)")
_NUMBER = re.compile(r"\d{5}")
_LETTER = re.compile(r"(?:^|[^%])[A-Za-z]{2}|%[89A-F]")
_EXTENSION = re.compile(r"\.[A-Za-z]{2,5}$")
_WORD = re.compile(r"(?:%[89A-F][0-9A-F]|[A-Za-z])+")
_SLUG_WORDS, _LAST_SLUG_WORDS = 4, 3


@dataclass(frozen=True, slots=True)
class Address:
    """The parts of an http(s) address that can name an article.

    `host` is bare and carries a port that is not the scheme's own. Only then does the scheme count:
    `origin` is `https://` otherwise. `path` is tidy, "" for the root, and `query` is as it came. Where
    the two are longer than any outlet writes them (`oversized`), both are as they came. `plain` says that
    the rules of hosts and platforms may be tried: there is no port and no such length.
    """

    origin: str
    host: str
    path: str
    query: str
    fragment: str
    plain: bool
    oversized: bool


def normalize_url(url: str) -> str:
    """Return `url` as the WHATWG URL Standard writes it: absolute, http or https.

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
    """Return the parts of `url`; raises ValueError where it is no absolute http(s) address."""
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


@cache
def _suffixes() -> TLDExtract:
    """Return the list of suffixes that ships with the library; the network is never asked.

    The private part is left out, so that no key changes where a hosting company enters its domain.
    """
    # Loads an HTTP client, which a command that keys no address need not wait for.
    from tldextract import TLDExtract

    return TLDExtract(cache_dir=None, suffix_list_urls=(), fallback_to_snapshot=True)


def _is_site(host: str) -> bool:
    """Tell whether `host` can be a site of its own: a registrable name, not `com`, `co.uk` or one label."""
    if "." not in host:
        return False
    found = _suffixes().extract_str(host)
    return bool(found.domain) if found.suffix else True


class HostParts(NamedTuple):
    """A host at its registered domain: what stands `below` it, its own `label`, its public `suffix`."""

    below: str
    label: str
    suffix: str


def split_host(host: str) -> HostParts:
    """Part a host (lower case): `de.euronews.com` -> ("de", "euronews", "com"); an IP address is all label.

    The last label is the suffix where the list knows none, as on an intranet.
    """
    found = _suffixes().extract_str(host)
    if found.suffix or not found.subdomain:
        return HostParts(found.subdomain, found.domain, found.suffix)
    below, _, label = found.subdomain.rpartition(".")
    return HostParts(below, label, found.domain)


def bare_host(host: str) -> str:
    """Return a host (lower case, as WHATWG writes it) without the trailing dot and without `www.`.

    `www.com` and `www.co.uk` keep theirs, since it is the name that was registered.
    """
    return _bare(host) if len(host) <= _LONGEST_HOST else host


@lru_cache(maxsize=65536)
def _bare(host: str) -> str:
    if host.endswith(".") and not host.endswith("..") and len(host) > 1:
        host = host[:-1]
    while host.startswith("www.") and _is_site(host[4:]):
        host = host[4:]
    return host


@lru_cache(maxsize=65536)
def desktop_host(host: str) -> str | None:
    """Return the host that a bare mobile or AMP host stands for (`m.lenta.ru` -> `lenta.ru`), or None."""
    label, _, rest = host.partition(".")
    return bare_host(rest) if label in _MOBILE and _is_site(rest) else None


def _is_service(label: str) -> bool:
    return label in _MOBILE or (label[:3] == "www" and label[3:].isdecimal())


def site_host(host: str) -> str:
    """Return a host without `www`, `www2`, `m`, `amp` and the like, as long as it stays a site."""
    host = bare_host(host)
    label, _, rest = host.partition(".")
    while len(host) <= _LONGEST_HOST and _is_service(label) and _is_site(rest):
        host = bare_host(rest)
        label, _, rest = host.partition(".")
    return host


def _respell(match: re.Match[str]) -> str:
    code = match[1]
    return _SPELLED[code.upper()] if code else f"%{ord(match[0]):02X}"


def respell_escapes(text: str) -> str:
    """Return a text with its percent escapes in one spelling (RFC 3986, 6.2.2).

    They are in upper case, and unreserved characters have none. A reserved character keeps the form it
    came in, since a server may tell the two apart.
    """
    return _ESCAPE.sub(_respell, text)


def shorten_path(path: str) -> str:
    """Return `path` without trailing slashes and index pages."""
    end = len(path)
    while end:
        start = path.rfind("/", 0, end)
        last = path[start + 1 : end]
        if last and not ("." in last and _INDEX.fullmatch(last)):
            break
        end = start
    return path[: max(end, 0)]


def tidy_path(path: str) -> str:
    """Return a path in one spelling: escapes, double slashes, session ids, index page, trailing slash.

    It takes the path of a WHATWG href and gives it without a trailing slash, so "" for the root.
    """
    path = respell_escapes(path)
    if "(" in path:
        path = _COOKIELESS.sub("", path)
    if ";" in path:
        path = _JSESSIONID.sub("", path)
    if "//" in path:
        path = _SLASHES.sub("/", path)
    if "/." in path and _DOTS.search(path):
        return tidy_path(URL("https://host" + path).pathname)
    return shorten_path(path)


def _words(segment: str) -> int:
    return sum(len(word) > 1 for word in _WORD.findall(_EXTENSION.sub("", segment)))


def has_slug(path: str) -> bool:
    """Tell whether words in the path name an article: a slug, or a date and a word after it."""
    path = path.rstrip("/")
    last = path[path.rfind("/") + 1 :]
    if len(path) > RULES_LIMIT or _SCRIPT.search(last):
        return False
    if _words(last) >= _LAST_SLUG_WORDS:
        return True
    if _DATED.search(path) and (_LETTER.search(_EXTENSION.sub("", last)) or _NUMBER.search(last)):
        return True
    return any(_words(segment) >= _SLUG_WORDS for segment in path.split("/"))


def names_article(path: str) -> bool:
    """Tell whether the path alone names an article: by words, or by a number of five digits at its end."""
    path = path.rstrip("/")
    last = path[path.rfind("/") + 1 :]
    if has_slug(path):
        return True
    return len(path) <= RULES_LIMIT and bool(_NUMBER.search(last)) and not _SCRIPT.search(last)
