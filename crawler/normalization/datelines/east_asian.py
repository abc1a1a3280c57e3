"""Datelines of Chinese, Japanese and Korean dispatches: "新华社北京5月3日电", "(東京 5月3日 共同)"."""

from __future__ import annotations

import re

from crawler.normalization.datelines.record import Agencies, Dateline
from crawler.normalization.dates.printed_day import PrintedDay, Reader
from crawler.normalization.people.agency import agency_name

__all__ = ["eastern_dateline"]

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


def eastern_dateline(head: str, reader: Reader, agencies: Agencies) -> Dateline | None:
    """The dateline that `head` begins with, its `rest` within `head`; `None` where it has none."""
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
        day=_day(groups.get("date") or "", reader),
        day_printed=groups.get("date"),
        agencies=(agency,) if agency else (),
        reporter=groups.get("reporter"),
    )


def _split(agency: str, place: str, agencies: Agencies) -> tuple[str | None, str]:
    """The agency's name and the place; an agency unknown to us counts as printed, "our paper" as none."""
    if not agency or agency in _OWN_PAPER:
        return None, place
    return agency_name(agency, extra=agencies.own) or agency, place


def _day(text: str, reader: Reader) -> PrintedDay | None:
    return reader.read(text) if "月" in text else None


def _bracketed(found: re.Match[str], head: str, reader: Reader, agencies: Agencies) -> Dateline | None:
    """A dateline in brackets: some of place, day and agency, by spaces or "=" between them."""
    inside = found["inside"]
    parts = [part for part in re.split(r"[ 　=＝]+", inside) if part]
    names = [name for name in (_known(part, agencies) for part in parts) if name]
    dated = [part for part in parts if re.fullmatch(r"(?:\d{4}年)?(?:\d{1,2}月)?\d{1,2}日", part)]
    places = [part for part in (_place(part, agencies) for part in parts) if part and part not in dated]
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
        day=_day(dated[0], reader) if dated else None,
        day_printed=dated[0] if dated else None,
        agencies=tuple(names),
        reporter=(reporter["reporter"] or "").strip() or None if reporter else None,
    )


def _known(part: str, agencies: Agencies) -> str | None:
    """The agency that `part` is, or ends with ("北京共同")."""
    whole = agency_name(part, extra=agencies.own)
    if whole or not _ASIAN.search(part):
        return whole
    ends = (agency_name(part[start:], extra=agencies.own) for start in range(1, min(len(part), 12) - 1))
    return next((name for name in ends if name), None)


def _place(part: str, agencies: Agencies) -> str | None:
    """`part` without the agency that it ends with; `None` where it is nothing else."""
    if agency_name(part, extra=agencies.own):
        return None
    for start in range(1, min(len(part), 12) - 1):
        if agency_name(part[start:], extra=agencies.own):
            return part[:start]
    return part
