"""What new articles say of an outlet: fields that vanish or come from elsewhere, bodies, dates, copies."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from crawler.health.checks.article_signs import CHECKS, ENOUGH, Before, body_size
from crawler.health.history import Finding, History
from crawler.health.run_seen import ArticleSeen, RunSeen
from crawler.health.stats import share_jump, usual_values
from crawler.health.stats.share_jump import Trial
from crawler.health.stats.usual_values import Counts
from crawler.records import WATCHED_FIELDS, Expect

#: The smallest usual shares that are believed.
FLOORS = {"short": 0.05, "uniform": 0.03}


def add_articles(history: History, run: RunSeen, expect: Expect, *, bound: float) -> History:
    """The history with the run's articles."""
    if not run.articles:
        return history
    found = _outcomes(history, run.articles)
    changed = dict(history.trials)
    for name, (met, of) in found.items():
        usual = _expected_share(name, expect)
        if name.startswith("expected:") and usual is None:
            continue
        floor = _floor(name, history)
        trial = history.trials.get(name, Trial())
        changed[name] = share_jump.advance_trial(
            trial, met, of, run.at, bound=bound, floor=floor, usual=usual
        )
    last = run.articles[-1]
    return replace(
        history,
        trials=changed,
        counts=_counts(history, changed, run, bound=bound),
        last_length=last.length,
        last_published=last.published,
    )


def _floor(name: str, history: History) -> float:
    """The smallest usual share that is believed: no less than the share of values strange before."""
    counts = history.counts.get(name.removeprefix("odd:"), {})
    strange = usual_values.strange_part(counts) if name.startswith("odd:") or name == "language" else 0.0
    return max(FLOORS.get(name, 0.02), strange)


def _expected_share(name: str, expect: Expect) -> float | None:
    """What part may lack a field by the class's word."""
    kind, _, field = name.partition(":")
    return 1 - expect.coverage[field] if kind == "expected" and field in expect.coverage else None


def _outcomes(history: History, articles: Sequence[ArticleSeen]) -> dict[str, tuple[int, int]]:
    """Check -> how many articles met it, and of how many."""
    before = Before(_seeded(history, articles), history.at, history.last_length, history.last_published)
    found: dict[str, tuple[int, int]] = {}
    for article in articles:
        for name, check in CHECKS.items():
            verdict = check(article, before)
            if verdict is not None:
                met, of = found.get(name, (0, 0))
                found[name] = met + verdict, of + 1
        before = replace(before, length=article.length, published=article.published)
    return found


def _seeded(history: History, articles: Sequence[ArticleSeen]) -> dict[str, Counts]:
    """The counts of what is usual; where too few articles are counted, this run's count as usual."""
    seeded = dict(history.counts)
    for name, values in _values(articles).items():
        counts = history.counts.get(name, {})
        if sum(counts.values()) < ENOUGH:
            seeded[name] = usual_values.count_values(counts, values)
    return seeded


def _counts(history: History, now: Mapping[str, Trial], run: RunSeen, *, bound: float) -> dict[str, Counts]:
    """The counts with the run's articles, unless a trial speaks against them; new where one was accepted."""
    counts = dict(history.counts)
    for name, values in _values(run.articles).items():
        watching = [trial for trial in _WATCHING[name] if trial in now]
        if any(_is_accepted(history.trials.get(one), now[one], run.at) for one in watching):
            counts[name] = {}
        if not any(now[one].alarmed_at or now[one].sum > bound / 2 for one in watching):
            counts[name] = usual_values.count_values(counts.get(name, {}), values)
    return counts


_WATCHING = {
    **{field: (f"rung:{field}", f"odd:{field}") for field in WATCHED_FIELDS},
    "language": ("language",),
    "length": ("short", "uniform"),
}


def _values(articles: Sequence[ArticleSeen]) -> dict[str, list[str]]:
    return {
        **{field: [a.origins[field] for a in articles if field in a.origins] for field in WATCHED_FIELDS},
        "language": [article.language for article in articles if article.language],
        "length": [f"{body_size(article):.0f}" for article in articles],
    }


def _is_accepted(before: Trial | None, after: Trial, at: datetime) -> bool:
    began = before.alarmed_at if before else None
    return began is not None and after.alarmed_at is None and at - began >= share_jump.ACCEPTED_AFTER


# What to say


def find_article_faults(history: History) -> Iterator[Finding]:
    """What the articles say is wrong."""
    alarmed = {name: trial for name, trial in history.trials.items() if trial.alarmed_at}
    yield from _coverage(alarmed)
    yield from _origins(alarmed, history)
    for name, (kind, what, suggestion) in _SAID.items():
        if name in alarmed:
            yield Finding(kind=kind, evidence=_said(alarmed[name], what), suggestion=suggestion)


def _said(trial: Trial, what: str) -> str:
    return f"{trial.met} of the last {trial.of} new articles {what} (usually {trial.usual:.0%})"


def _coverage(alarmed: Mapping[str, Trial]) -> Iterator[Finding]:
    for field in WATCHED_FIELDS:
        trial = alarmed.get(f"coverage:{field}") or alarmed.get(f"expected:{field}")
        if trial:
            suggestion = f"look at a new article: where it shows {field} now, name it in `selectors`"
            yield Finding(
                kind="coverage",
                subject=field,
                evidence=_said(trial, f"have no {field}"),
                suggestion=suggestion,
            )


def _origins(alarmed: Mapping[str, Trial], history: History) -> Iterator[Finding]:
    """One finding for each origin that fields no longer come from."""
    lost: dict[str, list[str]] = {}
    for field in WATCHED_FIELDS:
        trial = alarmed.get(f"odd:{field}") or alarmed.get(f"rung:{field}")
        if trial:
            usual = usual_values.usual_value(history.counts.get(field, {})) or "its usual places"
            said = f"{field} in {trial.met} of the last {trial.of} new articles"
            lost.setdefault(usual.partition(":")[0], []).append(said)
    for origin, fields in lost.items():
        yield Finding(
            kind="rung",
            subject=origin,
            evidence=f"no longer from {origin}: {', '.join(fields)}",
            suggestion="the layout has changed: look at a new one (`scrapy articles ID`), mend `selectors`",
        )


_SAID = {
    "copies": (
        "copies",
        "have a text that is stored under another address",
        "the addresses have changed: mend `article_url` (its group `id`), `drop_params` or `drop_prefixes`",
    ),
    "encoding": (
        "encoding",
        "have garbled letters",
        "the outlet states a wrong charset: look at the raw page and its Content-Type",
    ),
    "language": (
        "language",
        "are in another language than usual",
        "the sources may belong to another edition now: look at where they lead, and at `languages`",
    ),
    "short": (
        "body-short",
        "are shorter than nearly all before",
        "a paywall, a teaser or a wrong container: look at a new article, mend `selectors['body']`",
    ),
    "uniform": (
        "body-uniform",
        "have a body just as long as the one before",
        "a consent wall or a notice stands in place of the text: look at a new article",
    ),
    "stale": (
        "stale",
        "were published long before they came in",
        "a source lists its archive, or dates are read wrongly: look at the sources and a new article",
    ),
    "dates": (
        "dates",
        "are dated in the future, or all to one instant",
        "dates are read from the wrong place: name the right one in `selectors['date_published']`",
    ),
}
