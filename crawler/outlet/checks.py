"""What is wrong with an outlet's definition, in words that say how to mend it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import fields
from datetime import date
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from crawler.extraction import check_selectors
from crawler.items import Article
from crawler.outlet.attributes import Source, as_source
from crawler.records import WATCHED_FIELDS

if TYPE_CHECKING:
    from crawler.outlet.spider import OutletSpider

_FIELDS = {f.name for f in fields(Article)}
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_DOMAIN = re.compile(r"[\w-]+(\.[\w-]+)+(:\d+)?|localhost(:\d+)?")


def outlet_problems(outlet: type[OutletSpider]) -> list[str]:
    """Each thing that is wrong with the class `outlet`; empty where it is well defined."""
    found = [*_names(outlet), *_place(outlet), *_sources(outlet), *_pattern(outlet), *_selectors(outlet)]
    found += [*_generic(outlet), *_anchors(outlet), *_limits(outlet)]
    found += [*_archives(outlet), *_numbered(outlet)]
    return [*found, *_callbacks(outlet), *_expectations(outlet.expect)]


def _names(outlet: type[OutletSpider]) -> Iterator[str]:
    known = {name for base in outlet.__mro__[1:] for name in vars(base)}
    known |= {name for base in outlet.__mro__ for name in vars(base).get("__annotations__", {})}
    for name, value in vars(outlet).items():
        if (
            name.startswith("_")
            or name in known
            or callable(value)
            or isinstance(value, classmethod | staticmethod | property)
        ):
            continue
        close = get_close_matches(name, known, n=1)
        yield f"{name!r} is no attribute of an outlet" + (f": did you mean {close[0]!r}?" if close else "")


def _callbacks(outlet: type[OutletSpider]) -> Iterator[str]:
    own = next((base for base in outlet.__mro__ if "parse" in vars(base)), outlet)
    if not own.__module__.startswith("crawler.outlet."):
        yield (
            f"{own.__name__} defines parse, which no crawl calls: a page of an article goes to parse_article,"
            " a source to parse_feed, parse_sitemap or parse_listing; rename it to the one that is meant"
        )


def _place(outlet: type[OutletSpider]) -> Iterator[str]:
    if not outlet.allowed_domains:
        yield "allowed_domains is empty: name the hosts, such as ['example.org']"
    for domain in outlet.allowed_domains:
        if not _DOMAIN.fullmatch(domain):
            yield f"allowed_domains has {domain!r}, which is no host name: leave out scheme and path"
    if not re.fullmatch(r"[A-Z]{2}", outlet.country):
        yield f"country is {outlet.country!r}: give the two capital letters of ISO 3166, such as 'CU'"
    for language in outlet.languages:
        if not _LANGUAGE.fullmatch(language):
            yield f"languages has {language!r}: give BCP 47 tags, such as 'es'"
    if isinstance(outlet.languages, str) or not outlet.languages:
        yield "languages must be a list of BCP 47 tags, such as ['es', 'en']"
    try:
        ZoneInfo(outlet.timezone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        yield f"timezone is {outlet.timezone!r}: give an IANA zone, such as 'America/Havana'"


def _sources(outlet: type[OutletSpider]) -> Iterator[str]:
    declared = [*outlet.feeds, *outlet.sitemaps, *outlet.listings]
    if not declared:
        yield "no source: declare feeds, sitemaps or listings"
    for source in map(_source_or_none, declared):
        if source is None:
            yield "a source is neither an address nor a Source(...)"
        elif urlsplit(source.url).scheme not in ("http", "https") or not urlsplit(source.url).hostname:
            yield f"source {source.url!r} is no http(s) address"
        elif not outlet.owns(source.url):
            yield f"source {source.url!r} is on a foreign host: add its host to allowed_domains"


def _source_or_none(declared: Any) -> Source | None:
    return as_source(declared) if isinstance(declared, Source | str) else None


def _pattern(outlet: type[OutletSpider]) -> Iterator[str]:
    if outlet.article_url is None:
        return
    try:
        groups = re.compile(outlet.article_url).groupindex
    except re.error as error:
        yield f"article_url {outlet.article_url!r} is no regular expression: {error}"
        return
    for group in groups.keys() - {"id", "section", "language"}:
        yield f"article_url has the group {group!r}: only id, section and language have a meaning"


def _selectors(outlet: type[OutletSpider]) -> Iterator[str]:
    for field, alternatives in outlet.selectors.items():
        if field not in _FIELDS:
            close = get_close_matches(field, _FIELDS, n=1)
            yield f"selectors has {field!r}, no field of an article" + (
                f": did you mean {close[0]!r}?" if close else ""
            )
        if isinstance(alternatives, str):
            yield f"selectors[{field!r}] is a string: give a list of alternatives in order"
    yield from check_selectors(
        {k: [v] if isinstance(v, str) else list(v) for k, v in outlet.selectors.items()}
    )


def _generic(outlet: type[OutletSpider]) -> Iterator[str]:
    for field in outlet.generic:
        if field not in _FIELDS:
            close = get_close_matches(field, _FIELDS, n=1)
            meant = f": did you mean {close[0]!r}?" if close else ""
            yield f"generic has {field!r}, no field of an article{meant}"


def _archives(outlet: type[OutletSpider]) -> Iterator[str]:
    if isinstance(outlet.archives, str):
        yield "archives is a string: give a list of addresses"
        return
    for address in outlet.archives:
        try:
            one, other = (str(address).format(date=day) for day in (date(2017, 8, 7), date(2019, 12, 20)))
        except (KeyError, IndexError, ValueError):
            one = other = ""
        if one == other:
            yield f"archives has {address!r}: say where the day stands, such as '/archive/{{date:%Y/%m/%d}}'"
        elif not outlet.owns(one):
            yield f"archives has {address!r}, which is no address on the hosts in allowed_domains"


def _numbered(outlet: type[OutletSpider]) -> Iterator[str]:
    if outlet.numbered is None:
        return
    if not isinstance(outlet.numbered, str) or outlet.numbered.count("{number}") != 1:
        yield f"numbered is {outlet.numbered!r}: say where the number stands, such as '/news/{{number}}'"
    elif not outlet.owns(outlet.numbered.replace("{number}", "1")):
        yield f"numbered is {outlet.numbered!r}, which is no address on the hosts in allowed_domains"
    elif "(?P<id>" not in (outlet.article_url or ""):
        yield "numbered needs article_url with the group id, since known articles are told by their number"
    elif len(outlet.anchors) < 2:
        yield "numbered needs two anchors at least, so that the numbers of a day can be told"


def _limits(outlet: type[OutletSpider]) -> Iterator[str]:
    if outlet.delay is not None and not (is_number(outlet.delay) and outlet.delay >= 0):
        yield f"delay is {outlet.delay!r}: give the seconds between two requests, such as 2.5"
    if outlet.concurrency is not None and not (is_number(outlet.concurrency) and outlet.concurrency >= 1):
        yield f"concurrency is {outlet.concurrency!r}: give how many requests may run at once, such as 1"


def is_number(value: Any) -> bool:
    """Whether a declared value is a number (a boolean is none)."""
    return isinstance(value, int | float) and not isinstance(value, bool)


def _anchors(outlet: type[OutletSpider]) -> Iterator[str]:
    try:
        numbers = [anchor.number for anchor in outlet.anchor_days()]
    except (TypeError, ValueError) as error:
        yield f"anchors must be pairs such as (137624, '2017-08-07'): {error}"
        return
    if numbers and "(?P<id>" not in (outlet.article_url or ""):
        yield "anchors need article_url with the group id, since they go by the article's number"


def _expectations(declared: Any) -> Iterator[str]:
    if not isinstance(declared, Mapping):
        yield 'expect must be a mapping, such as {"articles_per_day": (3, 60)}'
        return
    for name, value in declared.items():
        check = _EXPECTED.get(name)
        if check is None:
            yield f"expect has {name!r}: it may have {', '.join(_EXPECTED)}"
        else:
            yield from check(value)


def _bounds(value: Any) -> Iterator[str]:
    pair = isinstance(value, list | tuple) and len(value) == 2 and all(map(is_number, value))
    if not pair or not 0 <= value[0] < value[1]:
        yield f"expect['articles_per_day'] is {value!r}: give the fewest and the most, such as (3, 60)"


def _coverage(value: Any) -> Iterator[str]:
    if not isinstance(value, Mapping):
        yield f"expect['coverage'] is {value!r}: give shares by field, such as {{'authors': 0.7}}"
        return
    for name, share in value.items():
        if name not in WATCHED_FIELDS:
            yield f"expect['coverage'] has {name!r}: coverage is watched of {', '.join(WATCHED_FIELDS)}"
        elif not is_number(share) or not 0 < share <= 1:
            yield f"expect['coverage'][{name!r}] is {share!r}: give a share above 0, up to 1"


def _quiet(value: Any) -> Iterator[str]:
    if not is_number(value) or value <= 0:
        yield f"expect['quiet_hours'] is {value!r}: give hours above 0"


_EXPECTED = {"articles_per_day": _bounds, "coverage": _coverage, "quiet_hours": _quiet}
