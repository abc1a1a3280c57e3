"""Which words of a page stay where its text is replaced, and what the others become.

Words stay by which a page is read: those of dates, of credits, of labels, agencies, datelines, and the
outlet's own names. All others are invented, people's names too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from crawler.extraction.body.lexicon import load_lexicon
from crawler.items import Article
from crawler.normalization.dates.names import fold_words, half_of, language_codes, month_of, weekday_of
from crawler.normalization.people.credited_names import byline_words, load_agencies
from crawler.onboarding.invented_words import WordInventor, is_little, is_unspaced, words_of

#: What stays in a text whatever it says: addresses, and the tags and characters of HTML in it.
_FIXED = (r"(?:https?://|www\.)\S+", "<[^<>]*>", r"&\w{1,20};")
_MAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}")
#: A name that may stay: of a few words, so that no sentence passes for one.
_NAME = re.compile(r".{2,50}")
#: Words of a text that may be a label ("Read more"), and of one that may be a credit or a date.
_LABEL, _LINE = 3, 10
#: A zone or a half of the day as it stands behind a time: "CET", "AM".
_ZONE = re.compile("[A-Z]{2,4}")
#: The weight below which a word is one of labels: it stands around articles, and seldom in them.
_OF_LABELS = -0.25


class TextInventor:
    """Replaces the texts of one page, the same words always by the same."""

    def __init__(self, shown: str, article: Article, *, names: Iterable[str], seed: str) -> None:
        """`shown` is the text of the page, `article` what was read of it, `names` are the outlet's own."""
        self.inventor = WordInventor(f"{article.headline} {article.body} {shown}", seed=seed)
        self.codes = (*language_codes(filter(None, [article.language])), "en")
        fields = [article.headline, article.description, *article.authors, *article.keywords]
        #: Words of the article's own texts and people: they are never a label's or a credit's.
        self.told = {word.casefold() for field in fields for word in words_of(field or "")}
        told = (article.headline or "").casefold()
        own = {
            name.strip() for name in names if _NAME.fullmatch(name.strip()) and name.casefold() not in told
        }
        kept = sorted({*own, article.dateline or ""} - {""}, key=len, reverse=True)
        self.fixed = re.compile("|".join([*_FIXED, *map(_whole, kept)]), re.IGNORECASE)

    def invent(self, text: str) -> str:
        """Return a text with invented words; dateline, addresses and the outlet's names stay."""
        text = _MAIL.sub(lambda found: self.inventor.invent_text(found[0]), text)
        made, at = [], 0
        for found in self.fixed.finditer(text):
            made += [self._invent_prose(text[at : found.start()]), found[0]]
            at = found.end()
        return "".join([*made, self._invent_prose(text[at:])])

    def _invent_prose(self, text: str) -> str:
        words = list(words_of(text))
        label = len(words) <= _LABEL and all(
            word.casefold() in _labels() for word in words if not is_little(word)
        )
        line = len(words) <= _LINE
        dated = any(char.isdigit() for char in text)

        def keep(word: str) -> bool:
            folded = word.casefold()
            if folded in self.told:
                return False
            return (
                (label and folded in _labels())
                or (line and folded in _credits())
                or (dated and (self._is_of_dates(word) or (line and _ZONE.fullmatch(word) is not None)))
            )

        return self.inventor.invent_text(text, keep=keep)

    def _is_of_dates(self, word: str) -> bool:
        folded = fold_words(word)
        if len(folded) != 1:
            return False
        name = folded[0]
        return (
            bool(month_of(folded, self.codes) or half_of(name, self.codes))
            or weekday_of(name, self.codes) is not None
        )


def _whole(name: str) -> str:
    """A pattern for a name as whole words, in scripts that part words."""
    return re.escape(name) if is_unspaced(name) else rf"(?<!\w){re.escape(name)}(?!\w)"


@cache
def _credits() -> frozenset[str]:
    """The words of credit lines and the names of agencies, each word by itself."""
    phrases = [*byline_words("author"), *byline_words("other"), *byline_words("source")]
    agencies = [form for name, forms in load_agencies().items() for form in (name, *forms)]
    return frozenset(word.casefold() for phrase in [*phrases, *agencies] for word in words_of(phrase))


@cache
def _labels() -> frozenset[str]:
    """Words of buttons and notices around an article, by the weights that a block's words have."""
    weights = load_lexicon().weights["text"]
    return frozenset(term.lstrip("^$+") for term, weight in weights.items() if weight < _OF_LABELS)
