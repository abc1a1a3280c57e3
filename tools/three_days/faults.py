"""What goes wrong in three days: which outlet, from when until when, and the alarm that must be raised."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from tests.site.answer import Answer, page, redirect
from tools.three_days.papers import Change, Paper

#: Structured data, and the printed author of the platforms' `drupal` markup.
JSONLD = re.compile(rb'<script type="application/ld\+json">.*?</script>', re.S)
AUTHOR = re.compile(rb"By [^<]{1,80}? on (?=<time)")
CONSENT = page(
    "<html><head><title>Consent</title></head><body><h1>We value your privacy</h1>"
    "<p>We and our partners use cookies.</p><button>Accept all</button></body></html>"
)
SORRY = page("<html><title>503</title><h1>Service unavailable</h1></html>", status=503)


@dataclass(frozen=True, slots=True)
class Fault:
    """A fault of an outlet, in hours after the beginning; `alarm` is its kind, or None where none is due."""

    name: str
    outlet: str
    begin: float
    end: float
    alarm: str | None
    make: Callable[[Paper], Change]


def nothing(paper: Paper) -> Change:
    """The site itself is well: it has nothing to say."""
    return lambda target, answer: answer


def always(answer: Answer) -> Callable[[Paper], Change]:
    """All of the site answers so."""
    return lambda paper: lambda target, usual: answer


def articles_answer(answer: Answer) -> Callable[[Paper], Change]:
    """All articles answer so."""

    def make(paper: Paper) -> Change:
        known = {written.path for written in paper.written}

        def change(target: str, usual: Answer) -> Answer:
            if target not in known:
                known.update(written.path for written in paper.written)
            return answer if target.partition("?")[0] in known else usual

        return change

    return make


def moved(old: str, new: str, *, status: int) -> Callable[[Paper], Change]:
    """A feed stands at `new`; its old place answers 301, or what `status` says."""

    def make(paper: Paper) -> Change:
        def change(target: str, usual: Answer) -> Answer:
            if target == old:
                return redirect(new) if status == 301 else page("<h1>Not found</h1>", status=status)
            return paper.plain(old) if target == new else usual

        return change

    return make


def stale(path: str) -> Callable[[Paper], Change]:
    """A source stays as it was at first."""

    def make(paper: Paper) -> Change:
        kept: dict[str, Answer] = {}
        return lambda target, usual: kept.setdefault(target, usual) if target == path else usual

    return make


def without(pattern: re.Pattern[bytes]) -> Callable[[Paper], Change]:
    """Pages lose what the pattern matches."""

    def change(target: str, usual: Answer) -> Answer:
        return Answer(pattern.sub(b"", usual.body), usual.status, usual.headers, usual.manner)

    return lambda paper: change


FAULTS = (
    Fault("JSON-LD lost", "gazette", 20, 44, "rung", without(JSONLD)),
    Fault("feed moved: 301", "courier", 8, 24, None, moved("/rss.xml", "/new.xml", status=301)),
    Fault("feed gone: 404", "courier", 24, 50, "source-dead", moved("/rss.xml", "/new.xml", status=404)),
    Fault("503 for 5 hours", "herald", 14, 19, "unreachable", always(SORRY.with_headers(Retry_After="600"))),
    Fault("consent wall", "herald", 38, 50, "refused", articles_answer(CONSENT)),
    Fault("authors lost", "anzeiger", 30, 54, "coverage", without(AUTHOR)),
    Fault("feed stale", "tribune", 8, 60, "source-stale", stale("/rss.xml")),
    Fault("silent", "record", 24, 58, "silence", nothing),
    Fault("connections reset for 1 hour", "correo", 30, 31, None, always(Answer(manner="reset"))),
    Fault("connections reset for 6 hours", "correo", 40, 46, "unreachable", always(Answer(manner="reset"))),
)
