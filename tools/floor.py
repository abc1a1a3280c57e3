"""The scores that extraction must not fall below, in `floor.toml`, which `make floor` rewrites."""

from __future__ import annotations

import sys
import tempfile
import tomllib
from collections.abc import Mapping
from pathlib import Path

from crawler.accuracy import (
    ScoreSummary,
    format_score_table,
    predict_pages,
    score_prediction,
    summarise_scores,
)
from tests.extraction.refused import scored
from tools.crossed import predict_crossed
from tools.gold_sets import CORPORA_SETS, SETS, corpora, gold_of

FILE = Path(__file__).parents[1] / "tests" / "accuracy" / "floor.toml"
#: A score may fall by this much: a word here or there on a page, and no page of a hundred.
SLACK = 0.003
#: Attributes of `ScoreSummary` that have a floor.
HELD = ("f1", "snippets", "title", "date", "auth", "lang", "kept")
HEAD = f"""# What extraction scored on each set. The corpora's bodies are found by models that never saw a
# page of the domain (`crossed.npz`). `kept`: the share of articles that are not refused, `refused` the
# share of other pages that are. The tests fail where a score falls by more than {SLACK}. `make floor`
# writes this file anew.
"""

Scores = dict[str, float]


def floor() -> dict[str, Scores]:
    """Set -> the scores written down."""
    return tomllib.loads(FILE.read_text("utf-8")) if FILE.exists() else {}


def measured(name: str) -> tuple[Scores, ScoreSummary]:
    """What extraction scores on a set now, and the whole row; the corpora's bodies are crossed by domain."""
    with tempfile.TemporaryDirectory() as folder:
        gold = gold_of(name, folder=Path(folder))
        found = predict_crossed(gold) if name in CORPORA_SETS else list(predict_pages(gold))
    summary = summarise_scores([score_prediction(*pair) for pair in zip(gold, found, strict=True)], found)
    values = {held: getattr(summary, held) for held in HELD}
    return {held: round(value, 4) for held, value in values.items() if value is not None}, summary


def measured_refusals() -> Scores:
    """Which share of the pages that are no article is refused, and of the articles that look so is kept."""
    verdicts = [(case.is_article, case.refusal is None) for case in scored.cases()]
    articles = [taken for is_article, taken in verdicts if is_article]
    others = [taken for is_article, taken in verdicts if not is_article]
    return {
        "refused": round(1 - sum(others) / len(others), 4),
        "kept": round(sum(articles) / len(articles), 4),
    }


def fallen(before: Mapping[str, float], now: Mapping[str, float]) -> list[str]:
    """The scores that fell too far, each as a line to read."""
    return [
        f"{name} fell from {old:.4f} to {now.get(name, 0):.4f}: mend it, or `make floor` and say why"
        for name, old in before.items()
        if now.get(name, 0) < old - SLACK
    ]


def written(scores: Mapping[str, Scores]) -> str:
    """The text of the file."""
    parts = [
        "\n".join([f"[{name}]", *(f"{held} = {value}" for held, value in values.items()), ""])
        for name, values in scores.items()
    ]
    return "\n".join([HEAD, *parts])


def main() -> None:
    """Measure every set that is there, print what changed, and write the file."""
    before, now, rows = floor(), dict(floor()), {}
    for name in SETS:
        if name in CORPORA_SETS and not corpora().is_dir():
            print(f"no corpora at {corpora()}: {name} keeps its scores", file=sys.stderr)
            continue
        now[name], rows[name] = measured(name)
    now["refused"] = measured_refusals()
    print("\n".join(format_score_table(rows)))
    for name, values in now.items():
        for held, value in values.items():
            if (old := before.get(name, {}).get(held)) != value:
                print(f"{name}.{held}: {'new' if old is None else old} -> {value}")
    FILE.write_text(written(now), "utf-8")


if __name__ == "__main__":
    main()
