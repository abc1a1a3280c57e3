"""The faults: each turns what a run would have left behind into what it leaves behind under the fault."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import timedelta

import numpy as np

from crawler.health.run_seen import ArticleSeen, RunSeen, SourceSeen
from tools.faults.outlets import Outlet
from tools.faults.world import World


@dataclass
class Broken:
    """An outlet under a fault: what decides its chances, and how many runs it has had since."""

    world: World
    rng: np.random.Generator
    runs: int = 0
    notes: dict[str, int] = field(default_factory=dict)

    @property
    def outlet(self) -> Outlet:
        """The outlet."""
        return self.world.outlet


Change = Callable[[RunSeen, Broken], RunSeen]
Applies = Callable[[Outlet], bool]


@dataclass(frozen=True)
class Fault:
    """A fault: what it does, which outlets can have it, and the kinds of alarm that name it rightly."""

    name: str
    change: Change
    kinds: frozenset[str]
    applies: Applies = lambda outlet: True
    #: Days of the month on which it begins, where it shows on some only.
    from_day: int = 1
    to_day: int = 31


# Sources


def _one_source(kind: str, **ends: object) -> Change:
    """The first source of the kind ends so; where it is the only one, no article is found."""

    def change(run: RunSeen, broken: Broken) -> RunSeen:
        first = next(source for source in run.sources if source.kind == kind)
        sources = tuple(
            replace(source, **{"reason": None, "links": None, **ends}) if source == first else source  # type: ignore[arg-type]
            for source in run.sources
        )
        return (
            replace(run, sources=sources)
            if len(sources) > 1
            else replace(_without_news(run), sources=sources)
        )

    return change


def _without_news(run: RunSeen) -> RunSeen:
    """The run without what is new; visits to known pages stay."""
    kept = {end: number for end, number in run.ends.items() if end in ("unchanged", "gone/http-404")}
    return replace(run, articles=(), ends=kept)


def _frozen_feed(run: RunSeen, broken: Broken) -> RunSeen:
    same = "unchanged" if broken.outlet.platform.validators else "done"
    return _one_source("feed", state=same, links=None if same == "unchanged" else 25)(run, broken)


def _all_frozen(run: RunSeen, broken: Broken) -> RunSeen:
    """Every source answers as ever, and nothing new stands in any."""
    return replace(_without_news(run), sources=tuple(_same(source, broken.outlet) for source in run.sources))


def _same(source: SourceSeen, outlet: Outlet) -> SourceSeen:
    if source.state != "done" or not outlet.platform.validators:
        return source
    return replace(source, state="unchanged", reason="not-modified", links=None)


def _old_feed(run: RunSeen, broken: Broken) -> RunSeen:
    """The sources list articles of years ago, under addresses not known yet."""
    days = broken.rng.uniform(200, 2000, len(run.articles))
    old = (_dated(a, timedelta(days=-float(day))) for a, day in zip(run.articles, days, strict=True))
    return replace(run, articles=tuple(old))


def _dated(article: ArticleSeen, shift: timedelta) -> ArticleSeen:
    return replace(article, published=article.published and article.published + shift)


def _has(kind: str) -> Applies:
    return lambda outlet: kind in outlet.platform.sources


def _has_only_or_validators(outlet: Outlet) -> bool:
    sources = outlet.platform.sources
    return "feed" in sources and (len(sources) == 1 or outlet.platform.validators)


# Fields


def _articles(change: Callable[[ArticleSeen, Broken], ArticleSeen]) -> Change:
    return lambda run, broken: replace(run, articles=tuple(change(a, broken) for a in run.articles))


def _origin(article: ArticleSeen, **origins: str | None) -> ArticleSeen:
    changed = {**article.origins, **origins}
    return replace(article, origins={name: origin for name, origin in changed.items() if origin is not None})


def _without_jsonld(article: ArticleSeen, broken: Broken) -> ArticleSeen:
    author = "byline" if broken.rng.random() < 0.6 else None
    lost = {
        name: {"headline": "heading", "date_published": "time:minute", "authors": author, "body": "page"}[
            name
        ]
        for name, origin in article.origins.items()
        if origin.partition(":")[0] == "jsonld"
    }
    return _origin(article, **lost)


def _dead_headline(article: ArticleSeen, broken: Broken) -> ArticleSeen:
    return _origin(article, headline="title")


def _consent(article: ArticleSeen, broken: Broken) -> ArticleSeen:
    return replace(_origin(article, body="page"), length=1143)


def _stub(article: ArticleSeen, broken: Broken) -> ArticleSeen:
    return replace(article, length=int(broken.rng.normal(330, 60)))


def _undated(article: ArticleSeen, broken: Broken) -> ArticleSeen:
    return replace(_origin(article, date_published=None), published=None)


def _today(article: ArticleSeen, broken: Broken) -> ArticleSeen:
    day = article.seen_at.astimezone(broken.outlet.zone).replace(hour=0, minute=0, second=0, microsecond=0)
    return replace(_origin(article, date_published="text:day"), published=day)


def _swapped(article: ArticleSeen, broken: Broken) -> ArticleSeen:
    """Day and month change places; what would lie in the future is refused, and left out."""
    printed = article.published
    if printed is None or printed.day > 12:
        return article
    swapped = printed.replace(month=printed.day, day=printed.month)
    return replace(article, published=swapped) if swapped <= article.seen_at else _undated(article, broken)


def _others_dates(article: ArticleSeen, broken: Broken) -> ArticleSeen:
    return _dated(article, timedelta(days=-float(broken.rng.uniform(1, 700))))


def _anonymous(article: ArticleSeen, broken: Broken) -> ArticleSeen:
    return _origin(article, authors=None)


def _garbled(article: ArticleSeen, broken: Broken) -> ArticleSeen:
    return replace(article, is_garbled=True)


def _translated(article: ArticleSeen, broken: Broken) -> ArticleSeen:
    return replace(article, language="tr")


def _uses_jsonld(outlet: Outlet) -> bool:
    return outlet.platform.headline.get("jsonld", 0) > 0.5


def _names_authors(outlet: Outlet) -> bool:
    return sum(outlet.platform.authors.values()) > 0.3


# Access


def _pages_end(end: str, *, share: float = 1.0, visits: bool = True) -> Change:
    """Article pages end so, known ones too where `visits`."""

    def change(run: RunSeen, broken: Broken) -> RunSeen:
        lost = broken.rng.random(len(run.articles)) < share
        known = int(broken.rng.binomial(run.ends.get("unchanged", 0), share)) if visits else 0
        ends = Counter(run.ends)
        ends["done"] -= int(lost.sum())
        ends["unchanged"] -= known
        ends[end] += int(lost.sum()) + known
        kept = tuple(a for a, is_lost in zip(run.articles, lost, strict=True) if not is_lost)
        return replace(run, ends=+ends, articles=kept)

    return change


def _nothing_answers(state: str, reason: str) -> Change:
    """Sources and pages end so."""

    def change(run: RunSeen, broken: Broken) -> RunSeen:
        sources = tuple(replace(s, state=state, reason=reason, links=None) for s in run.sources)
        known = run.ends.get("unchanged", 0)
        ends = {f"{state}/{reason}": known} if known else {}
        return replace(run, articles=(), ends=ends, sources=sources)

    return change


# Volume


def _fewer(run: RunSeen, broken: Broken) -> RunSeen:
    kept = broken.rng.random(len(run.articles)) < 0.2
    articles = tuple(a for a, is_kept in zip(run.articles, kept, strict=True) if is_kept)
    lost = len(run.articles) - len(articles)
    return replace(run, articles=articles, ends=+(Counter(run.ends) - Counter(done=lost)))


def _flood(run: RunSeen, broken: Broken) -> RunSeen:
    """Four pages of tags for each article: short, without author, some of them told from articles."""
    found = int(broken.rng.poisson(4 * broken.outlet.rate * broken.outlet.pace / 24))
    none = int(broken.rng.binomial(found, 0.3))
    pages = tuple(_tag_page(run, broken) for _ in range(found - none))
    ends = Counter(run.ends) + Counter({"done": len(pages), "rejected/listing": none})
    return replace(run, articles=(*run.articles, *pages), ends=ends)


def _tag_page(run: RunSeen, broken: Broken) -> ArticleSeen:
    made = broken.world.article(0.0, 0.0)
    length = int(broken.rng.uniform(150, 900))
    return replace(_undated(_anonymous(made, broken), broken), seen_at=run.at, length=length)


def _copies(run: RunSeen, broken: Broken) -> RunSeen:
    """What is listed comes again under new addresses, and each article twice from then on."""
    again = [replace(article, is_copy=True) for article in run.articles]
    if broken.runs == 0 and any(source.state in ("done", "unchanged") for source in run.sources):
        made = (broken.world.article(0.0, 0.0) for _ in range(20))
        again += [
            replace(a, seen_at=run.at, published=run.at - timedelta(days=1), is_copy=True) for a in made
        ]
    ends = Counter(run.ends) + Counter(done=len(again))
    return replace(run, articles=(*run.articles, *again), ends=ends)


def _bad_account(run: RunSeen, broken: Broken) -> RunSeen:
    return replace(run, problems=("4 article pages taken up but 3 accounted for",))


def _kinds(names: str) -> frozenset[str]:
    return frozenset(names.split())


_DEAD = _kinds("source-dead unreachable")
_EMPTY = _kinds("source-empty source-dead")
FEED, SITEMAP, LISTING = _has("feed"), _has("sitemap"), _has("listing")

FAULTS = (
    Fault("feed 404", _one_source("feed", state="failed", reason="http-404"), _DEAD, FEED),
    Fault("feed 410", _one_source("feed", state="failed", reason="http-410"), _DEAD, FEED),
    Fault("feed 500", _one_source("feed", state="failed", reason="http-500"), _DEAD, FEED),
    Fault("feed without entries", _one_source("feed", state="done", links=0), _EMPTY, FEED),
    Fault("feed is a page", _one_source("feed", state="rejected", reason="not-a-feed"), _DEAD, FEED),
    Fault("feed moved away", _one_source("feed", state="rejected", reason="foreign-host"), _DEAD, FEED),
    Fault("feed frozen", _frozen_feed, _kinds("source-stale silence"), _has_only_or_validators),
    Fault("feed of old articles", _old_feed, _kinds("stale dates")),
    Fault("sitemap without addresses", _one_source("sitemap", state="done", links=0), _EMPTY, SITEMAP),
    Fault("listing without links", _one_source("listing", state="done", links=0), _EMPTY, LISTING),
    Fault("listing with its menu alone", _one_source("listing", state="done", links=2), _EMPTY, LISTING),
    Fault("every source frozen", _all_frozen, _kinds("silence")),
    Fault("JSON-LD lost", _articles(_without_jsonld), _kinds("rung coverage"), _uses_jsonld),
    Fault("headline selector dead", _articles(_dead_headline), _kinds("rung coverage")),
    Fault("body empty", _pages_end("rejected/no-body", visits=False), _kinds("rejected")),
    Fault("consent wall stored", _articles(_consent), _kinds("body-uniform body-short")),
    Fault("bodies cut to a stub", _articles(_stub), _kinds("body-short body-uniform")),
    Fault("dates lost", _articles(_undated), _kinds("coverage")),
    Fault("dates all today", _articles(_today), _kinds("dates rung coverage")),
    Fault("day and month swapped", _articles(_swapped), _kinds("dates stale coverage"), to_day=7),
    Fault("dates of other articles", _articles(_others_dates), _kinds("dates stale")),
    Fault("authors lost", _articles(_anonymous), _kinds("coverage"), _names_authors),
    Fault("all 403", _pages_end("failed/http-403"), _kinds("refused")),
    Fault("all 404", _pages_end("gone/http-404"), _kinds("missing")),
    Fault("soft 404", _pages_end("gone/soft-404"), _kinds("missing")),
    Fault("all to the home page", _pages_end("rejected/front-page"), _kinds("rejected missing")),
    Fault("robot check", _pages_end("rejected/bot-wall"), _kinds("refused rejected")),
    Fault("half of the articles fail", _pages_end("failed/http-500", share=0.5), _kinds("failing")),
    Fault("timeouts", _nothing_answers("failed", "timeout"), _kinds("unreachable")),
    Fault("no such host", _nothing_answers("failed", "dns"), _kinds("unreachable")),
    Fault("certificate expired", _nothing_answers("failed", "certificate"), _kinds("unreachable")),
    Fault("robots.txt forbids all", _nothing_answers("rejected", "robots"), _kinds("robots")),
    Fault("a fifth of the volume", _fewer, _kinds("volume-low silence")),
    Fault("a flood of tag pages", _flood, _kinds("volume-high")),
    Fault("copies under new addresses", _copies, _kinds("copies")),
    Fault("garbled text", _articles(_garbled), _kinds("encoding")),
    Fault("another language", _articles(_translated), _kinds("language")),
    Fault("account does not add up", _bad_account, _kinds("accounting")),
)
