"""Days printed in figures: "03/05/2024", "2024.5.3.", "4/3 2026", "2024年5月3日", "3 tháng 5 năm 2024"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from crawler.normalization.dates.calendars import ERAS
from crawler.normalization.dates.names import fold_text
from crawler.normalization.dates.printed_day import DayHabits, PrintedDay

__all__ = ["bare_day", "days_in_characters", "days_in_figures"]

_YEAR_FIRST_LANGUAGES = frozenset({"zh", "ja", "ko", "mn", "fa", "ps", "ckb"})

_FIGURES = re.compile(
    r"(?<!\d)(?<!\d[./-])(\d{1,4}) ?([./-]) {0,2}(\d{1,2}) ?\2 {0,2}(\d{4}|\d{1,2})(?!\d)(?![./-]\d)"
)
_SPACED = re.compile(
    r"(?<!\d)(?<!\d )(?:(?P<y>(?:19|20)\d\d) (?P<m>0[1-9]|1[0-2]) (?P<d>0[1-9]|[12]\d|3[01])"
    r"|(?P<d2>\d{1,2})/(?P<m2>\d{1,2}),? (?P<y2>(?:19|20)\d\d))(?! ?\d)"
)
_DAY_AND_MONTH = re.compile(r"[^\w]*(\d{1,2})([./])(\d{1,2})\.?[^\w]*")
_HAN_FIGURES = {**dict(zip("〇零○一二三四五六七八九", (0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9), strict=True))}
_HAN_TENS = {"十": 10, "廿": 20, "卅": 30}
_NUMBER = r"(?:\d{1,2}|[一二三四五六七八九十廿卅]{1,3})"
_YEAR = r"(?:\d{4}|[〇零○一二三四五六七八九]{4}|\d{2})"
_CHARACTERS = re.compile(
    rf"(?:(?P<era>{'|'.join(ERAS)}) ?(?P<e>\d{{1,3}}|元|[一二三四五六七八九十]{{1,3}}) ?年"
    rf"|(?<![\d〇零○一二三四五六七八九])(?P<y>{_YEAR}) ?[年년]|(?<![\d一二三四五六七八九十]))"
    rf" ?(?P<m>{_NUMBER}) ?[月월] ?(?P<d>{_NUMBER}) ?[日号號일]"
)
#: Months by their number: Vietnamese, and Mongolian, which has the year first.
_NUMBERED_MONTHS = tuple(
    re.compile(pattern)
    for pattern in (
        r"(?<!\d)(?P<d>\d{1,2}) ?th(?:an)?g\.? ?(?P<m>\d{1,2})"
        r"(?:,? ?nam ?(?P<y>\d{4})|[ ,/]{1,2}(?P<y2>\d{4}))?(?!\d)",
        r"(?<!\d)(?P<y>\d{4})[ -]?оны? (?P<m>\d{1,2})[ -]?(?:р |дугаар |дугээр )?сарын (?P<d>\d{1,2})(?!\d)",
    )
)


def days_in_figures(simple: str, habits: DayHabits, weekday: int | None) -> Iterator[PrintedDay]:
    """Yield the days of a text after `fold_text` that three figures make, in the order that can be."""
    for found in _FIGURES.finditer(simple):
        readings = [habits.day_in_figures(*order, found.span()) for order in _orders(found, habits)]
        if readings:
            yield _likeliest(readings, habits, weekday)
    for found in _SPACED.finditer(simple):
        year, month, day = (int(found[key] or found[f"{key}2"]) for key in "ymd")
        yield habits.day_in_figures(year, month, day, found.span())


def _orders(found: re.Match[str], habits: DayHabits) -> Iterator[tuple[int, int, int]]:
    """Yield the year, month and day that three figures may be, the likeliest first."""
    a, b, c = found[1], int(found[3]), found[4]
    if len(a) == 4 or (len(a) == 3 and habits.country == "TW"):
        if len(c) <= 2:
            yield int(a), b, int(c)
        return
    if len(a) == 3 or len(c) == 1:
        return
    if len(a) == len(c) == 2 and _YEAR_FIRST_LANGUAGES.intersection(habits.languages[:1]):
        yield habits.year_in_figures(a), b, int(c)
    pair = (int(a), b) if habits.month_first else (b, int(a))
    year = habits.year_in_figures(c)
    yield year, pair[0], pair[1]
    yield year, pair[1], pair[0]


def _likeliest(readings: list[PrintedDay], habits: DayHabits, weekday: int | None) -> PrintedDay:
    possible = [one for one in readings if one.day and habits.first <= one.day <= habits.last]
    if weekday is not None:
        possible.sort(key=lambda one: one.day is not None and one.day.weekday() != weekday)
    return (possible or [one for one in readings if one.day] or readings)[0]


def days_in_characters(simple: str, habits: DayHabits) -> Iterator[PrintedDay]:
    """Yield the days of a text after `fold_text` whose month is a number with a word: 5月, 5월, thang 5."""
    for found in _CHARACTERS.finditer(simple) if "月" in simple or "월" in simple else ():
        yield habits.day_in_figures(
            _year_of(found, habits), _number(found["m"]), _number(found["d"]), found.span()
        )
    for pattern in _NUMBERED_MONTHS:
        yield from (_with_number(found, habits) for found in pattern.finditer(simple))


def _year_of(found: re.Match[str], habits: DayHabits) -> int | None:
    if found["era"]:
        return ERAS[found["era"]] + (1 if found["e"] == "元" else _number(found["e"]))
    year = found["y"]
    if not year:
        return None
    return habits.full_year(year) if year.isdecimal() else _join(_HAN_FIGURES[char] for char in year)


def _join(figures: Iterable[int]) -> int:
    return int("".join(map(str, figures)))


def _number(text: str) -> int:
    """Return a number up to 99 in figures or in Chinese numerals ("三十一")."""
    if text.isdecimal():
        return int(text)
    total = 0
    for char in text:
        tens = _HAN_TENS.get(char, 0)
        total = total * tens if tens == 10 and total else total + (tens or _HAN_FIGURES.get(char, 0))
    return total


def _with_number(found: re.Match[str], habits: DayHabits) -> PrintedDay:
    groups = found.groupdict()
    year = groups["y"] or groups.get("y2")
    return habits.day_in_figures(int(year) if year else None, int(found["m"]), int(found["d"]), found.span())


def bare_day(text: str, habits: DayHabits) -> PrintedDay | None:
    """Return the day and month in figures where `text` holds nothing else, or `None`."""
    found = _DAY_AND_MONTH.fullmatch(fold_text(text))
    if not found:
        return None
    pair = (int(found[1]), int(found[3])) if habits.month_first else (int(found[3]), int(found[1]))
    return habits.day_in_figures(None, *pair, (found.start(1), found.end(3)))
