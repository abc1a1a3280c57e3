"""Datelines at the head of a dispatch, as agencies all over the world print them.

A dateline is taken off only where its parts speak for it: a day, an agency's name, the dashes. A place alone
is not enough, but for a few cities: "John (aged 5) - " and "NASA - " stay in the text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from crawler.normalization.datelines.parts import (
    Agencies,
    Credit,
    Dateline,
    eastern_dateline,
    is_caseless,
    is_place,
    is_prose,
    is_standing_city,
    last_word,
)
from crawler.normalization.dates.day_reader import Reader
from crawler.normalization.dates.names import fold_words, language_codes, weekday_of
from crawler.normalization.dates.printed_day import PrintedDay

__all__ = ["Dateline", "split_dateline"]

_HEAD = 220
_REACH = 140
_SIGNED = re.compile(r"[(（]([^()（）\n]{2,40})[)）]|/([^/()\n]{2,40})/")
_TAIL = re.compile(r"[ 　]?[.:,]{0,2}[ 　]?[-–—―−]{0,3}[.:]?[ 　]?[-–—―−]{0,2}[ 　]?")
_DASH = re.compile(r"[-–—―−]")
_STRONG = re.compile(r"[-–—―−:]")
_LONG_DASH = re.compile(r"[.,]?(?: ?(?:--|—|―)| [-–−]) ?")
_SEPARATOR = re.compile(r"[,،.–—―−-]")
_OPENING = re.compile(r"\(([^()\n]{2,40})\) ?[.]?[-–—―−]{1,2} ?")
_AFTER_DAY = re.compile(r"[\s.,،:]*")
_ALONE = re.compile(r"([^\W\d_][^\d\n()—–:;!?]{2,30}?)(, [^\d\n()—–:;!?]{2,30}?)?[.,]?(?: ?(?:--|—)| –| -) ?")
_ARTICLE = re.compile(r"[,،] ?(?:la|el|le|den|il|o|a|am|on|ce)$", re.IGNORECASE)
_UPPER_CODE = re.compile(r"[A-ZА-ЯЁ][A-ZА-ЯЁ.]{1,13}[A-ZА-ЯЁ]")
_PARTS = re.compile(r"[^\s,،:–—―−]+")
_MARKS = " ,،.-–—:　(["
_LETTERS = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class _Opening:
    """The place and the day that stand before an agency's name."""

    place: str
    day: PrintedDay | None


@dataclass(frozen=True)
class _Forms:
    """The forms of datelines, each tried on the `head` of a text."""

    head: str
    reader: Reader
    agencies: Agencies

    def found(self) -> Dateline | None:
        """Return the dateline that `head` begins with, its `rest` within `head`, or `None`."""
        forms: tuple[Callable[[], Dateline | None], ...] = (
            lambda: eastern_dateline(self.head, self.reader, self.agencies),
            self._agency_first,
            self._agency_apart,
            self._agency_unmarked,
            self._day_only,
            self._place_only,
        )
        return next((line for line in (form() for form in forms) if line), None)

    @cached_property
    def _first_day(self) -> PrintedDay | None:
        return self.reader.read(self.head[:80])

    def _agency_apart(self) -> Dateline | None:
        """Read "HAVANA, Sep 24 (Prensa Latina)", "WASHINGTON (AP) —", "MOSCOW, May 3 /TASS/."."""
        for found in _SIGNED.finditer(self.head, 0, _REACH):
            if is_prose(self.head[: found.start()]):
                return None
            credit = self.agencies.credit(found[1] or found[2])
            before = self.head[: found.start()]
            opening = self._opening(before) if credit else None
            tail = _TAIL.match(self.head, found.end())
            if credit and opening and tail and self._is_signed(opening, before, credit, tail):
                return self._line(tail.end(), opening, credit)
        return None

    def _is_signed(self, opening: _Opening, before: str, credit: Credit, tail: re.Match[str]) -> bool:
        if opening.day:
            return True
        itself = self.agencies.credit(opening.place)
        if itself and itself.known and not opening.place.isupper():
            return False
        if not _STRONG.search(tail[0]) or self.head[tail.end() : tail.end() + 1].islower():
            return False
        code = credit.names[0].isupper() and len(credit.names[0]) <= 6
        typed = opening.place.isupper() and "--" in tail[0]
        return credit.known or (code and (typed or before.rstrip().endswith((",", "،"))))

    def _agency_first(self) -> Dateline | None:
        """Read "(Reuters) - ", "(ANSA) - ROMA, 3 MAG - "."""
        found = _OPENING.match(self.head)
        credit = self.agencies.credit(found[1]) if found else None
        if not found or not credit or not credit.known or self.head[found.end() : found.end() + 1].islower():
            return None
        after = replace(self, head=self.head[found.end() :])
        line = after._day_only() or after._place_only()
        if line is None:
            return self._line(found.end(), _Opening("", None), credit)
        printed = self.head[: len(self.head) - len(line.rest)].strip()
        return replace(line, printed=printed, agencies=credit.names)

    def _agency_unmarked(self) -> Dateline | None:
        """Read "Damascus, SANA- ", "Accra, May 3, GNA - ", "МОСКВА, 3 мая - РИА Новости. ", "دمشق-سانا "."""
        for before, start in self._seams():
            if is_prose(self.head[:before]):
                return None
            named = self._named_at(start)
            opening = self._opening(self.head[:before]) if named else None
            if named is None or opening is None:
                continue
            credit, end = named
            tail = _TAIL.match(self.head, end)
            if tail and self._closes(opening, credit, tail, self.head[before:start]):
                return self._line(tail.end(), opening, credit)
        return None

    def _seams(self) -> Iterator[tuple[int, int]]:
        """Yield where an agency's name may begin: start and end of a comma, a dash or a day before it."""
        if self._first_day:
            yield self._first_day.end, self._first_day.end
        yield from (found.span() for found in _SEPARATOR.finditer(self.head, 1, _REACH))

    def _named_at(self, start: int) -> tuple[Credit, int] | None:
        """Return the agency that the next one to three words name, or a code in capitals, and its end."""
        ends = [found.end() for found in _PARTS.finditer(self.head, start, start + 60)][:3]
        for end in reversed(ends):
            name = self.head[start:end].rstrip(" .-–—―−")
            credit = self.agencies.credit(name) if name.strip() else None
            if credit and (credit.known or (end == ends[0] and _UPPER_CODE.fullmatch(name.strip()))):
                return credit, start + len(name)
        return None

    def _closes(self, opening: _Opening, credit: Credit, tail: re.Match[str], separator: str) -> bool:
        following = self.head[tail.end() : tail.end() + 1]
        if opening.day:
            return bool(tail[0].strip() if credit.known else _DASH.search(tail[0]))
        if not credit.known:
            return False
        joined = is_caseless(opening.place) and bool(_DASH.match(separator)) and tail[0] != ""
        return (bool(_DASH.search(tail[0])) and not following.islower()) or joined or not following

    def _day_only(self) -> Dateline | None:
        """Read "Havana, March 5 -- ": a place and a day, a comma or capitals, and a dash."""
        day = self._first_day
        if day is None or not day.is_possible or day.start < 2:
            return None
        before = self.head[: day.start]
        place = self._without_weekday(before)
        end = self._past_weekday(day.end)
        tail = _LONG_DASH.match(self.head, end)
        marked = place.isupper() or before.rstrip().endswith((",", "،", "."))
        if not tail or not marked or not is_place(place) or len(place.split()) > 4:
            return None
        return self._line(tail.end(), _Opening(place, day), None)

    def _place_only(self) -> Dateline | None:
        """Read "WASHINGTON — ", "BEIRUT, Lebanon — "."""
        found = _ALONE.match(self.head)
        if not found or not found[1].isupper() or self.head[found.end() : found.end() + 1].islower():
            return None
        place = found[1] + (found[2] or "")
        known = is_standing_city(found[1])
        region = (found[2] or "").strip(" ,")
        abroad = bool(region) and len(found[1]) > 4 and region.istitle() and is_place(region)
        if not known and not abroad:
            return None
        return self._line(found.end(), _Opening(place, None), None)

    def _opening(self, before: str) -> _Opening | None:
        """Return the place and day that a text before an agency's name consists of, or `None`."""
        day = self._day_after_comma(before) or self.reader.read(before)
        if day is None:
            place = before.strip(_MARKS)
            return _Opening(place, None) if is_place(place) and len(place.split()) <= 6 else None
        after = before[self._past_weekday(day.end) :].strip(_MARKS + ")")
        place = self._without_weekday(before[: day.start])
        if not day.is_possible or fold_words(after) or not is_place(place):
            return None
        return _Opening(place, day)

    def _day_after_comma(self, before: str) -> PrintedDay | None:
        """Return a day and month in figures after the last comma ("HÀ NỘI, 3/5")."""
        start = max(before.rfind(","), before.rfind("،")) + 1
        day = self.reader.bare(before[start:]) if start else None
        return replace(day, start=day.start + start, end=day.end + start) if day else None

    def _without_weekday(self, text: str) -> str:
        """Return the place before a day, without the weekday or article between them ("Paris, le")."""
        text = _ARTICLE.sub("", text.strip(_MARKS)).strip(_MARKS)
        found = last_word(text)
        if found and weekday_of("".join(fold_words(found)), self.reader.languages) is not None:
            return text[: -len(found)].strip(_MARKS)
        return text

    def _past_weekday(self, end: int) -> int:
        """Return the place after the weekday that follows a day ("3 mai, vendredi"), else `end` itself."""
        found = _AFTER_DAY.match(self.head, end)
        word = _LETTERS.match(self.head, found.end()) if found else None
        if word and weekday_of("".join(fold_words(word[0])), self.reader.languages) is not None:
            return word.end()
        return end

    def _line(self, end: int, opening: _Opening, credit: Credit | None) -> Dateline:
        return Dateline(
            printed=self.head[:end].strip(),
            rest=self.head[end:],
            place=opening.place or None,
            day=opening.day,
            day_printed=self.head[opening.day.start : opening.day.end] if opening.day else None,
            agencies=credit.names if credit else (),
        )


def split_dateline(
    body: str,
    *,
    agencies: Mapping[str, str] | None = None,
    outlet_names: Sequence[str] = (),
    languages: Sequence[str] = (),
) -> Dateline | None:
    """Return the dateline that a body begins with, with the text after it, or `None`.

    `body` has blank lines between paragraphs. `agencies` maps an outlet's codes to names. A code known
    nowhere stays as printed, and counts only beside a day or after a comma.
    """
    text = body.lstrip()
    first, gap, later = text.partition("\n\n")
    head, cut = first[:_HEAD], first[_HEAD:]
    reader = Reader(languages=language_codes(languages))
    known = Agencies(own=agencies or {}, outlets=tuple(outlet_names))
    line = _Forms(head, reader, known).found()
    if line is None:
        return None
    return replace(line, rest=(line.rest + cut + gap + later).lstrip(" .–—-　\n"))
