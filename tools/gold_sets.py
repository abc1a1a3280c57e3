"""The pages that extraction is held to: those committed with the project, and the corpora's."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from crawler.accuracy import Gold, read_gold
from tests.outlets import Case, cases
from tests.site import Site

#: Folders of the corpora with a gold file.
CORPORA_SETS = ("aeb", "publishers", "web2025", "multilingual")
SETS = ("outlets", "site", *CORPORA_SETS)
#: Days that the corpora state wrongly, as no calendar has them -> the day that the page prints.
CORRECTED = {"2022-29-11": "2022-11-29"}
#: Articles of the local news site, which takes turns with its languages and layouts.
SITE_ARTICLES = 40


def corpora() -> Path:
    """Folder of the corpora, which need not exist."""
    return Path(os.environ.get("CORPORA") or Path(__file__).parents[2] / "shared" / "corpora")


def gold_of(name: str, *, folder: Path) -> list[Gold]:
    """The pages of a set; `folder` is where what no file holds is written. Raises `GoldError`."""
    if name == "outlets":
        return [_of_outlet(case) for case in cases()]
    if name == "site":
        return list(_of_site(folder))
    return read_gold(correct_gold(corpora() / "articles" / name / "gold.jsonl", folder=folder))


def correct_gold(path: Path, *, folder: Path) -> Path:
    """Return a gold file with the days of `CORRECTED`: the file itself, or its copy, written in `folder`."""
    text = stated = path.read_text("utf-8")
    for wrong, right in CORRECTED.items():
        text = text.replace(f'"{wrong}"', f'"{right}"')
    if text == stated:
        return path
    copy = folder / path.parent.name / path.name
    copy.parent.mkdir()
    copy.write_text(text, "utf-8")
    (copy.parent / "html").symlink_to(path.parent / "html")
    return copy


def _of_outlet(case: Case) -> Gold:
    """A page of an outlet with the record that its own rules give."""
    record: dict[str, Any] = case.data["article"]
    return Gold(
        place=str(case),
        id=str(case),
        url=case.data["url"],
        path=case.path,
        language=record.get("language"),
        fetched_at=datetime.fromisoformat(case.data["fetched_at"]),
        title=record.get("headline"),
        authors=tuple(record.get("authors", ())),
        date_published=record.get("date_published", "")[:10] or None,
        bodies=(record["body"],),
    )


def _of_site(folder: Path) -> Iterator[Gold]:
    """The local site's articles, as its server sends them, with what they say."""
    site = Site(articles=SITE_ARTICLES)
    for article in site.articles:
        answer, truth = site.respond("GET", article.path, {}), site.truth(article)
        if answer.status != 200:
            continue
        path = folder / f"{truth.outlet_article_id}.html"
        path.write_bytes(answer.body)
        yield Gold(
            place=truth.url,
            id=str(truth.outlet_article_id),
            url=truth.url,
            path=path,
            language=truth.language,
            title=truth.headline,
            authors=tuple(truth.authors),
            date_published=f"{truth.date_published:%Y-%m-%d}" if truth.date_published else None,
            bodies=(truth.body,),
        )
