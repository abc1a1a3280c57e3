"""The spider arguments (`-a name=value`): parsed once, refused with a message that helps."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from difflib import get_close_matches

from crawler.records import Arguments

#: Name -> what it does: the one list, for errors, `--help` and the README.
ARGUMENTS = {
    "limit": "take up at most this many articles in the run",
    "since": "only links dated on or after this day (YYYY-MM-DD, or a date-time with offset)",
    "until": "only links dated on or before this day",
    "section": "only articles of this section of the outlet's addresses",
}


class ArgumentError(ValueError):
    """A spider argument that is unknown or has a value that can't be read."""


def is_launcher_argument(name: str) -> bool:
    """Whether an argument belongs to what launches the spider: scrapyd gives each its `_job`."""
    return name.startswith("_")


def parse_arguments(*, known: dict[str, str] = ARGUMENTS, **given: str | None) -> Arguments:
    """Read the arguments as given, without a launcher's.

    Raises `ArgumentError` on an unknown name or a wrong value.
    """
    for name in given:
        if name not in known and not is_launcher_argument(name):
            raise ArgumentError(unknown_argument(name, known))
    arguments = Arguments(
        limit=_number(given.get("limit")),
        since=_instant("since", given.get("since"), end_of_day=False),
        until=_instant("until", given.get("until"), end_of_day=True),
        section=(given.get("section") or "").strip("/ ") or None,
    )
    if arguments.since and arguments.until and arguments.since > arguments.until:
        raise ArgumentError(f"since={given['since']} lies after until={given['until']}: swap them")
    return arguments


def unknown_argument(name: str, known: dict[str, str]) -> str:
    """The message for an argument that no spider of this kind has."""
    close = get_close_matches(name, known, n=1)
    meant = f" (did you mean {close[0]}?)" if close else ""
    listed = "; ".join(f"{key}: {text}" for key, text in known.items())
    return f"unknown argument {name!r}{meant}. The arguments are: {listed}"


def _number(raw: str | None) -> int | None:
    if raw is None or raw == "":
        return None
    if not str(raw).isdecimal() or int(raw) < 1:
        raise ArgumentError(f"limit={raw!r} is no whole number of at least 1: give one, such as limit=20")
    return int(raw)


def _instant(name: str, raw: str | None, *, end_of_day: bool) -> datetime | None:
    if not raw:
        return None
    try:
        value = datetime.fromisoformat(raw)
    except ValueError:
        raise ArgumentError(
            f"{name}={raw!r} is no date: give it as YYYY-MM-DD, such as {name}=2024-03-30"
        ) from None
    if end_of_day and value.time() == time() and len(raw) <= 10:
        value += timedelta(days=1, microseconds=-1)
    return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)
