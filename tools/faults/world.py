"""The runs of an outlet that nothing ails: its articles, its small everyday failures, its outages."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta

import numpy as np

from crawler.health.run_seen import ArticleSeen, RunSeen, SourceSeen
from tools.faults.outlets import START, Outlet, Rungs

#: Share of pages that fail, are no articles (a gallery, a video), or turn out to be gone.
FAILS, IS_NONE, IS_GONE = 0.012, 0.02, 0.006
#: Share of polls of a source that fail; site-wide outages a day, and their hours.
POLL_FAILS, OUTAGES, OUTAGE_HOURS = 0.006, 1 / 22, (0.3, 2.0)
#: Visits after the first, and what comes of them.
REVISITS, REVISIT_GONE = 4, 0.004
#: Share of texts in another language than the outlet's, of garbled ones, of copies.
FOREIGN, GARBLED, COPIES = 0.015, 0.004, 0.006
LISTED = {"feed": 25, "sitemap": 120, "listing": 30}


def moment(hours: float) -> datetime:
    """The instant at that many hours after the start."""
    return START + timedelta(hours=hours)


class World:
    """The runs of one outlet, each with what the run left behind."""

    def __init__(self, outlet: Outlet, *, seed: int, days: int) -> None:
        """`seed` decides everything that the outlet's times of publication do not."""
        self.outlet, self.days = outlet, days
        self.rng = np.random.default_rng(seed)
        self.outages = self._outages()
        self.waiting: list[float] = []

    def runs(self) -> Iterator[RunSeen]:
        """Every run, in order."""
        now, taken = float(self.rng.uniform(0, self.outlet.pace)), 0
        while now < self.days * 24:
            if any(begin <= now < end for begin, end in self.outages):
                yield RunSeen(at=moment(now), sources=self._sources(new=0, down=True), ends=self._down())
            else:
                until = bisect_right(self.outlet.hours, now)
                yield self._run(now, [*self.waiting, *self.outlet.hours[taken:until]])
                taken = until
            now += self.outlet.pace * float(self.rng.uniform(0.8, 1.3))

    def _run(self, now: float, found: list[float]) -> RunSeen:
        self.waiting, articles, ends = [], [], Counter[str]()
        for hour in found:
            chance = self.rng.random()
            if chance < FAILS:
                self.waiting.append(hour)
                ends["failed/timeout" if chance < FAILS / 2 else "failed/http-500"] += 1
            elif chance < FAILS + IS_NONE:
                ends["rejected/no-body"] += 1
            elif chance < FAILS + IS_NONE + IS_GONE:
                ends["gone/http-404"] += 1
            else:
                ends["done"] += 1
                articles.append(self.article(hour, now))
        again = int(self.rng.poisson(REVISITS * self.outlet.rate * self.outlet.pace / 24))
        gone = int(self.rng.binomial(again, REVISIT_GONE))
        ends["unchanged"] += again - gone
        ends["gone/http-404"] += gone
        sources = self._sources(new=len(found), down=False)
        return RunSeen(at=moment(now), ends=+ends, sources=sources, articles=tuple(articles))

    def article(self, hour: float, now: float) -> ArticleSeen:
        """An article published at `hour` and read `now`."""
        platform, rng = self.outlet.platform, self.rng
        origins = {
            "headline": self._origin(platform.headline),
            "body": self._origin(platform.body),
            "date_published": self._origin(platform.date),
            "authors": self._origin(platform.authors),
        }
        day = (origins["date_published"] or "").endswith(":day")
        published = moment(hour)
        return ArticleSeen(
            seen_at=moment(now),
            published=_midnight(published, self.outlet) if day else published,
            origins={field: origin for field, origin in origins.items() if origin},
            length=max(60, int(platform.length * np.exp(rng.normal(0, platform.spread)))),
            language="it" if rng.random() < FOREIGN else self.outlet.language,
            is_copy=bool(rng.random() < COPIES),
            is_garbled=bool(rng.random() < GARBLED),
        )

    def _origin(self, origins: Rungs) -> str | None:
        chance = self.rng.random()
        for name, share in origins.items():
            chance -= share
            if chance < 0:
                return name
        return None

    def _sources(self, *, new: int, down: bool) -> tuple[SourceSeen, ...]:
        platform = self.outlet.platform
        return tuple(
            self._source(kind, f"https://{self.outlet.name}.example/{kind}/{number}", new=new, down=down)
            for number, kind in enumerate(platform.sources)
        )

    def _source(self, kind: str, url: str, *, new: int, down: bool) -> SourceSeen:
        if down or self.rng.random() < POLL_FAILS:
            return SourceSeen(url=url, kind=kind, state="failed", reason="timeout")
        if self.outlet.platform.validators and not new:
            return SourceSeen(url=url, kind=kind, state="unchanged", reason="not-modified")
        count = LISTED[kind] if kind == "feed" else int(LISTED[kind] * self.rng.uniform(0.8, 1.2))
        return SourceSeen(url=url, kind=kind, state="done", links=count)

    def _down(self) -> dict[str, int]:
        again = int(self.rng.poisson(REVISITS * self.outlet.rate * self.outlet.pace / 24))
        return {"failed/timeout": again} if again else {}

    def _outages(self) -> list[tuple[float, float]]:
        number = int(self.rng.poisson(self.days * OUTAGES))
        begins = self.rng.uniform(0, self.days * 24, number)
        return [(float(begin), float(begin + self.rng.uniform(*OUTAGE_HOURS))) for begin in begins]


def _midnight(published: datetime, outlet: Outlet) -> datetime:
    local = published.astimezone(outlet.zone)
    return local.replace(hour=0, minute=0, second=0, microsecond=0)
