"""`python -m tools.simulation`: the figures of a simulated month, by seed and pooled (see README.md)."""

from __future__ import annotations

import argparse
from collections.abc import Sequence

import numpy as np

from tools.simulation.figures import Figures, figures
from tools.simulation.outlets import AGAIN, DAYS, Outlet, make_edits, make_outlets
from tools.simulation.polling import Polled, poll_all, poll_fixed
from tools.simulation.revisits import Revisited, revisit

#: What the policy was made with, and what its figures are of.
SEEDS, FINAL_SEEDS = (1, 2, 3, 4), (201, 202, 203, 204, 205)
#: Articles of a seed whose edits are followed.
FOLLOWED = 20_000


def main() -> None:
    """Simulate, and print the tables."""
    parser = argparse.ArgumentParser(prog="python -m tools.simulation", description=main.__doc__)
    parser.add_argument("--seeds", type=int, nargs="*", default=FINAL_SEEDS, help=f"default {FINAL_SEEDS}")
    parser.add_argument("--outlets", type=int, default=200)
    parser.add_argument("--days", type=int, default=DAYS)
    options = parser.parse_args()
    rows: dict[str, list[Polled]] = {}
    edits = {0.0: Revisited(), AGAIN: Revisited()}
    for seed in options.seeds:
        outlets = make_outlets(seed, number=options.outlets, days=options.days)
        ours = poll_all(outlets, seed=seed, days=options.days)
        compared = {"by pace": ours, **_fixed(outlets, ours, seed=seed, days=options.days)}
        for name, polled in compared.items():
            rows.setdefault(name, []).extend(polled)
        print(f"seed {seed}: {_line(figures(ours), days=options.days)}", flush=True)
        for again, total in edits.items():
            _add(total, _follow(ours, seed, again=again))
    print("\n" + table({name: figures(polled) for name, polled in rows.items()}, seeds=len(options.seeds)))
    for again, total in edits.items():
        print(f"edits, {again:.0%} of them followed by another: {_edits_line(total)}")


def _edits_line(done: Revisited) -> str:
    return (
        f"{done.caught:,} of {done.edits:,} stored as a version ({done.share:.1%}), {done.before:,} were made"
        f" before the first fetch; {done.looks / done.articles:.2f} looks an article"
    )


def _fixed(outlets: list[Outlet], ours: Sequence[Polled], *, seed: int, days: int) -> dict[str, list[Polled]]:
    same = days * 24 * len(outlets) / sum(one.requests for one in ours)
    paces = {"every 15 min": 0.25, "every 6 h": 6.0, "fixed, as many requests": same}
    return {name: poll_fixed(outlets, every=every, seed=seed, days=days) for name, every in paces.items()}


def _follow(polled: Sequence[Polled], seed: int, *, again: float) -> Revisited:
    delays = np.concatenate([np.array(one.delays) for one in polled])
    rng = np.random.default_rng(seed)
    chosen = rng.choice(delays, min(FOLLOWED, len(delays)), replace=False)
    return revisit(zip(chosen.tolist(), make_edits(seed, number=len(chosen), again=again), strict=True))


def _add(total: Revisited, more: Revisited) -> None:
    for name, value in vars(more).items():
        setattr(total, name, getattr(total, name) + value)


def table(rows: dict[str, Figures], *, seeds: int) -> str:
    """The figures in Markdown; delays in minutes."""
    head = (
        "",
        "requests",
        "an article",
        "median",
        "95th",
        "outlet's median",
        "outlet's 95th",
        "worst",
        "lost",
    )
    lines = [f"| {' | '.join(head)} |", "|" + " --- |" * len(head)]
    for name, row in rows.items():
        cells = (
            name,
            f"{row.requests / seeds:,.0f}",
            f"{row.requests_an_article:.3f}",
            *(f"{value:.1f}" for value in (row.median, row.p95)),
            f"{row.outlet_median:.1f} (mean {row.mean_outlet_median:.1f})",
            f"{row.outlet_p95:.1f} (mean {row.mean_outlet_p95:.1f})",
            f"{row.worst_outlet_median:.0f}",
            f"{row.lost / (row.articles + row.lost):.2%}",
        )
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)


def _line(row: Figures, *, days: int) -> str:
    return (
        f"{row.requests / days:,.0f} requests a day, median {row.median:.1f} min, {row.articles:,} articles"
    )


if __name__ == "__main__":
    main()
