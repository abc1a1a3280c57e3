"""What an outlet reads off an address: the host with its port, and the section in its path."""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import urlsplit

from crawler.normalization.urls.path_words import ARTICLES

#: Scheme -> the port of an address that names none.
USUAL_PORTS = {"http": 80, "https": 443}
#: One word to four of letters alone; two letters are a language or a country.
_SECTION = re.compile(r"(?![a-z]{1,2}(?:-[a-z]{2})?$)[^\W\d_]+(?:[-_]+[^\W\d_]+){0,3}", re.IGNORECASE)

#: A host in lower case, and its port; `None` stands for any port of a domain that names none.
HostAndPort = tuple[str, int | None]


def host_and_port(url: str) -> HostAndPort:
    """The host of an address, and its port: the scheme's where none is written, -1 for a wrong one.

    Raises ValueError where it can't be taken apart.
    """
    parts = urlsplit(url)
    try:
        port = parts.port
    except ValueError:
        port = -1
    return (parts.hostname or "").lower(), port or USUAL_PORTS.get(parts.scheme)


@lru_cache(maxsize=8192)
def domain_and_port(domain: str) -> HostAndPort:
    """The host that one of `allowed_domains` names, and its port where it has one."""
    parts = urlsplit(f"//{domain}")
    return (parts.hostname or "").lower(), parts.port


def is_within(here: HostAndPort, domain: HostAndPort) -> bool:
    """Whether a host is the domain's own or one below it, at its port where it names one."""
    (host, port), (name, only) = here, domain
    return f".{host}".endswith(f".{name}") and only in (None, port)


def section_in_path(path: str) -> str | None:
    """The first segment above the last that may name a section: no number, date, language or headline.

    >>> section_in_path("/en/2024/world-news/88213-harbour-closes")
    'world-news'
    """
    above = [segment for segment in path.split("/") if segment][:-1]
    return next((segment for segment in above if _may_be_section(segment)), None)


def _may_be_section(segment: str) -> bool:
    return bool(_SECTION.fullmatch(segment)) and segment.lower() not in ARTICLES
