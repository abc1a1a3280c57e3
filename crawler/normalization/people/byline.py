"""The people, agencies and desks that a credit line or a list of names credits, kept apart."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from crawler.normalization.people.credit_line import (
    credited_segments,
    names_apart,
    without_addresses,
    without_bracketed_roles,
    without_ending,
)
from crawler.normalization.people.credited_names import (
    DENSE,
    agency_name,
    agency_names,
    byline_words,
    case_name,
    is_full_name,
    is_organisation,
    looks_like_name,
    spaced_apart,
    unique_names,
    without_role,
    without_title,
)
from crawler.normalization.people.outlet_name import (
    is_crowd,
    is_outlet_name,
    name_before_host,
    outlet_keys,
    without_outlet,
    without_small_word,
)
from crawler.normalization.text.clean import clean_text

__all__ = ["Byline", "split_authors"]

#: Characters of the longest line read as a credit: what is longer is prose.
_LONGEST_LINE = 2000

_BRACKETED = re.compile(r"[(（]([^()（）]{0,200})[)）]")
_OUTER = re.compile(r"^[\[【〔〈(（]([^\[\]【】〔〕()（）]{1,200})[\]】〕〉)）]$")
_DOMAIN = re.compile(
    r"(?:[\w-]{1,60}\.){1,4}(?:[a-z]{2,3}|info|news|online|blog|site|press|media|studio)", re.IGNORECASE
)
_LOGIN = re.compile(r"[a-z]{2,20}\.[a-z]{4,20}")
_PARTED = re.compile(r"[,，、;；|｜/／•·\n]|\s[-–—+]\s")
_CAPITAL = r"[^\W\d_a-zß-ÿ]"
#: "Gaudí i Cornet, Antoni": two surnames with their conjunction before the comma are one person's.
_COMPOUND = re.compile(
    rf"({_CAPITAL}[\w'’-]{{1,30}} [iye] {_CAPITAL}[\w'’-]{{1,30}}), ({_CAPITAL}[\w.' ’-]{{1,40}})"
)


@dataclass(kw_only=True, slots=True)
class Byline:
    """A credit taken apart, each list in printed order without repetitions."""

    #: Names of people, or the desks where no person is named.
    authors: list[str] = field(default_factory=list)
    #: Agencies by the one name kept for each ("Reuters", "Prensa Latina").
    agencies: list[str] = field(default_factory=list)
    #: Offices and organisations ("Redaktion", "Staff", the outlet's own name), as printed.
    desks: list[str] = field(default_factory=list)
    #: What was given, white space folded, several joined by ", "; `None` where nothing was.
    as_printed: str | None = None


def split_authors(raw: str | Sequence[str] | None, *, outlet_names: Iterable[str] = ()) -> Byline:
    """Return the people, agencies and desks of a credit line, or of a list of names from structured data.

    Roles, places, dates, addresses and template variables are cut off. Editors, photographers and
    translators are left out, and so are sentences. What is no text is passed over, never an error.
    """
    given = (raw,) if isinstance(raw, str) else tuple(one for one in raw or () if isinstance(one, str))
    read = _read(given, tuple(outlet_names))
    return Byline(
        authors=[*read.authors],
        agencies=[*read.agencies],
        desks=[*read.desks],
        as_printed=read.as_printed,
    )


@lru_cache(maxsize=2048)
def _read(given: tuple[str, ...], outlet_names: tuple[str, ...]) -> Byline:
    """Do the work of `split_authors`, with answers kept: several places of a page print the same credit."""
    lines = [line for value in given if (line := clean_text(value, field="byline").text)]
    outlets = outlet_keys(outlet_names)
    people: list[str] = []
    byline = Byline(as_printed=", ".join(lines) or None)
    for line in lines:
        people += _people(line, byline, outlets)
    byline.agencies = list(dict.fromkeys(byline.agencies))
    byline.desks = unique_names(byline.desks)
    byline.authors = unique_names(people) or list(byline.desks)
    return byline


def _people(line: str, byline: Byline, outlets: frozenset[str]) -> list[str]:
    """Return the people of one line; its agencies and desks are added to `byline`."""
    if len(line) > _LONGEST_LINE:
        return []
    if _LOGIN.fullmatch(line) and not _DOMAIN.fullmatch(line):
        return [line.replace(".", " ").title()]
    if named := name_before_host(line, outlets):
        byline.desks.append(named)
        return []
    line = without_addresses(_unbracketed(without_bracketed_roles(line), byline))
    segments = credited_segments(line)
    for source in segments.sources:
        byline.agencies += agency_names(source)
    found = [name for segment in segments.authors for name in _in_segment(segment, byline, outlets)]
    if any(map(is_full_name, found)) or byline.agencies or byline.desks:
        return [name for name in found if is_full_name(name)]
    return found


def _unbracketed(line: str, byline: Byline) -> str:
    """Return a line without what stands in brackets; agencies in them are added to `byline`."""
    whole = _OUTER.match(line)
    if whole:
        return whole[1]
    for inside in _BRACKETED.findall(line):
        byline.agencies += agency_names(inside)
    return _BRACKETED.sub(" ", line)


def _in_segment(segment: str, byline: Byline, outlets: frozenset[str]) -> list[str]:
    if kept := agency_names(segment):
        byline.agencies += kept
        return []
    if is_crowd(segment):
        byline.desks.append(segment.strip())
        return []
    if _is_partnership(segment):
        byline.desks.append(_trimmed(segment))
        return []
    if inverted := _COMPOUND.fullmatch(segment.strip()):
        return [f"{inverted[2]} {inverted[1]}"]
    pieces = [_with_suffixes(parts) for parts in names_apart(segment)]
    pieces = [parts for parts in pieces if parts]
    if pieces and all(_is_inverted(parts, alone=len(pieces) == 1) for parts in pieces):
        pieces = [[f"{given} {family}"] for family, given in pieces]
    parts = [
        part
        for piece in pieces
        for part in piece[:1] + [later for later in piece[1:] if not _is_remark(later)]
    ]
    return [name for part in parts for name in _name(part, byline, outlets, alone=len(parts) == 1)]


def _is_partnership(segment: str) -> bool:
    """Tell whether a segment is one organisation with a conjunction in its name ("Smith & Sons Media")."""
    if _PARTED.search(segment) or not is_organisation(_trimmed(segment)):
        return False
    return len(names_apart(segment)) == 2


def _is_remark(part: str) -> bool:
    """Tell whether a part after a comma describes the person before it ("a reporter", "professor of law")."""
    small = [word for word in part.split() if word.islower() and word not in byline_words("particle")]
    return bool(small) and not agency_names(part) and small[0] not in byline_words("ending")


def _with_suffixes(parts: list[str]) -> list[str]:
    """Return parts between commas with "Jr." put back to its name, and without degrees."""
    joined: list[str] = []
    for part in parts:
        if joined and part.casefold() in byline_words("suffix"):
            joined[-1] += f" {part}"
        elif not (
            joined
            and part.casefold() in byline_words("degree")
            and (part.isupper() or "." in part or part == "PhD")
        ):
            joined.append(part)
    return joined


def _is_inverted(parts: list[str], *, alone: bool) -> bool:
    """Tell whether two parts are family name and given names ("Smith, John"), not two people or a place."""
    if len(parts) != 2 or not all(map(looks_like_name, parts)):
        return False
    family = parts[0].casefold().split()
    if len(family) > 1 and (
        family[0] not in byline_words("particle") or family[0] in byline_words("article")
    ):
        return False
    if any(
        agency_name(part) or part.islower() or part.isupper() or re.search(f"[{DENSE}]", part)
        for part in parts
    ):
        return False
    return " " not in parts[1] or (alone and len(parts[1].split()) == 2)


def _name(part: str, byline: Byline, outlets: frozenset[str], *, alone: bool) -> list[str]:
    """Return the people that one part names: one, none, or several with only spaces between them."""
    part = without_small_word(_trimmed(part))
    if not part or part.casefold() in byline_words("placeholder"):
        return []
    if kept := agency_names(part):
        byline.agencies += kept
        return []
    if is_outlet_name(part, outlets) or _DOMAIN.fullmatch(part) or part.casefold() in byline_words("desk"):
        byline.desks.append(part)
        return []
    signed = _without_agency(without_outlet(part, outlets), byline)
    name = _trimmed(without_ending(without_role(without_title(signed, alone=alone))))
    if _is_label(part, name):
        return []
    if is_organisation(name if looks_like_name(name) else signed) or is_outlet_name(name, outlets):
        byline.desks.append(without_ending(signed) or signed)
        return []
    if not looks_like_name(name) or name.casefold() in byline_words("placeholder"):
        return []
    return [case_name(person) for person in spaced_apart(name)]


def _is_label(part: str, name: str) -> bool:
    """Tell whether a part begins with a word of labels and notices, or has one and gives no full name."""
    words = [word.strip(".,:") for word in part.casefold().split()]
    labels = byline_words("nobody")
    return words[0] in labels or (not labels.isdisjoint(words) and not is_full_name(name))


def _trimmed(text: str) -> str:
    """Return `text` without marks around it; the full stop of "Jr." and of an initial stays."""
    bare = text.strip(" .,:'’\"“”„«»*-–—")
    last = bare.rpartition(" ")[2]
    stopped = f"{bare}." in text and (last.casefold() in ("jr", "sr") or len(last) == 1)
    return f"{bare}." if stopped else bare


def _without_agency(part: str, byline: Byline) -> str:
    """Return a part without an agency's code at either end ("AFP MANILA", "Ana Pérez Reuters")."""
    words = part.split()
    for at in (0, -1):
        code = words[at] if len(words) > 1 else ""
        name = agency_name(code)
        if name and (code == name or code.isupper()) and (code != code.capitalize() or name == "Reuters"):
            byline.agencies.append(name)
            rest = words[1:] if at == 0 else words[:-1]
            return " ".join(rest) if len(rest) > 1 else ""
    return part
