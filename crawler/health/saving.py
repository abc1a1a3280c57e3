"""A history as JSON holds it, and back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, fields
from datetime import UTC, datetime
from typing import Any

from crawler.health.history import History, Slot, SourceHistory
from crawler.health.stats.share_jump import Trial
from crawler.schedule.rhythm import dump_rhythm, load_rhythm

#: Of the form below: another one is begun anew.
FORM = 1


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
