"""`python -m tools.faults [SEED ...]`: the share of injected faults that is flagged, and false alarms."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator

import numpy as np

from tools.faults.detector import reviewed
from tools.faults.faults import FAULTS
from tools.faults.score import DAYS, Score, score

#: The seeds of the figures in the README; detectors were written with the seeds 1 and 2.
SEEDS = (11, 12)


def report(scored: Score) -> Iterator[str]:
    """A line a fault, then the sums."""
    yield f"{'fault':32}{'cases':>6}{'flagged':>9}{'rightly':>9}{'runs (median)':>15}{'intervals (p95)':>17}"
    for fault in FAULTS:
        ones = [one for one in scored.flagged if one.fault is fault]
        runs = [one.runs for one in ones if one.runs is not None]
        waits = [one.intervals for one in ones if one.intervals is not None]
        median, p95 = (np.median(runs), np.percentile(waits, 95)) if runs else (np.nan, np.nan)
        shares = f"{scored.share(fault):9.1%}{scored.share(fault, right=True):9.1%}"
        yield f"{fault.name:32}{len(ones):6}{shares}{median:15.0f}{p95:17.2f}"
    yield f"{'all':32}{len(scored.flagged):6}{scored.share():9.1%}{scored.share(right=True):9.1%}"
    alarms = scored.false_alarms
    many = f"mean {np.mean(alarms):.2f}, most {max(alarms)}"
    yield f"false alarms by outlet in {DAYS} days without faults: {many}"
    kinds = Counter(kind for one in scored.watched for _, kind in one.false_alarms)
    yield "by kind: " + (", ".join(f"{kind} {number}" for kind, number in kinds.most_common()) or "none")


def main(arguments: list[str]) -> None:
    """Print the figures of each seed."""
    for seed in map(int, arguments or SEEDS):
        print(f"seed {seed}")
        print("\n".join(report(score(reviewed, seed=seed))), flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
