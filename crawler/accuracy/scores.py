"""How right the fields of one page are, each from 0 to 1; what gold does not say is not scored."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from crawler.accuracy.gold import Gold
from crawler.accuracy.predictions import Prediction

#: A body counts as right, for calibration, from this F1 on: a line more or less in a text of ten.
RIGHT_BODY = 0.9
#: Words that make a shingle: the measure of the article-extraction-benchmark.
SHINGLE = 4

_WORD = re.compile(r"\w+")
#: Kana, CJK, Hangul and Thai, which have no spaces between words: one token a character.
_UNSPACED = re.compile("[\u3041-\u30ff\u3400-\u9fff\uac00-\ud7a3\u0e00-\u0e7f]")
_UNSPACED_SHARE = 0.3
_FOLD = str.maketrans({**dict.fromkeys("’‘", "'"), **dict.fromkeys("“”„«»", '"'), "–": "-", "—": "-",
                       "\xa0": " ", "…": "..."})  # fmt: skip
_BY = re.compile(r"^(?:by|von|par|por|di|av|af|de)\s+", re.IGNORECASE)
_NO_NAME = re.compile(r"[^\w ]")

Shingles = Counter[tuple[str, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class BodyScore:
    """Overlap of two texts in shingles: true and false positives normalised a page."""

    precision: float
    recall: float
    #: Whether both have exactly the same words.
    exact: bool
    has_gold: bool
    has_prediction: bool

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        return harmonic_mean(self.precision, self.recall)


@dataclass(frozen=True, slots=True, kw_only=True)
class SnippetScore:
    """Texts that must be in the body: found, missed; and that must not: found."""

    hit: int
    missed: int
    wrong: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """The scores of one page; None where gold says nothing of the field."""

    body: BodyScore | None = None
    snippets: SnippetScore | None = None
    title: float | None = None
    date: float | None = None
    auth: float | None = None
    lang: float | None = None


def harmonic_mean(precision: float, recall: float) -> float:
    """Return the harmonic mean; 0 where both are."""
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def score_prediction(gold: Gold, prediction: Prediction) -> Score:
    """Return how right a prediction is: title and day exact, names as a set, the body by its shingles.

    The schema keeps a dateline apart, and gold has it in the body: with or without it, the better one counts.
    """
    body = prediction.body or ""
    bodies = [score_body(text, shown) for text in gold.bodies for shown in shown_bodies(prediction)]
    return Score(
        body=max(bodies, key=lambda one: one.f1) if bodies else None,
        snippets=_snippets(gold, body) if gold.present or gold.absent else None,
        title=float(fold_title(gold.title) == fold_title(prediction.headline)) if gold.title else None,
        date=_day(gold.date_published, prediction.date_published) if gold.date_published else None,
        auth=_authors(gold.authors, prediction.authors),
        lang=float(gold.language[:2] == (prediction.language or "")[:2]) if gold.language else None,
    )


def shown_bodies(prediction: Prediction) -> list[str]:
    """Return the body, and the body after its dateline where there is one, as the page prints them."""
    body = prediction.body or ""
    return [body, f"{prediction.dateline} {body}"] if prediction.dateline else [body]


def score_body(gold: str, body: str) -> BodyScore:
    """Return the overlap of a body with the gold's."""
    unspaced = len(_UNSPACED.findall(gold)) > _UNSPACED_SHARE * len(gold)
    wanted, got = scored_words(gold, unspaced=unspaced), scored_words(body, unspaced=unspaced)
    a, b = count_shingles(wanted), count_shingles(got)
    common = sum((a & b).values())
    extra, missed = sum(b.values()) - common, sum(a.values()) - common
    return BodyScore(
        precision=_share(common, extra, empty=missed),
        recall=_share(common, missed, empty=extra),
        exact=wanted == got,
        has_gold=bool(common + missed),
        has_prediction=bool(common + extra),
    )


def _share(common: int, other: int, *, empty: int) -> float:
    """Return what share is common; where there is nothing, 1 if the other side has nothing too."""
    return common / (common + other) if common + other else 0.0 if empty else 1.0


def scored_words(text: str, *, unspaced: bool) -> list[str]:
    """Return the words of a text; in scripts without spaces its characters."""
    return _WORD.findall(_UNSPACED.sub(r" \g<0> ", text) if unspaced else text)


def count_shingles(tokens: list[str]) -> Shingles:
    """Return how often each run of `SHINGLE` words stands in a text; a shorter text is one run."""
    starts = range(max(1, len(tokens) - SHINGLE + 1))
    return Counter(run for i in starts if (run := tuple(tokens[i : i + SHINGLE])))


def fold_title(text: str | None) -> str:
    """Return a title without what does not count: the form of quotes and dashes, case, white space."""
    return " ".join(unicodedata.normalize("NFKC", (text or "").translate(_FOLD)).casefold().split())


def fold_names(authors: Iterable[str]) -> set[str]:
    """Return names as they are compared: folded, without a word for "by" and punctuation."""
    return {_NO_NAME.sub("", fold_title(_BY.sub("", name.strip()))).strip() for name in authors} - {""}


def _snippets(gold: Gold, body: str) -> SnippetScore:
    flat = " ".join(body.split())
    hit, wrong = (sum(holds_text(flat, text) for text in texts) for texts in (gold.present, gold.absent))
    return SnippetScore(hit=hit, missed=len(gold.present) - hit, wrong=wrong)


def holds_text(flat: str, text: str) -> bool:
    """Whether a text with single spaces holds another, whatever the white space in that."""
    return " ".join(text.split()) in flat


def _day(wanted: str, got: str | None) -> float:
    return float((got or "")[:10] == wanted[:10])


def _authors(wanted: Iterable[str], got: Iterable[str]) -> float | None:
    expected, found = fold_names(wanted), fold_names(got)
    if not expected:
        return None
    both = len(expected & found)
    return harmonic_mean(both / len(found), both / len(expected)) if found else 0.0
