"""`scrapy articles`: what is stored, as a table; one article whole, with where each field came from."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from dataclasses import fields
from datetime import UTC, datetime, timedelta
from typing import Any

from itemadapter import ItemAdapter
from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError

from crawler.items import BY_FIELD, Article
from crawler.storage import StoredArticle, StoreError
from crawler.storage.store import Store
from crawler.terminal.columns import wrap_text
from crawler.terminal.notes import fit_lines
from crawler.terminal.numbers import read_count
from crawler.terminal.output import print_lines
from crawler.terminal.screen import is_terminal, screen_width
from crawler.terminal.table import format_table

#: Headings of the table with their ranks: those of the highest ranks are left out that have no room.
COLUMNS = {"id": 0, "published": 2, "outlet": 3, "lang": 4, "words": 5, "headline": 1}
#: Columns of a field's name before its value.
NAMES = 26


class Command(ScrapyCommand):
    """Lists, filters and shows what is stored."""

    requires_project = True
    requires_crawler_process = False

    def syntax(self) -> str:
        """The positional argument."""
        return "[ID | KEY | URL]"

    def short_desc(self) -> str:
        """One line for `scrapy -h`."""
        return "List the stored articles, or show one with where each field came from"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """The filters."""
        super().add_options(parser)
        parser.add_argument("--outlet", metavar="NAME", help="only this outlet's")
        parser.add_argument("--since", metavar="DAY", help="published on or after this day (YYYY-MM-DD)")
        parser.add_argument("--until", metavar="DAY", help="published on or before this day")
        parser.add_argument("--language", metavar="TAG", help="only texts in this language, such as es")
        parser.add_argument("--text", metavar="WORDS", help="only with these words in headline or body")
        parser.add_argument("-n", dest="limit", type=read_count, default=20, help="how many (default 20)")
        parser.add_argument("--json", action="store_true", help="one JSON object a line, with every field")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Print; exit status 1 where the article asked for is not stored."""
        assert self.settings is not None
        try:
            store = Store.open(self.settings["DATABASE_URL"], create=False)
        except StoreError as error:
            raise UsageError(str(error), print_help=False) from error
        try:
            self._show(store, args[0], opts) if args else self._list(store, opts)
        finally:
            store.close()

    def _list(self, store: Store, opts: argparse.Namespace) -> None:
        found = store.articles(
            outlet=opts.outlet,
            since=_day("--since", opts.since),
            until=_day("--until", opts.until, end=True),
            language=opts.language,
            text=opts.text,
            limit=opts.limit,
        )
        if opts.json:
            print_lines(_json(row.article) for row in found)
        else:
            print_lines(format_article_table(found, width=screen_width(sys.stdout)))

    def _show(self, store: Store, which: str, opts: argparse.Namespace) -> None:
        found = store.article(int(which) if which.isdecimal() else which)
        if found is None:
            sys.stderr.write(f"no article {which!r} is stored: `scrapy articles` lists what is\n")
            self.exitcode = 1
        elif opts.json:
            print_lines([_json(found.article)])
        else:
            width = screen_width(sys.stdout) if is_terminal(sys.stdout) else None
            print_lines(fit_lines(format_article(found, width=width), sys.stdout))


def format_article_table(rows: list[StoredArticle], *, width: int) -> Iterator[str]:
    """The rows under their headings, each line at most `width` columns wide."""
    cells = [tuple(COLUMNS), *map(_cells, rows)]
    yield from format_table(cells, ranks=[*COLUMNS.values()], width=width, cuts_last=True)
    if not rows:
        yield "nothing stored that matches"


def format_article(found: StoredArticle, *, width: int | None = None) -> Iterator[str]:
    """Every field that has a value, with its origin and confidence; the body last.

    Values are wrapped under each other in `width` columns, or stand in one line each.
    """
    article = found.article
    yield f"article {found.id}, version {found.version}, first seen {found.first_seen_at:%Y-%m-%d %H:%M} UTC"
    for field in fields(Article):
        value = getattr(article, field.name)
        if field.name in ("body", *BY_FIELD) or value is None or value == []:
            continue
        stated = format_origin(article.provenance.get(field.name), article.confidence.get(field.name))
        yield from format_named(field.name, f"{format_value(value)}{stated}", width=width)
    origin = format_origin(article.provenance.get("body", "-"), article.confidence.get("body"))
    yield from format_named("body", origin.strip(), width=width)
    yield ""
    yield from article.body.split("\n")


def format_named(name: str, text: str, *, width: int | None) -> Iterator[str]:
    """A field's lines, its name before the first; where `width` is narrow, above it."""
    indent = NAMES if width is None or width >= 2 * NAMES else 2
    lines = [text] if width is None else wrap_text(text, width - indent) or [""]
    if indent < NAMES:
        yield name
        yield from (f"{'':{indent}}{line}" for line in lines)
        return
    for number, line in enumerate(lines):
        yield f"{'' if number else name:{indent}}{line}"


def format_origin(origin: str | None, confidence: float | None) -> str:
    """The origin that gave a value, with its confidence where that is known ("   [jsonld 0.98]")."""
    stated = [*filter(None, [origin]), *([] if confidence is None else [f"{confidence:.2f}"])]
    return f"   [{' '.join(stated)}]" if stated else ""


def _cells(row: StoredArticle) -> tuple[str, ...]:
    article = row.article
    published = article.date_published
    if published is None:
        day = "-"
    else:
        day = (
            f"{published:%Y-%m-%d}"
            if article.date_published_precision == "day"
            else f"{published:%Y-%m-%d %H:%M}"
        )
    headline = article.headline or "-"
    return str(row.id), day, article.outlet, article.language or "-", str(article.word_count), headline


def format_value(value: Any) -> str:
    """A value of an article on one line."""
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, list):
        return "; ".join(getattr(item, "url", None) or str(item) for item in value)
    return str(value)


def _json(article: Article) -> str:
    values = ItemAdapter(article).asdict()
    return json.dumps(values, ensure_ascii=False, default=lambda value: value.isoformat())


def _day(option: str, raw: str | None, *, end: bool = False) -> datetime | None:
    if raw is None:
        return None
    try:
        day = datetime.fromisoformat(raw).replace(tzinfo=UTC)
    except ValueError:
        raise UsageError(f"{option} {raw!r} is no day: give it as YYYY-MM-DD", print_help=False) from None
    return day + timedelta(days=1, microseconds=-1) if end else day
