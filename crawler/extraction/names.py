"""What a person's name looks like, and what in a credit is none."""

from __future__ import annotations

import re

from crawler.extraction.datetext import MONTH
from crawler.extraction.text import is_template, letters, squeeze

#: Words before a name at the head of a byline, by language.
BY = (
    r"(?:(?:written|words|text|story|posted|published|reported|article|created|analysis|report)\s{1,2}by|by|"
    r"(?:erstellt|eingestellt|geschrieben|veröffentlicht|gepostet)\s{1,2}von|von|vom|text|texte?\s{1,2}(?:de|par)|"
    r"por|par|propos recueillis par|di|da|de|door|av|af|tekst|skrevet av|skriven av|od|"
    r"autore?s?(?:in|innen|ka)?|auteure?s?|authors?|verfasst von|redaktion|redazione|escrito por|publicado por|"
    r"editado por|edited by|автор[ы]?|текст|kirjoittaja|szerző|yazan|haber|από|tác giả|penulis|oleh|reporter|"
    r"eldonita de|bởi|作者|记者|記者|文|著者|撰文|執筆|بقلم|كتب|الكاتب|מאת|द्वारा)"
)
BYLINE = re.compile(
    rf"^(?:[-–—|•·✍©]\s{{0,2}})?{BY}\s{{0,2}}(?:[:：|／/]\s{{0,3}}|\s|(?<=[^\x00-\x7f]))(.+)$", re.IGNORECASE
)
_JOINT = re.compile(
    r"\s{0,3}(?:[,;/、，]|\s(?:and|und|y|e|et|og|och|en|i|и|та|ve|dan|și|és|ja|with|mit)\s|\s[&+|•·]\s|／)\s{0,3}"
)
#: Ends the names of a byline: dates, bars, roles in brackets.
_END = re.compile(
    r"\s[|•·/–—-]\s|\s{0,2}[(\[<•·|]|\d|\s(?:published|updated|posted|on|am|um|vor|le|el|il|veröffentlicht|aktualisiert|"
    r"publié|mis à jour|publicado|actualizado|für|for|in|aus|reading|min|share|follow|illustration)\b|"
    rf"\s(?-i:(?=[A-ZÀ-Þ])){MONTH}(?=\s|$)",
    re.IGNORECASE,
)
_PARTICLES = frozenset(
    "von van der den de del della di da do dos das du la le el al bin ibn abu zu zum zur ter ten af av y e und "
    "and san st st. mc mac o' bint ben".split()
)
_ROLES = re.compile(
    r"\b(?:reporter|editor|correspondent|writer|staff|newsroom|redaktion|redaktör|redaktør|redakteur(?:in)?|redacción|"
    r"redacao|redação|redazione|rédaction|redactie|desk|team|news|press|agency|agencies|agenturen?|contributor|"
    r"journalist(?:in)?|journaliste|columnist|author|autor|admin|administrator|editorial|photographer|foto|photo|"
    r"online|digital|web|media|medien|group|inc|ltd|gmbh|bureau|magazine|magazin|guest|sponsored|presse|"
    r"redakcja|redakce|редакция|toimitus|expert|specialist|director|manager|founder|minutes?|read|share)\b",
    re.IGNORECASE,
)
_TAIL = re.compile(r"\s{0,2}[,|–—-]\s{0,2}$")
_UNSPACED = re.compile(r"[぀-ヿ㐀-鿿가-힣]{2,6}")


def is_desk(name: str) -> bool:
    """Tell a desk or a role ("Staff", "Redaktion", "Web editor") from a person."""
    return bool(_ROLES.search(name))


def is_person(name: str) -> bool:
    """Tell whether a text can be one person's name: two to five words, capitalised where the script has capitals."""
    words = name.split()
    if _UNSPACED.fullmatch(name.replace(" ", "")):
        return True
    if (
        not 2 <= len(words) <= 5
        or len(name) > 60
        or is_desk(name)
        or re.search(r"[\d@:?!\"“”„«»{}<>=]", name)
    ):
        return False
    return all(_capital(w) or w.lower() in _PARTICLES for w in words) and sum(map(_capital, words)) >= 2


def _capital(word: str) -> bool:
    first = word.lstrip("'’\"(-").removeprefix("d'").removeprefix("d’")[:1]
    return first.isalpha() and (first.isupper() or first.lower() == first.upper())


def is_usable(name: str) -> bool:
    """Tell whether a text given as an author can be one at all (no address, template or sentence)."""
    return (
        1 < len(letters(name))
        and len(name) <= 120
        and "@" not in name
        and not is_template(name)
        and not re.search(r"\d{2}|\w\.\w+\.\w|^#", name)
        and not name.lower().startswith(("http", "www.", "/"))
        and name.lower()
        not in ("null", "undefined", "none", "author", "admin", "administrator", "unknown", "editor")
    )


def split_names(text: str) -> list[str]:
    """Split a credit at its joints ("Ana Pérez and Li Wei")."""
    return [name for part in _JOINT.split(text) if (name := _TAIL.sub("", squeeze(part)).strip(" .,;:|"))]


def names_of(line: str) -> list[str]:
    """Return the persons of a byline ("By Ana Pérez and Li Wei, Health editor | 4 May"), [] where it is none."""
    found = BYLINE.match(line)
    return persons(found.group(1)) if found else []


def persons(text: str) -> list[str]:
    """Return the names that a text begins with; [] where it begins with anything else."""
    end = _END.search(text)
    parts = split_names(text[: end.start()] if end else text)
    if not parts or not is_person(parts[0]):
        return []
    return list(dict.fromkeys(part for part in parts if is_person(part)))
