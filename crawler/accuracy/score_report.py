"""Scores for a person: the table, how far confidence holds, and the worst pages of each field."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from crawler.accuracy.gold import Gold
from crawler.accuracy.predictions import Prediction
from crawler.accuracy.scores import Score, count_shingles, holds_text, score_body, scored_words, shown_bodies
from crawler.accuracy.summary import (
    BY_FIELD,
    SURE,
    Calibration,
    ScoreSummary,
    calibrate_confidence,
    summarise_scores,
)
from crawler.normalization.text.terminal import make_printable
from crawler.terminal.columns import pad_text, shorten_text

#: Heading -> attribute of `ScoreSummary`, in the table's order.
COLUMNS = {
    "n": "pages",
    "F1": "f1",
    "P": "p",
    "R": "r",
    "mF1": "mean_f1",
    "acc": "exact",
    "snip": "snippets",
    "title": "title",
    "date": "date",
    "auth": "auth",
    "lang": "lang",
    "+-": "spread",
    "med": "median_ms",
    "mean": "mean_ms",
}
#: Headings in the order in which they are left out where a line has no room for all.
_LEFT_OUT = ("mean", "med", "+-", "snip", "acc", "mF1", "lang", "auth", "date", "title")
_NAME, _CELL = 16, 6


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoredPage:
    """One page with all that is known of it."""

    gold: Gold
    prediction: Prediction
    score: Score


def format_accuracy_report(
    pages: Sequence[ScoredPage], *, name: str, worst: int, width: int
) -> Iterator[str]:
    """Yield the lines of the report, of at most `width` columns; `worst` pages a field."""
    scores, predictions = [page.score for page in pages], [page.prediction for page in pages]
    yield from format_score_table({make_printable(name): summarise_scores(scores, predictions)}, width=width)
    lines = [
        *_refused(predictions),
        "",
        *map(_calibration, calibrate_confidence(scores, predictions)),
        *(line for field in BY_FIELD for line in _worst(pages, field, worst)),
    ]
    yield from (shorten_text(make_printable(line), width) for line in lines)


def format_score_table(rows: Mapping[str, ScoreSummary], *, width: int | None = None) -> Iterator[str]:
    """Yield the rows by name under their headings, without columns that no row has, or have no room."""
    shown = [
        title
        for title, name in COLUMNS.items()
        if any(getattr(row, name) is not None for row in rows.values())
    ]
    for title in _LEFT_OUT:
        if title in shown and width is not None and _NAME + _CELL * len(shown) > width:
            shown.remove(title)
    yield " " * _NAME + "".join(f"{title:>{_CELL}}" for title in shown)
    for name, row in rows.items():
        cells = (_cell(title, getattr(row, COLUMNS[title])) for title in shown)
        yield pad_text(shorten_text(name, _NAME - 1), _NAME) + "".join(f"{cell:>{_CELL}}" for cell in cells)


def _cell(title: str, value: float | None) -> str:
    if value is None:
        return "-"
    return f"{value:.0f}" if title == "n" else f"{value:.1f}" if title in ("med", "mean") else f"{value:.3f}"


def _refused(predictions: Iterable[Prediction]) -> Iterator[str]:
    reasons = Counter(prediction.refusal for prediction in predictions if prediction.refusal)
    if reasons:
        stated = ", ".join(f"{number} {reason}" for reason, number in reasons.most_common())
        yield f"refused as no article, and scored all the same: {reasons.total()} ({stated})"


def _calibration(found: Calibration) -> str:
    if not found.measured:
        return f"{found.field:15} no confidence measured"
    sure = f"at confidence >= {SURE:g}: {found.sure_and_right} of {found.sure} right"
    share = f" ({found.sure_and_right / found.sure:.1%})" if found.sure else ""
    held = f" ({found.sure_and_right / found.right:.1%})" if found.right else ""
    return f"{found.field:15} {sure}{share}; {found.sure_and_right} of the {found.right} right ones{held}"


def _worst(pages: Iterable[ScoredPage], field: str, most: int) -> Iterator[str]:
    """Yield the pages with the lowest scores in a field, with what was wanted and what was found."""
    scored = [(value, page) for page in pages if (value := BY_FIELD[field](page.score)) is not None]
    wrong = sorted((one for one in scored if one[0] < 1), key=lambda one: one[0])[:most]
    if not wrong:
        return
    yield ""
    yield f"{field}, the worst of {len(scored)} pages"
    for value, page in wrong:
        wanted, got = _sides(page, field)
        sure = page.prediction.confidence.get(field)
        yield f"  {value:.3f}  {page.gold.id}  {page.gold.url}"
        yield f"         wanted  {wanted or '-'}"
        yield f"         got     {got or '-'}" + ("" if sure is None else f"   (confidence {sure:.2f})")


def _sides(page: ScoredPage, field: str) -> tuple[str, str]:
    """Return what was wanted and what was found; of a body the first paragraph that differs, or is absent."""
    gold, prediction = page.gold, page.prediction
    match field:
        case "body":
            return _body_sides(page)
        case "headline":
            return gold.title or "", prediction.headline or ""
        case "date_published":
            return gold.date_published or "", prediction.date_published or ""
        case "authors":
            return "; ".join(gold.authors), "; ".join(prediction.authors)
        case _:
            return gold.language or "", prediction.language or ""


def _body_sides(page: ScoredPage) -> tuple[str, str]:
    gold, body = page.gold, page.prediction.body
    if gold.bodies:
        pairs = [(text, shown) for text in gold.bodies for shown in shown_bodies(page.prediction)]
        best, (text, shown) = max(((score_body(*pair), pair) for pair in pairs), key=lambda one: one[0].f1)
        return (
            f"(recall {best.recall:.2f}) {_first_absent(text, shown)}",
            f"(precision {best.precision:.2f}) {_first_absent(shown, text)}",
        )
    flat = " ".join(body.split())
    missed = next((text for text in gold.present if not holds_text(flat, text)), "")
    return missed, next((text for text in gold.absent if holds_text(flat, text)), "")


def _first_absent(text: str, other: str) -> str:
    """Return the first paragraph of a text of which less than half stands in another."""
    known = count_shingles(scored_words(other, unspaced=True)).keys()
    for paragraph in text.split("\n"):
        own = count_shingles(scored_words(paragraph, unspaced=True)).keys()
        if own and len(own & known) < len(own) / 2:
            return paragraph
    return "(no whole paragraph)"
