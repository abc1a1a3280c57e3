"""A name for an outlet: its host's own label, and what tells an edition or a namesake apart."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from urllib.parse import urlsplit

from crawler.normalization.urls.address import site_host, split_host
from crawler.onboarding.country import is_country

_MARKS = re.compile(r"[^a-z0-9]+")
#: Codes of ISO 639-1, without "io", which is common before a domain and rare as a language.
_LANGUAGE = re.compile(
    "a[abefkmnrsvyz]|b[aeghimnors]|c[aehorsuvy]|d[aevz]|e[elnostu]|f[afijory]|g[adlnuv]|h[aeiortuyz]|i[adegistu]"
    "|j[av]|k[agijklmnorsuvwy]|l[abginotuv]|m[ghiklnrsty]|n[abdeglnorvy]|o[cjmrs]|p[ailst]|qu|r[mnouw]"
    "|s[acdegiklmnoqrstuvw]|t[aeghiklnorstwy]|u[gkrz]|v[eio]|w[ao]|xh|y[io]|z[ahu]"
)
#: Countries whose code before a domain says something else: a television's site, a store of pictures.
_NO_EDITION = frozenset({"ad", "ai", "tv", "ws", "me", "im"})
_EDITION = re.compile(r"([a-z]{2})(?:[-_]([a-z]{2}))?")


def outlet_name(url: str, *, asked: str | None = None) -> str:
    """Return a name for the outlet of `url`: its host's own label ("www.radiohc.cu" -> "radiohc").

    A language or country before the domain, or alone in the path of the address that was `asked` for,
    makes an edition ("de.euronews.com" -> "euronews_de"); another label before it comes first
    ("economictimes.indiatimes.com" -> "economictimes_indiatimes").
    """
    below, label = _labels(url)
    edition = _as_edition(below) or edition_of(asked or url)
    parts = [label, edition] if edition else [below, label]
    return _as_name("_".join(filter(None, parts)))


def free_name(name: str, *, taken: Collection[str], country: str | None, languages: Collection[str]) -> str:
    """Return `name`, or where it is `taken`, with its country, its language or a number ("elcomercio_pe")."""
    return next(one for one in _alternatives(name, country, languages) if one not in taken)


def _alternatives(name: str, country: str | None, languages: Collection[str]) -> Iterator[str]:
    yield name
    for suffix in (country, *languages):
        if suffix and not name.endswith(f"_{suffix.lower()}"):
            yield _as_name(f"{name}_{suffix}")
    number = 2
    while True:
        yield f"{name}_{number}"
        number += 1


def _labels(url: str) -> tuple[str, str]:
    """What stands before the registered domain of an address, and that domain's own label."""
    host = site_host((urlsplit(url).hostname or "outlet").lower())
    parts = split_host(host)
    return (parts.below, parts.label) if parts.label else ("", host)


def edition_of(url: str) -> str | None:
    """Return the language or country that is all of an address's path ("https://x.example/es/" -> "es")."""
    return _as_edition(urlsplit(url).path.strip("/").lower())


def _as_edition(text: str) -> str | None:
    """`text` where it is a language or a country, with or without a region ("es", "pt-br")."""
    found = _EDITION.fullmatch(text)
    if found is None or text in _NO_EDITION:
        return None
    known = bool(_LANGUAGE.fullmatch(found[1])) or is_country(found[1].upper())
    return text if known and (found[2] is None or is_country(found[2].upper())) else None


def _as_name(text: str) -> str:
    name = _MARKS.sub("_", text.lower()).strip("_") or "outlet"
    return name if name[0].isalpha() else f"outlet_{name}"
