"""Shares that jump: how often something was met among how many, told from the usual share.

The cumulative sum of log-likelihood ratios (Page, "Continuous inspection schemes", 1954) of two
alternatives against the usual share: what was well fails half of the time, or nearly always. It crosses
`h` without a cause about once in `exp(h)` events at most, so the bound follows the number of events.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from math import log, sqrt

#: Part of what was well that fails, in the two alternatives.
HALF, NEARLY_ALL = 0.5, 0.9
#: Events that the usual share remembers.
MEMORY = 400.0
#: Events before which nothing is known of the usual share.
ENOUGH = 8.0
#: Usual share from which there is nothing to lose.
MOSTLY = 0.9
#: What the usual share is drawn towards: this many met among so many.
PRIOR_MET, PRIOR_OF = 1.0, 4.0
#: Part of the bound that one run may add: one run alone is no proof.
MOST_OF_A_RUN = 0.6
#: What lasts so long is the new usual.
ACCEPTED_AFTER = timedelta(days=28)


@dataclass(frozen=True, slots=True)
class Trial:
    """The state of one share."""

    #: The usual share: met, and of how many, older events weighted less.
    usual_met: float = 0.0
    usual_of: float = 0.0
    #: The sums of the two alternatives.
    half: float = 0.0
    nearly_all: float = 0.0
    #: Met, and of how many, since a sum left zero.
    met: int = 0
    of: int = 0
    alarmed_at: datetime | None = None

    @property
    def sum(self) -> float:
        """The larger sum: how much speaks for a change."""
        return max(self.half, self.nearly_all)

    @property
    def usual(self) -> float:
        """The usual share."""
        return (self.usual_met + PRIOR_MET) / (self.usual_of + PRIOR_OF)

    @property
    def at_most(self) -> float:
        """The usual share and its error: what is not known well is no cause for alarm."""
        share = self.usual
        error = sqrt(share * (1 - share) / (self.usual_of + PRIOR_OF))
        return max(share + error, self.usual_met / self.usual_of if self.usual_of else 1.0)


def advance_trial(
    trial: Trial,
    met: int,
    of: int,
    at: datetime,
    *,
    bound: float,
    floor: float = 0.02,
    usual: float | None = None,
) -> Trial:
    """The state after a run that met it `met` times among `of`.

    `floor` is the smallest usual share that is believed, `usual` one that is known from elsewhere.
    """
    if of == 0:
        return _accepted(trial, at)
    known = usual is not None or trial.usual_of >= ENOUGH
    share = max(trial.at_most if usual is None else usual, floor)
    known = known and share < MOSTLY
    added = {
        name: _ratio(met, of, share, share + (1 - share) * part) if known else 0.0
        for name, part in (("half", HALF), ("nearly_all", NEARLY_ALL))
    }
    most = MOST_OF_A_RUN * bound
    sums = {
        name: max(0.0, min(getattr(trial, name) + min(more, most), bound + 2)) for name, more in added.items()
    }
    changed = replace(trial, **sums, met=trial.met + met, of=trial.of + of)  # type: ignore[arg-type]
    return _accepted(_judged(changed, at, bound=bound), at)


def close_trial(trial: Trial) -> Trial:
    """The state without its alarm, where one is raised: what it stood for is over."""
    return trial if trial.alarmed_at is None else Trial(trial.usual_met, trial.usual_of)


def _ratio(met: int, of: int, share: float, other: float) -> float:
    return met * log(other / share) + (of - met) * log((1 - other) / (1 - share))


def _judged(trial: Trial, at: datetime, *, bound: float) -> Trial:
    """Raise, close, or take what turned out to be nothing into the usual share."""
    if trial.alarmed_at is None and trial.sum >= bound:
        return replace(trial, alarmed_at=at)
    if trial.alarmed_at is not None:
        return trial if trial.sum >= 1 else close_trial(trial)
    return trial if trial.sum > 0 else _learnt(trial)


def _learnt(trial: Trial) -> Trial:
    met, of = trial.usual_met + trial.met, trial.usual_of + trial.of
    fade = min(1.0, MEMORY / of) if of else 1.0
    return Trial(met * fade, of * fade)


def _accepted(trial: Trial, at: datetime) -> Trial:
    """What has lasted long enough is the usual from now on."""
    if trial.alarmed_at is None or at - trial.alarmed_at < ACCEPTED_AFTER:
        return trial
    return _learnt(Trial(0.0, 0.0, met=trial.met, of=trial.of))
