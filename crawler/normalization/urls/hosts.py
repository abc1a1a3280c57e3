"""What of a host name says which site it is: www and hosts for telephones and AMP go, a suffix stays."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tldextract import TLDExtract

#: Of a name in DNS, with its trailing dot (RFC 1035, 2.3.4): a longer one is no host.
_LONGEST = 254

_MOBILE = frozenset({"m", "mobile", "mobil", "amp", "wap", "touch"})


@cache
def _suffixes() -> TLDExtract:
    """The list that ships with the library, never the network; without its private part, so that a key
    does not change where a hosting company enters its domain.
    """
    # Loads an HTTP client, which a command that keys no address need not wait for.
    from tldextract import TLDExtract

    return TLDExtract(cache_dir=None, suffix_list_urls=(), fallback_to_snapshot=True)


def _is_site(host: str) -> bool:
    """Whether `host` can be a site of its own: a registrable name, not `com`, `co.uk` or one label."""
    if "." not in host:
        return False
    found = _suffixes().extract_str(host)
    return bool(found.domain) if found.suffix else True


def bare_host(host: str) -> str:
    """`host` (lower case, as WHATWG writes it) without the trailing dot and without `www.`.

    `www.com` and `www.co.uk` keep theirs: there it is the name that was registered.
    """
    return _bare(host) if len(host) <= _LONGEST else host


@lru_cache(maxsize=65536)
def _bare(host: str) -> str:
    if host.endswith(".") and not host.endswith("..") and len(host) > 1:
        host = host[:-1]
    while host.startswith("www.") and _is_site(host[4:]):
        host = host[4:]
    return host


@lru_cache(maxsize=65536)
def desktop_host(host: str) -> str | None:
    """The host that a bare host for telephones or AMP stands for (`m.lenta.ru` -> `lenta.ru`), or None."""
    label, _, rest = host.partition(".")
    return bare_host(rest) if label in _MOBILE and _is_site(rest) else None


def _is_service(label: str) -> bool:
    return label in _MOBILE or (label[:3] == "www" and label[3:].isdecimal())


def site_host(host: str) -> str:
    """The host with `www`, `www2`, `m`, `amp` and the like taken off, as far as it stays a site."""
    host = bare_host(host)
    label, _, rest = host.partition(".")
    while len(host) <= _LONGEST and _is_service(label) and _is_site(rest):
        host = bare_host(rest)
        label, _, rest = host.partition(".")
    return host
