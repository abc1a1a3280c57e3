"""`scrapy extract`: one page, what was found on it, where, how sure that is, and what else there was."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import AsyncIterator, Iterator
from dataclasses import asdict, fields
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError
from scrapy.http import Request, Response
from scrapy.spidermiddlewares.httperror import HttpError
from twisted.python.failure import Failure

from crawler.commands.articles import NAMES, format_named, format_origin, format_value
from crawler.extraction import REASONS, article_of, extract_draft
from crawler.items import BY_FIELD, Article
from crawler.normalization.text.terminal import make_printable
from crawler.records import Draft, Found, PageRefused
from crawler.spiders.article import ArticleSpider, url_problem
from crawler.terminal.columns import shorten_text, wrap_text
from crawler.terminal.output import print_lines
from crawler.terminal.screen import screen_width

#: Refusals that say that there is no page to look at: such a command has failed.
NO_PAGE = ("not-html", "empty")
#: Candidates shown a field.
MOST_CANDIDATES = 5


class Command(ScrapyCommand):
    """Shows what extraction makes of one page, from a file or fetched; nothing is stored."""

    requires_project = True

    def syntax(self) -> str:
        """The positional argument."""
        return "FILE | URL"

    def short_desc(self) -> str:
        """One line for `scrapy -h`."""
        return "Show what is found on one page: each field with its origin, confidence and runners-up"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """The file's address, and the form."""
        super().add_options(parser)
        parser.add_argument("--url", metavar="URL", help="address of a FILE (default: what the page says)")
        parser.add_argument("--json", action="store_true", help="one JSON object")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Print; exit status 1 where the page could not be fetched or is no HTML."""
        if len(args) != 1:
            raise UsageError("give one file or address: scrapy extract page.html", print_help=False)
        is_url = urlsplit(args[0]).scheme in ("http", "https")
        if wrong := url_problem(args[0] if is_url else opts.url) if is_url or opts.url else None:
            raise UsageError(wrong, print_help=False)
        read = self._fetched(args[0]) if is_url else _from_file(Path(args[0]), opts.url)
        if isinstance(read, str):
            sys.stderr.write(f"{make_printable(read)}\n")
            self.exitcode = 1
            return
        if read.refusal in NO_PAGE:
            self.exitcode = 1
        article = article_of(read, hints=read.context)
        print_lines(
            [extraction_as_json(article, read)]
            if opts.json
            else format_extraction(article, read, width=screen_width(sys.stdout))
        )

    def _fetched(self, url: str) -> Draft | str:
        """What the project's own downloader gets, with its guard and robots.txt; or what went wrong."""
        assert self.crawler_process is not None
        answers: list[Response | str] = []
        self.crawler_process.crawl(OnePage, url=url, answers=answers)
        self.crawler_process.start()
        answer = answers[0] if answers else f"{url} was not fetched: the log above says why"
        return _of_response(answer) if isinstance(answer, Response) else answer


class OnePage(ArticleSpider):
    """Fetches one address and hands its answer over."""

    def __init__(self, *, url: str, answers: list[Response | str]) -> None:
        """`answers` is where the response goes, or in its place what went wrong."""
        super().__init__(url=url)
        self.answers = answers

    async def start(self) -> AsyncIterator[Any]:
        """The request."""
        for url in self.urls:
            yield Request(
                url, callback=self.keep, errback=self.fail, dont_filter=True, meta={"kind": "article"}
            )

    def keep(self, response: Response) -> None:
        """Take a response."""
        self.answers.append(response)

    def fail(self, failure: Failure) -> None:
        """Take what went wrong."""
        error: Any = failure.value
        why = f"it answered {error.response.status}" if isinstance(error, HttpError) else str(error)
        self.answers.append(f"{self.urls[0]} could not be fetched: {why or type(error).__name__}")


def _from_file(path: Path, url: str | None) -> Draft | str:
    """What a file holds; raises UsageError where it can't be read."""
    try:
        body = path.read_bytes()
        changed = datetime.fromtimestamp(path.stat().st_mtime, UTC)
    except OSError as error:
        raise UsageError(f"{path} can't be read: {error.strerror}", print_help=False) from error
    unplaced = extract_draft(body, url=url or "")
    address = url or _stated(unplaced)
    if address is None:
        return unplaced
    request = Request(address, meta={"archive_date": changed})
    draft = _of_response(Response(address, body=body, request=request))
    if isinstance(draft, Draft) and draft.context:
        draft.context.http_status = None
    return draft


def _stated(draft: Draft) -> str | None:
    """The address that a page gives for itself, where it is one."""
    found = draft.fields.get("canonical_url")
    return str(found.value) if found and url_problem(str(found.value)) is None else None


def _of_response(response: Response) -> Draft | str:
    """The draft that a crawl makes of a response, by the rules of the outlet that its address belongs to."""
    output = next(ArticleSpider(url=response.url).parse_article(response))
    if isinstance(output, PageRefused):
        return f"{output.reason}: {output.detail}"
    if isinstance(output, Request):
        draft: Draft = output.cb_kwargs["draft"]
        draft.warnings.append(f"body: goes on at {output.url}, which a crawl joins to it")
        return draft
    assert isinstance(output, Draft)
    return output


def format_extraction(article: Article, draft: Draft, *, width: int) -> Iterator[str]:
    """Every field that has a value or a candidate, with origin, confidence and runners-up; the body last."""
    if article.refusal:
        yield from wrap_text(f"no article ({article.refusal}): {REASONS[article.refusal]}", width)
    for field in fields(Article):
        value, others = getattr(article, field.name), draft.runners_up.get(field.name, [])
        if field.name in BY_FIELD or (value in (None, "", []) and not others):
            continue
        text = (
            f"{article.word_count} words" if field.name == "body" else format_value(value) if value else "-"
        )
        stated = format_origin(article.provenance.get(field.name), article.confidence.get(field.name))
        yield from format_named(field.name, make_printable(text + stated), width=width)
        yield from (_candidate(other, width) for other in others[:MOST_CANDIDATES])
    for paragraph in article.body.split("\n\n") if article.body else []:
        yield ""
        yield from wrap_text(make_printable(paragraph), width)


def _candidate(found: Found, width: int) -> str:
    """A runner-up in one line, its origin always whole."""
    stated = format_origin(found.origin, found.confidence)
    head = f"{'  rather than':{NAMES}}" if width >= 2 * NAMES else "  or "
    room = width - len(head) - len(stated)
    return shorten_text(
        f"{head}{shorten_text(make_printable(format_value(found.value)), room)}{stated}", width
    )


def extraction_as_json(article: Article, draft: Draft) -> str:
    """All of it as one JSON object: `article`, `refusal`, and `runners_up` by field."""
    others = {
        name: [_runner_up(found) for found in candidates] for name, candidates in draft.runners_up.items()
    }
    whole = {"article": asdict(article), "refusal": article.refusal, "runners_up": others}
    return json.dumps(whole, ensure_ascii=False, default=_json_value)


def _runner_up(found: Found) -> dict[str, Any]:
    """What a candidate is called in JSON, where its origin is a `rung`."""
    return {"value": found.value, "rung": found.origin, "confidence": found.confidence}


def _json_value(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime) else str(value)
