"""What the parts of a dateline are, by which `split` takes it apart; and the East Asian datelines.

Chinese, Japanese and Korean dispatches begin with "新华社北京5月3日电", "(東京 5月3日 共同)" and the like.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

from crawler.normalization.dates.day_reader import Reader
from crawler.normalization.dates.names import fold_words, weekday_of
from crawler.normalization.dates.printed_day import PrintedDay
from crawler.normalization.people.credited_names import agency_name, agency_names

__all__ = [
    "Agencies", "Credit", "Dateline", "eastern_dateline", "is_caseless", "is_place", "is_prose",
    "is_standing_city", "last_word",
]  # fmt: skip

_CODE = re.compile(r"[^\W\d_][^\s\d()\[\]:;,!?\"“”«»]{1,24}(?: [^\s\d()\[\]:;,!?\"“”«»]{1,20}){0,2}")
_JOINED = re.compile(r"(?<=\w)[-/](?=\w)")
_APART = re.compile(r"\s[-/]|[-/]\s")
_NO_PLACE = re.compile(r"[\d!?;:\"“”«»|…—=*@#%&+<>{}]")
_BETWEEN_NAMES = re.compile(r"[\s/,،()\[\]–-]+")
_ELIDED = re.compile(r"[a-zà-ÿ]{1,2}['’](\w).*")
_LETTERS = re.compile(r"[^\W\d_]+")
_HAN = "[\u4e00-\u9fff]"
_DATE = r"(?P<date>(?:\d{4}年)?\d{1,2}月\d{1,2}日|\d{1,2}日)"
_REPORTER = r"(?:[(（](?:见习|實習)?(?P<reporter>[记記]者[^)）\n]{1,40})[)）])?"
_CABLE = re.compile(
    rf"(?P<agency>(?:{_HAN}{{1,6}}?(?:社|网|網|报|報))?)(?P<place>{_HAN}{{0,8}}?){_DATE}"
    r"(?:综合|綜合)?(?:外)?(?:电|電|专电|專電|讯|訊)(?:报道|報導)?(?![车車话話视視影力气氣])[ 　]*"
    rf"{_REPORTER}[ 　:：]*"
)
_TAIWAN = re.compile(
    rf"[(（【](?P<agency>{_HAN}{{1,4}}社)(?:(?P<reporter>記者(?:{_HAN}{{3}}|{_HAN}{{2}}))(?={_HAN}{{2}}))?"
    rf"(?P<place>{_HAN}{{0,8}}?){_DATE}(?:{_HAN}{{1,7}})[)）】][ 　]*"
)
_PAPER = re.compile(
    rf"[〔［\[【(（](?P<reporter>記者[^/／〕］\]】)）\n]{{2,20}})[/／](?P<place>{_HAN}{{2,8}}?)(?:即時|綜合)*報導"
    r"[〕］\]】)）][ 　]*"
)
_BRACKET = re.compile(
    r"[【［\[(（〔](?P<inside>[^】］\])）〕\n]{2,40})[】］\])）〕](?P<tail>[ 　]*[-‐–—―:：]?[ 　]*)"
)
_KOREAN_REPORTER = re.compile(r"(?P<reporter>[가-힣·, ]{2,40}?(?:기자|특파원|통신원))? ?= ?")
_ASIAN = re.compile("[\u3040-\u30ff\u4e00-\u9fff가-힣]")
_KOREAN_CREDIT = re.compile(r"[가-힣·,]{2,20}=[가-힣A-Za-z0-9]{2,15}")
_OWN_PAPER = frozenset({"本报", "本報", "本社", "本网", "本網"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Dateline:
    """The line that heads a dispatch.

    `printed` is the line as it stands, with its dashes; `rest` is the text after it. `day` has no year
    where none is printed, and `day_printed` is its text. `agencies` are in printed order. `reporter` is a
    credit that stands within the line.
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
    """The agencies that a credit names; `known` says whether one is known, or a code is only guessed."""

    names: tuple[str, ...]
    known: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Agencies:
    """The agencies that a credit may name: those known everywhere, an outlet's own, and the outlet itself."""

    own: Mapping[str, str] = field(default_factory=dict)
    outlets: Sequence[str] = ()

    def credit(self, text: str) -> Credit | None:
        """Return what `text` credits ("Reuters", "RHC-PL", "ACP"), or `None` where it is no agency."""
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


@cache
def _place_words(kind: str) -> frozenset[str]:
    """Return the words of `place_words.toml` under a kind."""
    words = tomllib.loads(files(__package__).joinpath("place_words.toml").read_text("utf-8"))[kind]
    return frozenset(words.split() if isinstance(words, str) else words)


def is_standing_city(name: str) -> bool:
    """Tell whether `name`, in capitals, is of a city that stands alone in a dateline."""
    return name in _place_words("standing_city")


def is_place(text: str) -> bool:
    """Tell whether `text` is written as the name of a place, or of several ("RAQQA, Syria/BEIRUT")."""
    if not 2 <= len(text) <= 70 or _NO_PLACE.search(text):
        return False
    names = [name for name in _BETWEEN_NAMES.split(text) if name]
    if not 0 < len(names) <= 9 or not _is_place_name(names[0]):
        return False
    if len(names) == 1 and names[0].casefold() in _place_words("label"):
        return False
    return all(_is_place_name(name) or name.strip("'’.") in _place_words("particle") for name in names)


def is_prose(text: str) -> bool:
    """Tell whether `text` has too many words, or too many in lower case, to be a place and a day."""
    names = text.split()
    return (
        len(names) > 14
        or sum(name[:1].islower() and name not in _place_words("particle") for name in names) > 4
    )


def is_caseless(text: str) -> bool:
    """Tell whether `text` is in a script without capitals."""
    return text.upper() == text.lower()


def last_word(text: str) -> str | None:
    """Return the word that `text` ends with, or `None` where it ends with another character."""
    found = _LETTERS.findall(text)
    return found[-1] if found and text.endswith(found[-1]) else None


def _is_place_name(word: str) -> bool:
    """Tell whether a word begins with a capital, or has no capitals in its script, and ends no sentence."""
    elided = _ELIDED.fullmatch(word)
    first = elided[1] if elided else word.lstrip("'’‘.")[:1]
    return first.isalpha() and not first.islower() and not (word.endswith(".") and len(word) > 5)


def eastern_dateline(head: str, reader: Reader, agencies: Agencies) -> Dateline | None:
    """Return the East Asian dateline that `head` begins with, its `rest` within `head`, or `None`."""
    if not _ASIAN.search(head[:60]):
        return None
    for pattern in (_CABLE, _TAIWAN, _PAPER):
        found = pattern.match(head)
        if found:
            return _signed(found, head, reader, agencies)
    found = _BRACKET.match(head)
    return _bracketed(found, head, reader, agencies) if found else None


def _signed(found: re.Match[str], head: str, reader: Reader, agencies: Agencies) -> Dateline | None:
    groups = found.groupdict()
    agency, place = _split(groups.get("agency") or "", groups["place"], agencies)
    if not (agency or place or groups.get("agency") in _OWN_PAPER):
        return None
    return Dateline(
        printed=found[0].strip(" 　:："),
        rest=head[found.end() :],
        place=place or None,
        day=_day_of(groups.get("date") or "", reader),
        day_printed=groups.get("date"),
        agencies=(agency,) if agency else (),
        reporter=groups.get("reporter"),
    )


def _split(agency: str, place: str, agencies: Agencies) -> tuple[str | None, str]:
    """Return the agency's name and the place; unknown agencies stay as printed, "our paper" is none."""
    if not agency or agency in _OWN_PAPER:
        return None, place
    return agency_name(agency, extra=agencies.own) or agency, place


def _day_of(text: str, reader: Reader) -> PrintedDay | None:
    return reader.read(text) if "月" in text else None


def _bracketed(found: re.Match[str], head: str, reader: Reader, agencies: Agencies) -> Dateline | None:
    """Return a dateline in brackets: place, day and agency in any order, with spaces or "=" between them."""
    inside = found["inside"]
    parts = [part for part in re.split(r"[ 　=＝]+", inside) if part]
    names = [name for name in (_agency_in(part, agencies) for part in parts) if name]
    dated = [part for part in parts if re.fullmatch(r"(?:\d{4}年)?(?:\d{1,2}月)?\d{1,2}日", part)]
    places = [
        part for part in (_place_before(part, agencies) for part in parts) if part and part not in dated
    ]
    korean = _KOREAN_CREDIT.fullmatch(inside)
    if korean and not names:
        names = [parts[1]]
    if not names or not _ASIAN.search(inside):
        return None
    reporter = _KOREAN_REPORTER.match(head, found.end())
    end = reporter.end() if reporter else found.end()
    return Dateline(
        printed=head[:end].strip(),
        rest=head[end:],
        place=places[0] if places and places[0] not in names else None,
        day=_day_of(dated[0], reader) if dated else None,
        day_printed=dated[0] if dated else None,
        agencies=tuple(names),
        reporter=(reporter["reporter"] or "").strip() or None if reporter else None,
    )


def _agency_in(part: str, agencies: Agencies) -> str | None:
    """Return the agency that a part names, or ends with ("北京共同")."""
    whole = agency_name(part, extra=agencies.own)
    if whole or not _ASIAN.search(part):
        return whole
    ends = (agency_name(part[start:], extra=agencies.own) for start in range(1, min(len(part), 12) - 1))
    return next((name for name in ends if name), None)


def _place_before(part: str, agencies: Agencies) -> str | None:
    """Return a part without the agency that it ends with; `None` where it is only an agency."""
    if agency_name(part, extra=agencies.own):
        return None
    for start in range(1, min(len(part), 12) - 1):
        if agency_name(part[start:], extra=agencies.own):
            return part[:start]
    return part
