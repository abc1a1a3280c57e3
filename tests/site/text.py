"""Invented news text in nine languages, the same for the same seed."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random

#: Languages that ISO 8859-1 can write.
WESTERN = ("es", "en", "fr", "pt", "de")
LANGUAGES = ("es", "en", "fr", "ru", "pt", "zh", "de", "ar", "ja")


@dataclass(frozen=True, slots=True)
class Text:
    """What an article says."""

    headline: str
    paragraphs: tuple[str, ...]
    author: str


@cache
def _phrases() -> dict[str, dict[str, list[str]]]:
    path = Path(__file__).with_name("texts.toml")
    return tomllib.loads(path.read_text(encoding="utf-8"))


def compose(language: str, seed: str, *, paragraphs: int = 6) -> Text:
    """An article's text in `language` (one of `LANGUAGES`), with three sentences a paragraph."""
    random, phrases = Random(seed), _phrases()[language]
    author = random.choice(phrases["names"])

    def fill(phrase: str) -> str:
        return phrase.format(
            place=random.choice(phrases["places"]), name=author, number=random.randrange(3, 980)
        )

    space = "" if language in ("zh", "ja") else " "
    body = tuple(
        space.join(fill(phrase) for phrase in random.sample(phrases["sentences"], 3))
        for _ in range(paragraphs)
    )
    return Text(fill(random.choice(phrases["headlines"])), body, author)


def slug(headline: str) -> str:
    """`Storm in Seefurt` -> `storm-in-seefurt`; letters of other scripts stay as they are."""
    return re.sub(r"[\W_]+", "-", headline.lower()).strip("-")[:60].strip("-")
