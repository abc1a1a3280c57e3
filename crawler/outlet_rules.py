"""What the layers around an outlet may ask of it and of its spider, so that none of them imports outlets.

`crawler.outlet` has what answers.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any, ClassVar, Protocol, runtime_checkable

from crawler.items import Anchor
from crawler.records import Arguments, Backfill, BackfillStretch, Days, Expect, Link, NumberedPage


class OutletRules(Protocol):
    """What the layers around an outlet may ask of it: its name, its clock, whose an address is, its key."""

    name: str
    country: ClassVar[str]
    languages: ClassVar[Sequence[str]]
    timezone: ClassVar[str]
    #: Seconds between two requests to a host of it, where the usual won't do.
    delay: ClassVar[float | None]

    @classmethod
    def key(cls, url: str) -> str:
        """The article key of `url`; raises ValueError where it is no http(s) URL."""

    @classmethod
    def key_version(cls) -> str:
        """The version of the rules that keys are made by."""

    @classmethod
    def owns(cls, url: str) -> bool:
        """Whether the host of `url` is one of the outlet's."""

    @classmethod
    def section_of(cls, url: str) -> str | None:
        """The section in an article's address, or None."""

    @classmethod
    def expectations(cls) -> Expect:
        """What its articles are expected to be like."""


@runtime_checkable
class SpiderRules(OutletRules, Protocol):
    """What the layers around a run may ask of its spider, beside the rules of its outlet."""

    #: Whether it fetches what it is asked for, in place of an outlet's news.
    one_off: ClassVar[bool]
    extractor_version: ClassVar[str]
    #: The arguments as given, and as read.
    given_arguments: dict[str, str]
    arguments: Arguments

    def outlet_for(self, url: str) -> type[OutletRules]:
        """The outlet whose rules hold for `url`."""

    def is_declared(self, outlet: str) -> bool:
        """Whether `outlet` names a declared outlet, whose pages are looked at again."""

    def callback_for(self, kind: str) -> Callable[..., Any]:
        """The callback that reads a page of `kind`."""

    def unfold(self, backfill: Backfill, *, now: datetime, stored: Sequence[Anchor] = ()) -> BackfillStretch:
        """The next addresses of a backfill; `stored` are known articles near the ends of its window."""

    def days_of(self, link: Link) -> Days | None:
        """The days that an article's address names, or None."""

    def days_of_sources(self, urls: Sequence[str]) -> dict[str, Days]:
        """The days in the addresses of the sources that one index names, where they hold any."""

    def numbered_page(self, url: str) -> NumberedPage | None:
        """The number of a listing's page in its address, or None."""


def rules_of_spider(spider: object) -> SpiderRules:
    """The spider of a run as what it may be asked; raises TypeError for one that is no outlet's."""
    if not isinstance(spider, SpiderRules):
        raise TypeError(f"{spider!r} is no OutletSpider: the store keeps only what one of these crawls")
    return spider
