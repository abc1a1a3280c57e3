"""The record of a dateline, and the agencies that one credits."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from crawler.normalization.dates.names import fold_words, weekday_of
from crawler.normalization.dates.printed_day import PrintedDay
from crawler.normalization.people.agency import agency_name, agency_names

__all__ = ["Agencies", "Credit", "Dateline"]

_CODE = re.compile(r"[^\W\d_][^\s\d()\[\]:;,!?\"“”«»]{1,24}(?: [^\s\d()\[\]:;,!?\"“”«»]{1,20}){0,2}")
_JOINED = re.compile(r"(?<=\w)[-/](?=\w)")
_APART = re.compile(r"\s[-/]|[-/]\s")


@dataclass(frozen=True, slots=True, kw_only=True)
class Dateline:
    """The line that heads a dispatch.

    `printed` is the line as it stands, with its dashes; `rest` the text after it. `day` has no year where
    none is printed, `day_printed` is its text; `agencies` are in printed order; `reporter` is the credit
    that some print within.
    """

    printed: str
    rest: str
    place: str | None = None
    day: PrintedDay | None = None
    day_printed: str | None = None
    agencies: tuple[str, ...] = ()
    reporter: str | None = None

    @property
    def agency(self) -> str | None:
        """The agencies as one text: two that sign together ("teleSUR-RHC") as "teleSUR, RHC"."""
        return ", ".join(self.agencies) or None


@dataclass(frozen=True, slots=True)
class Credit:
    """The agencies that a credit names; `known` where at least one of them is, else it is read as a code."""

    names: tuple[str, ...]
    known: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Agencies:
    """Which credits name agencies: those known everywhere, an outlet's own, and the outlet itself."""

    own: Mapping[str, str] = field(default_factory=dict)
    outlets: Sequence[str] = ()

    def credit(self, text: str) -> Credit | None:
        """What `text` credits ("Reuters", "RHC-PL", "ACP"), `None` where it is no agency's name or code."""
        text = " ".join(text.split())
        known = agency_names(text, extra=self._extra())
        if known:
            return Credit(tuple(known), known=True)
        if not _CODE.fullmatch(text) or text.islower() or self._is_weekday(text):
            return None
        parts = [part for part in _JOINED.split(text) if part]
        names = [agency_name(part, extra=self._extra()) for part in parts]
        if any(names) and not _APART.search(text):
            return Credit(tuple(name or part for name, part in zip(names, parts, strict=True)), known=True)
        return Credit((text,), known=False)

    def _extra(self) -> dict[str, str]:
        return {name: name for name in self.outlets} | dict(self.own)

    def _is_weekday(self, text: str) -> bool:
        return any(weekday_of(word) is not None for word in fold_words(text))
