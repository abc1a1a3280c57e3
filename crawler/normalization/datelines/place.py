"""How the place of a dateline is written."""

from __future__ import annotations

import re

__all__ = ["STANDING", "is_caseless", "is_place", "is_prose", "last_word"]

_NO_PLACE = re.compile(r"[\d!?;:\"“”«»|…—=*@#%&+<>{}]")
_BETWEEN_NAMES = re.compile(r"[\s/,،()\[\]–-]+")
_ELIDED = re.compile(r"[a-zà-ÿ]{1,2}['’](\w).*")
_LETTERS = re.compile(r"[^\W\d_]+")
_SMALL = """
de del della nel sul la las los el da do dos das di du des le les von am an im der den dem auf ob sur sous
en of the upon and y e et und u i o à a al ad as bin van aan na nad pod v in
"""
_PARTICLES = frozenset(_SMALL.split())
# Words that stand before a day without being a place.
_LABELS = """
published updated posted on since until from by in at date today stand breaking exclusive
el la le les no na em den de publicado actualizado publié mise am seit bis aktualisiert il dal w od в с до от
"""
_NO_PLACES = frozenset(_LABELS.split())
_CITIES = """
AMSTERDAM|ATHENS|ATLANTA|BAGHDAD|BALTIMORE|BANGKOK|BEIJING|BEIRUT|BERLIN|BOSTON|BRUSSELS|CAIRO|CHICAGO
CINCINNATI|CLEVELAND|COPENHAGEN|DALLAS|DENVER|DETROIT|DJIBOUTI|DUBLIN|GENEVA|GUATEMALA CITY|HAVANA|HELSINKI
HONG KONG|HONOLULU|HOUSTON|INDIANAPOLIS|ISLAMABAD|ISTANBUL|JERUSALEM|JOHANNESBURG|KABUL|KUWAIT CITY|KYIV
LAS VEGAS|LONDON|LOS ANGELES|LUXEMBOURG|MACAO|MADRID|MEXICO CITY|MIAMI|MILAN|MILWAUKEE|MINNEAPOLIS|MONACO
MONTREAL|MOSCOW|MUNICH|NEW DELHI|NEW ORLEANS|NEW YORK|OKLAHOMA CITY|PANAMA CITY|PARIS|PHILADELPHIA|PHOENIX
PITTSBURGH|PRAGUE|QUEBEC CITY|RIO DE JANEIRO|ROME|ST. LOUIS|SALT LAKE CITY|SAN ANTONIO|SAN DIEGO|SAN MARINO
SAN FRANCISCO|SAO PAULO|SEATTLE|SEOUL|SHANGHAI|SINGAPORE|STOCKHOLM|SYDNEY|TEHRAN|TOKYO|TORONTO|VIENNA
UNITED NATIONS|VATICAN CITY|WASHINGTON|ZURICH|LONDRES|BERNE|BRUXELLES|LA HABANA|CARACAS|BOGOTÁ|BRASÍLIA
BUENOS AIRES|LISBOA|ROMA|WIEN|WARSZAWA|LA PAZ|LIMA|QUITO
"""
#: Cities that stand without day and agency in a dateline (most after the AP Stylebook), in capitals.
STANDING = frozenset(name for line in _CITIES.split("\n") for name in line.split("|") if name)


def is_place(text: str) -> bool:
    """Whether `text` is written as the name of a place, or of several ("RAQQA, Syria/BEIRUT")."""
    if not 2 <= len(text) <= 70 or _NO_PLACE.search(text):
        return False
    names = [name for name in _BETWEEN_NAMES.split(text) if name]
    if not 0 < len(names) <= 9 or not _is_name(names[0]):
        return False
    if len(names) == 1 and names[0].casefold() in _NO_PLACES:
        return False
    return all(_is_name(name) or name.strip("'’.") in _PARTICLES for name in names)


def is_prose(text: str) -> bool:
    """Whether `text` has too many words, or too many in lower case, to be a place and a day."""
    names = text.split()
    return len(names) > 14 or sum(name[:1].islower() and name not in _PARTICLES for name in names) > 4


def is_caseless(text: str) -> bool:
    """Whether `text` is in a script without capitals."""
    return text.upper() == text.lower()


def last_word(text: str) -> str | None:
    """The word that `text` ends with, `None` where it ends with anything else."""
    found = _LETTERS.findall(text)
    return found[-1] if found and text.endswith(found[-1]) else None


def _is_name(word: str) -> bool:
    """Whether `word` begins with a capital, or is of a script without capitals, and ends no sentence."""
    elided = _ELIDED.fullmatch(word)
    first = elided[1] if elided else word.lstrip("'’‘.")[:1]
    return first.isalpha() and not first.islower() and not (word.endswith(".") and len(word) > 5)
