"""The corpora's article pages with their gold, in folds by domain, so that no outlet is in two of them."""

from __future__ import annotations

import gzip
import hashlib
import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from tldextract import TLDExtract

SETS = ("aeb", "publishers", "web2025", "multilingual")
FOLDS = 5
CORPORA = Path(os.environ.get("CORPORA") or "../shared/corpora")

_DOMAINS = TLDExtract(suffix_list_urls=())


@dataclass(frozen=True, slots=True)
class Sample:
    """A page as fetched, what it says by gold, and where it belongs in training.

    Pages with `aside` (a fifth of the domains) are kept for the last look: no rule is tuned on them.
    """

    set: str
    id: str
    url: str
    html: bytes
    language: str | None
    gold: dict[str, Any]
    domain: str
    fold: int
    aside: bool


@cache
def samples(*, corpora: Path = CORPORA) -> list[Sample]:
    """Return all pages of the four sets in a fixed order. Raises `FileNotFoundError` without the corpora."""
    return [sample for name in SETS for sample in _of(name, corpora / "articles" / name)]


def _of(name: str, folder: Path) -> Iterator[Sample]:
    for line in (folder / "gold.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        domain = registered(row["url"])
        yield Sample(
            set=name,
            id=row["id"],
            url=row["url"],
            html=gzip.decompress((folder / row["html"]).read_bytes()),
            language=row.get("language"),
            gold=row["gold"],
            domain=domain,
            fold=fold_of(row["url"]),
            aside=_number("aside", domain) % 5 == 0,
        )


def registered(url: str) -> str:
    """Return the registered domain of an address ("news.bbc.co.uk" -> "bbc.co.uk")."""
    host = urlsplit(url).hostname or ""
    return _DOMAINS(host).top_domain_under_public_suffix or host


def fold_of(url: str) -> int:
    """Return the fold that all pages of an address's domain are in."""
    return _number("fold", registered(url)) % FOLDS


def _number(word: str, domain: str) -> int:
    return int.from_bytes(hashlib.sha256(f"{word} {domain}".encode()).digest()[:4], "big")
