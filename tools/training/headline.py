"""Learns the ranker of headlines and measures it on outlets that it has not seen.

The model is a conditional logit (McFadden, 1974): the chance of a wording is the share of its raised score
among all wordings of its page. The loss is convex, so Newton's method gives one answer, whatever the seed.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from crawler.extraction.headline.candidates import headline_candidates
from crawler.extraction.headline.choose import headline_features
from crawler.extraction.headline.wordings import fold_headline
from crawler.extraction.likelihood import NONE, HeadlineModel, log_odds
from crawler.extraction.metadata.jsonld import linked_data
from crawler.extraction.metadata.markup import site_names
from crawler.extraction.page.page import read_page
from crawler.extraction.page.text import is_site_name
from tools.training.pages import FOLDS, Sample, samples
from tools.training.ranking import EXTRACTION

#: Where the weights are kept that ship.
PATH = EXTRACTION / "headline" / "model.json"
#: Strength of the pull towards 0, in units of a feature's spread; chosen on the pages that are not aside.
PULL = 30.0
#: Features that fewer wordings have say nothing of other pages.
RARE = 8
#: Picks whose share of right ones is one point of the calibration.
POOL = 40
_STEPS = 30

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Choice:
    """A page's wordings as rows of features, and which of them is right (`None`: none)."""

    sample: Sample
    rows: list[dict[str, float]]
    right: int | None


@dataclass(frozen=True, slots=True)
class Pick:
    """What a model chose on a page it was not learned from."""

    sample: Sample
    share: float
    right: bool


def choices() -> list[Choice]:
    """Return all pages of the corpora whose headline is known."""
    return [_choice(sample) for sample in samples() if sample.gold.get("title")]


def _choice(sample: Sample) -> Choice:
    page = read_page(sample.html, url=sample.url)
    data = linked_data(page, title=page.meta("og:title", "twitter:title") or "")
    names = site_names(page, data)
    found = [c for c in headline_candidates(page, data, names) if not is_site_name(c.text, names)]
    wanted = fold_headline(sample.gold["title"])
    right = next((place for place, c in enumerate(found) if c.key == wanted), None)
    return Choice(sample, headline_features(found, page, names), right)


def learned(given: Sequence[Choice], *, pull: float = PULL) -> HeadlineModel:
    """Return the weights under which the right wordings are likeliest, not calibrated."""
    names = _names(given)
    tables = [np.array([[row.get(name, 0.0) for name in names] for row in (*c.rows, NONE)]) for c in given]
    right = [len(c.rows) if c.right is None else c.right for c in given]
    spread = np.concatenate(tables).std(axis=0) + 1e-9
    tables = [table / spread for table in tables]
    weights = np.zeros(len(names))
    for _ in range(_STEPS):
        step = _newton(tables, right, weights, pull)
        weights -= step
        if np.abs(step).max() < 1e-8:
            break
    return HeadlineModel(dict(zip(names, (weights / spread).tolist(), strict=True)))


def _names(pages: Sequence[Choice]) -> list[str]:
    count: dict[str, int] = defaultdict(int)
    for row in (row for c in pages for row in (*c.rows, NONE)):
        for name, value in row.items():
            count[name] += value != 0
    return sorted(name for name, times in count.items() if times >= RARE)


def _newton(tables: Sequence[Array], right: Sequence[int], weights: Array, pull: float) -> Array:
    slope, bend = pull * weights, pull * np.eye(len(weights))
    for table, place in zip(tables, right, strict=True):
        raised = np.exp(table @ weights - (table @ weights).max())
        share = raised / raised.sum()
        mean = share @ table
        slope += mean - table[place]
        bend += (table * share[:, None]).T @ table - np.outer(mean, mean)
    step: Array = np.linalg.solve(bend, slope).astype(np.float64)
    return step


def picks(model: HeadlineModel, given: Sequence[Choice]) -> list[Pick]:
    """Return what a model chooses on pages."""
    found = []
    for c in given:
        shares = model.shares(c.rows)
        best = max(range(len(shares)), key=shares.__getitem__, default=None)
        share = shares[best] if best is not None else 0.0
        found.append(Pick(c.sample, share, best is not None and best == c.right))
    return found


def crossed(given: Sequence[Choice], *, pull: float = PULL) -> list[Pick]:
    """Return the picks on each page by a model learned from other outlets' pages."""
    found: list[Pick] = []
    for fold in range(FOLDS):
        model = learned([c for c in given if c.sample.fold != fold], pull=pull)
        found += picks(model, [c for c in given if c.sample.fold == fold])
    return found


def calibrated(model: HeadlineModel, crossed_picks: Sequence[Pick]) -> HeadlineModel:
    """Return the model with the shares of right picks that unseen outlets bore out, rising (isotonic)."""
    ordered = sorted(crossed_picks, key=lambda p: p.share)
    blocks = [ordered[at : at + POOL] for at in range(0, len(ordered), POOL)]
    pooled: list[tuple[float, list[bool]]] = []
    for block in blocks:
        pooled.append((float(np.median([log_odds(p.share) for p in block])), [p.right for p in block]))
        while len(pooled) > 1 and np.mean(pooled[-2][1]) >= np.mean(pooled[-1][1]):
            (low, first), (high, second) = pooled[-2:]
            pooled[-2:] = [((low + high) / 2, first + second)]
    return HeadlineModel(model.weights, tuple((odds, float(np.mean(right))) for odds, right in pooled))


def report(name: str, found: Sequence[Pick], model: HeadlineModel) -> None:
    """Print how many picks are right by set, and how far their confidence holds."""
    by_set: dict[str, list[bool]] = defaultdict(list)
    for pick in found:
        by_set[pick.sample.set].append(pick.right)
    print(f"{name:28}", "  ".join(f"{key} {np.mean(right):.3f}" for key, right in sorted(by_set.items())))
    sure = [p.right for p in found if model.confidence(p.share) >= 0.9]
    kept = sum(sure) / max(1, sum(p.right for p in found))
    print(f"{'':28} at >= .9: {np.mean(sure):.3f} right, {kept:.3f} of the right ones")


def main() -> None:
    """Measure with a fifth of the outlets aside, then learn from all pages and write the model."""
    given = choices()
    tuned = [c for c in given if not c.sample.aside]
    seen = crossed(tuned)
    trial = calibrated(learned(tuned), seen)
    report("crossed, without aside", seen, trial)
    report("aside", picks(trial, [c for c in given if c.sample.aside]), trial)
    everything = crossed(given)
    final = calibrated(learned(given), everything)
    report("crossed, all", everything, final)
    _write(final)


def _write(model: HeadlineModel) -> None:
    weights = {name: round(value, 4) for name, value in sorted(model.weights.items())}
    calibration = [[round(odds, 4), round(share, 4)] for odds, share in model.calibration]
    PATH.write_text(json.dumps({"calibration": calibration, "weights": weights}, indent=1) + "\n", "utf-8")
    print(f"wrote {PATH.name}: {len(weights)} weights")
