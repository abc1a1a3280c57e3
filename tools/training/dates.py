"""Trains the weights of dates of publication: `python -m tools.training dates`."""

from __future__ import annotations

from crawler.extraction.dates import choose as dates
from crawler.extraction.dates.candidates import date_candidates, weak_date_candidates
from tools.training.credits import Read, read
from tools.training.gold import errors
from tools.training.pages import Sample, samples
from tools.training.ranking import Candidate, Choice, train

RIDGE = 0.5
_SOURCE = (
    "python -m tools.training dates: marks of crawler.extraction.dates.choose, log odds that the day is right"
)


def main() -> None:
    """Print how well days are chosen, cross-validated, and write the weights of all pages."""
    choices = [choice(sample) for sample in samples() if _is_dated(sample)]
    train("dates", choices, ridge=RIDGE, source=_SOURCE)


def _is_dated(sample: Sample) -> bool:
    wrong = (sample.set, sample.id, "date_published") in errors()
    return bool(sample.gold.get("date_published")) and not wrong


def choice(sample: Sample) -> Choice:
    """Return the days that a page states, with what speaks for each."""
    wanted = sample.gold["date_published"][:10]
    days = _days(read(sample))
    return Choice(sample, [Candidate(marks, float(day.day.isoformat() == wanted)) for day, marks in days])


def _days(seen: Read) -> list[tuple[dates.Day, set[str]]]:
    """Return the days of the trusted places; those of all places where these state none."""
    last = dates.last_change(seen.page, seen.data, language=seen.language)
    found = list(date_candidates(seen.page, seen.data, seen.near, language=seen.language))
    days = dates.mark_days(dates.by_day(found, language=seen.language), last=last)
    if not days:
        found += weak_date_candidates(seen.page, language=seen.language)
        days = dates.mark_days(dates.by_day(found, language=seen.language), last=last)
    return days
