"""What health remembers of an outlet from run to run, and how JSON holds it; only `review` changes it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from datetime import UTC, datetime
from typing import Any

from crawler.health.stats.share_jump import Trial
from crawler.schedule.rhythm import Rhythm, dump_rhythm, load_rhythm

#: The form in which JSON holds a history: one of another form is begun anew.
FORM = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """Six hours: the articles that its rhythm led to expect, and those that came."""

    number: int
    expected: float = 0.0
    found: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceHistory:
    """What is remembered of one source: its polls, the links it lists, and whether it changes."""

    since: datetime
    seen_at: datetime
    #: Polls that went well, ever; polls that failed since, from when on, and why.
    good: int = 0
    failures: int = 0
    failing_since: datetime | None = None
    reason: str | None = None
    #: Links that its list usually has; lists in a row that had hardly any; the last number.
    links: float | None = None
    few: int = 0
    last_links: int | None = None
    #: All its failures fell into an outage of the whole site, and it was not asked since.
    excused: bool = False
    #: Articles that were new since its last good poll, and how often it stays the same while such come.
    news: int = 0
    same: Trial = field(default_factory=Trial)
    #: Polls in a row that brought a change.
    changed: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """What is remembered of one outlet: its rhythm, shares, usual values and sources."""

    since: datetime
    at: datetime
    rhythm: Rhythm
    #: Articles stored in all runs.
    stored: int = 0
    #: When one was stored last, and how many the rhythm has led to expect since then.
    last_new: datetime | None = None
    quiet: float = 0.0
    #: The same up to the last poll that was answered: before it nobody could know.
    polled_at: datetime | None = None
    polled_quiet: float = 0.0
    #: Of past gaps between runs that stored something: their sum in expected articles, and their number.
    gaps: float = 0.0
    gap_count: float = 0.0
    slots: tuple[Slot, ...] = ()
    #: Name of a share -> its state.
    trials: Mapping[str, Trial] = field(default_factory=dict)
    #: Field -> origin -> count; `language`, `length` (quarters of a natural logarithm) likewise.
    counts: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    #: The newest article's length and instant of publication.
    last_length: int | None = None
    last_published: datetime | None = None
    sources: Mapping[str, SourceHistory] = field(default_factory=dict)
    #: Runs in a row without any answer, and since when; runs in a row that robots.txt forbade.
    down: int = 0
    down_since: datetime | None = None
    forbidden: int = 0
    #: What is wrong with canonical addresses; empty where nothing is.
    canonical: str = ""
    #: Kind -> since when the volume is wrong.
    volume: Mapping[str, datetime] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Something that is wrong now: its kind (of `run_seen.KINDS`), what it is about, why, and what to do."""

    kind: str
    #: A field, an origin, a source's address; empty for the whole outlet.
    subject: str = ""
    evidence: str
    suggestion: str


def dump_history(history: History) -> dict[str, Any]:
    """The history as JSON holds it."""
    plain = {field.name: getattr(history, field.name) for field in fields(History)}
    return {
        **{name: _plain(value) for name, value in plain.items()},
        "rhythm": dump_rhythm(history.rhythm),
        "slots": [[slot.number, round(slot.expected, 3), slot.found] for slot in history.slots],
        "form": FORM,
    }


def _plain(value: Any) -> Any:
    """A value of the history without classes: instants in UTC, numbers to five digits."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, float):
        return float(f"{value:.5g}")
    if isinstance(value, Mapping):
        return {name: _plain(one) for name, one in value.items()}
    if isinstance(value, Trial | SourceHistory):
        return {name: _plain(one) for name, one in asdict(value).items()}
    return value if isinstance(value, str | int | None) else None


def load_history(value: Mapping[str, Any] | None) -> History | None:
    """The history that JSON holds; None where there is none, or it is damaged (it is then begun anew)."""
    if not value or value.get("form") != FORM:
        return None
    try:
        return _history(value)
    except (AttributeError, KeyError, TypeError, ValueError):
        return None


def _history(value: Mapping[str, Any]) -> History | None:
    rhythm = load_rhythm(value["rhythm"])
    if rhythm is None:
        return None
    known = {field.name: value[field.name] for field in fields(History) if field.name in value}
    for name in ("since", "at", "last_new", "polled_at", "last_published", "down_since"):
        known[name] = _instant(known[name])
    return History(
        **{
            **known,
            "rhythm": rhythm,
            "slots": tuple(Slot(number=n, expected=mean, found=found) for n, mean, found in known["slots"]),
            "trials": {name: _trial(one) for name, one in known["trials"].items()},
            "sources": {url: _source(one) for url, one in known["sources"].items()},
            "volume": {kind: datetime.fromisoformat(since) for kind, since in known["volume"].items()},
        }
    )


def _trial(value: Mapping[str, Any]) -> Trial:
    return Trial(**{**value, "alarmed_at": _instant(value["alarmed_at"])})


def _source(value: Mapping[str, Any]) -> SourceHistory:
    instants = {name: _instant(value[name]) for name in ("since", "seen_at", "failing_since")}
    return SourceHistory(**{**value, **instants, "same": _trial(value["same"])})


def _instant(value: str | None) -> datetime | None:
    return None if value is None else datetime.fromisoformat(value)
