"""From what a run left in the database to a verdict on its outlet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, tzinfo

from crawler.health.checks.article_signs import is_garbled
from crawler.health.checks.sources import has_answered
from crawler.health.history import History, dump_history, load_history
from crawler.health.review import review_run
from crawler.health.run_seen import ArticleSeen, RunSeen, SourceSeen
from crawler.records import WATCHED_FIELDS, Expect
from crawler.storage.alarms import Trouble, Verdict
from crawler.storage.health import FreshArticle, OutletHealth, RunLeft

#: Days of history from which a usual day is known.
ENOUGH_DAYS = 0.5


def judge_outlet_run(
    known: OutletHealth | None,
    left: RunLeft,
    *,
    outlet: str,
    run_id: int,
    at: datetime,
    problems: Sequence[str],
    expect: Expect,
    zone: tzinfo,
) -> Verdict:
    """Judge a run that ended `at`; `problems` are where its account does not add up."""
    run = see_run(left, at=at, problems=problems)
    made = review_run(load_history(known.history) if known else None, run, expect=expect, zone=zone)
    before = known.answered_at if known else None
    health = OutletHealth(
        outlet=outlet,
        run_id=run_id,
        judged_at=at,
        answered_at=at if has_answered(run) else before,
        last_new_at=made.history.last_new,
        stored=made.history.stored,
        per_day=made.history.rhythm.rate if made.history.rhythm.days >= ENOUGH_DAYS else 0.0,
        coverage=coverage_of_fields(made.history),
        history=dump_history(made.history),
    )
    troubles = [
        Trouble(kind=one.kind, subject=one.subject, evidence=one.evidence, suggestion=one.suggestion)
        for one in made.findings
    ]
    return Verdict(health, troubles)


def see_run(left: RunLeft, *, at: datetime, problems: Sequence[str]) -> RunSeen:
    """The run as health sees it."""
    sources = (
        SourceSeen(url=one.url, kind=one.kind, state=one.state, reason=one.reason, links=one.links)
        for one in left.sources
    )
    return RunSeen(
        at=at,
        ends=left.ends,
        sources=tuple(sources),
        articles=tuple(map(_article, left.articles)),
        problems=tuple(problems),
        astray=left.astray,
        gathered=left.gathered,
    )


def _article(fresh: FreshArticle) -> ArticleSeen:
    return ArticleSeen(
        seen_at=fresh.first_seen_at,
        published=fresh.published,
        origins=_origins(fresh.origins, fresh.precision),
        length=fresh.length,
        language=fresh.language,
        is_copy=fresh.is_copy,
        is_garbled=is_garbled(fresh.opening),
    )


def _origins(provenance: Mapping[str, str], precision: str | None) -> dict[str, str]:
    """The origins of the watched fields, the date's with its precision."""
    origins = {field: provenance[field] for field in WATCHED_FIELDS if provenance.get(field)}
    if "date_published" in origins:
        origins["date_published"] = f"{origins['date_published']}:{precision or 'none'}"
    return origins


def coverage_of_fields(history: History) -> dict[str, float]:
    """Field -> share of late articles that have it; empty before there were any."""
    shares = {}
    for field in WATCHED_FIELDS:
        trial = history.trials.get(f"coverage:{field}")
        if trial and trial.usual_of + trial.of:
            lacking = (trial.usual_met + trial.met) / (trial.usual_of + trial.of)
            recent = trial.met / trial.of if trial.of else lacking
            shares[field] = round(1 - (recent if trial.alarmed_at else lacking), 3)
    return shares
