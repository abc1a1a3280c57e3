"""Why a run fetched nothing, in one line: what refused it, what failed, or what its arguments left out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from crawler.outlet_rules import SpiderRules
from crawler.page_trouble import explain_reason
from crawler.storage.records import Group
from crawler.storage.run_session import RunSession

#: States of a page that something came of.
_CAME = ("done", "unchanged", "merged")
#: Sections that a line names at most.
_NAMED = 12


@dataclass(frozen=True, slots=True)
class NothingFetched:
    """Why a run fetched nothing; `is_usual` where that happens to runs that go as they should."""

    why: str
    is_usual: bool = False


def explain_nothing(
    counts: Mapping[Group, Mapping[str, int]],
    links: Mapping[str, int],
    session: RunSession,
    spider: SpiderRules,
    *,
    backlog: int,
) -> NothingFetched | None:
    """Return why a run that ended by itself fetched nothing, or None where it fetched something.

    `counts` are its pages by group and state, `links` those of its sources by reason, and `backlog` pages
    wait for the next run. That nothing was due, or that all was known, is usual.
    """
    came = {group: sum(counts[group].get(state, 0) for state in _CAME) for group in counts}
    known = links.get("known", 0)
    if came["article"]:
        return None
    if not counts["article"]["taken"] + counts["source"]["taken"]:
        usual = session.only_due or bool(known) or spider.arguments.backfills
        return NothingFetched(_why_none_taken(links, spider, only_due=session.only_due), usual)
    if came["source"] and not counts["article"]["taken"]:
        has_news = known or backlog or (counts["source"]["unchanged"] and not spider.arguments.selects_links)
        return (
            None if has_news else NothingFetched(_why_none_listed(links, session, spider), session.only_due)
        )
    account = session.account
    if came["source"] and not all(explain_reason(reason, url="") for reason in account.troubles):
        return None  # pages were fetched and read, and are no articles
    why = describe_troubles(account.troubles, account.examples)
    waits = any(counts[group]["pending"] for group in counts)
    usual = session.only_due or waits or bool(came["source"] and known)
    return NothingFetched(why, usual) if why else None


def describe_troubles(troubles: Mapping[str, int], examples: Mapping[str, str]) -> str:
    """Return the most frequent reason in words, by its example, and the others with their numbers."""
    if not troubles:
        return ""
    (reason, number), *others = Counter(troubles).most_common()
    url = examples[reason]
    said = explain_reason(reason, url=url) or f"{url[:200]} ended with the reason {reason}"
    said += f" (so with {number} pages)" if number > 1 else ""
    listed = ", ".join(f"{number} {reason}" for reason, number in others[:_NAMED])
    return f"{said}; besides: {listed}" if listed else said


def _why_none_taken(links: Mapping[str, int], spider: SpiderRules, *, only_due: bool) -> str:
    if not spider.one_off:
        return "no source is due, and no page waits" if only_due else "no page is due, and none waits"
    if known := links.get("known"):
        return f"all {known} addresses are known already; -a url=URL fetches one of them again"
    if links:
        return f"none of the addresses is one to fetch: {_listed(links)}"
    return "no address was given: the list, or the archive, holds none"


def _why_none_listed(links: Mapping[str, int], session: RunSession, spider: SpiderRules) -> str:
    wanted, sections = spider.arguments.section, session.account.sections
    if wanted and wanted not in sections and links.get("other-section"):
        return _no_such_section(wanted, sections)
    if spider.arguments.backfills and (links.get("too-old") or links.get("too-new")):
        return f"no link lies within since and until: {_listed(links)}"
    return f"its sources name no article to take: {_listed(links) or 'they are empty'}"


def _no_such_section(wanted: str, sections: Counter[str]) -> str:
    if not sections:
        return f"no link is of the section {wanted!r}: the addresses of its articles name none"
    close = get_close_matches(wanted, sections, n=1)
    meant = f" (did you mean {close[0]!r}?)" if close else ""
    named = ", ".join(name for name, _ in sections.most_common(_NAMED))
    more = f" and {len(sections) - _NAMED} more" if len(sections) > _NAMED else ""
    return f"no link is of the section {wanted!r}{meant}; the sections there are: {named}{more}"


def _listed(links: Mapping[str, int]) -> str:
    return ", ".join(f"{number} {reason}" for reason, number in sorted(links.items()) if number)
