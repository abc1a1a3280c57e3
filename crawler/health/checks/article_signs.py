"""What one new article shows that may be wrong: a field that is missing, a strange origin, length or date."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import log

from crawler.health.run_seen import ArticleSeen
from crawler.health.stats import usual_values
from crawler.health.stats.usual_values import Counts
from crawler.records import WATCHED_FIELDS

#: Articles from which the usual origins, languages and lengths are known.
ENOUGH = 15
#: What is older when it is first met was not published lately; a date may be ahead by so much.
STALE, AHEAD = timedelta(days=3), timedelta(hours=2)
#: Part of the bodies below which a body counts as short.
SHORT = 0.05
#: Lengths that differ by less are the same.
SAME_LENGTH = 0.004
#: UTF-8 read as Latin-1 or windows-1252 ("Ã©", "â€™"), and letters that could not be read at all.
_SIGNS = re.compile("[ÂÃÐÑØÙ][\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]|â€[\x80-\xff“”˜™œž¦]|\ufffd")
#: Signs that a text must hold: one may be quoted.
FEWEST = 4
#: Part of the letters between À and ÿ that no language has: another alphabet, read as Latin-1.
ACCENTED = 0.35


@dataclass(frozen=True, slots=True)
class Before:
    """What is known when an article comes."""

    counts: Mapping[str, Counts]
    #: When the run before this one was.
    run_at: datetime
    length: int | None
    published: datetime | None


#: Whether an article shows what is watched for; None where it says nothing about that.
Check = Callable[[ArticleSeen, Before], bool | None]


def _lacks(field: str) -> Check:
    return lambda article, before: field not in article.origins


def _not_expected(field: str) -> Check:
    def check(article: ArticleSeen, before: Before) -> bool | None:
        expected = usual_values.usual_value(_known(before, field))
        return (
            None if expected is None or field not in article.origins else article.origins[field] != expected
        )

    return check


def _odd(field: str) -> Check:
    def check(article: ArticleSeen, before: Before) -> bool | None:
        known = _known(before, field)
        return (
            usual_values.is_strange(known, article.origins[field])
            if known and field in article.origins
            else None
        )

    return check


def _known(before: Before, name: str) -> Counts:
    counts = before.counts.get(name, {})
    return counts if sum(counts.values()) >= ENOUGH else {}


def judge_language(article: ArticleSeen, before: Before) -> bool | None:
    """Whether it is in a language that the outlet hardly ever writes in."""
    known = _known(before, "language")
    return usual_values.is_strange(known, article.language) if known and article.language else None


def judge_shortness(article: ArticleSeen, before: Before) -> bool | None:
    """Whether it is shorter than nearly all bodies."""
    known = _known(before, "length")
    return body_size(article) < usual_values.value_quantile(known, SHORT) if known else None


def judge_sameness(article: ArticleSeen, before: Before) -> bool | None:
    """Whether it is as long as the body before, to a few letters."""
    if before.length is None:
        return None
    return abs(article.length - before.length) <= SAME_LENGTH * before.length


def judge_age(article: ArticleSeen, before: Before) -> bool | None:
    """Whether it is older than what can be new."""
    return None if article.published is None else article.published < before.run_at - STALE


def judge_date(article: ArticleSeen, before: Before) -> bool | None:
    """Whether it was published in the future, or at the very instant of the article before."""
    if article.published is None:
        return None
    if article.published > article.seen_at + AHEAD:
        return True
    is_day = article.origins.get("date_published", "").endswith(":day")
    return None if is_day or before.published is None else article.published == before.published


CHECKS: dict[str, Check] = {
    **{f"coverage:{field}": _lacks(field) for field in WATCHED_FIELDS},
    **{f"expected:{field}": _lacks(field) for field in WATCHED_FIELDS},
    **{f"rung:{field}": _not_expected(field) for field in WATCHED_FIELDS},
    **{f"odd:{field}": _odd(field) for field in WATCHED_FIELDS},
    "copies": lambda article, before: article.is_copy,
    "encoding": lambda article, before: article.is_garbled,
    "language": judge_language,
    "short": judge_shortness,
    "uniform": judge_sameness,
    "stale": judge_age,
    "dates": judge_date,
}


def body_size(article: ArticleSeen) -> float:
    """The length of its body, in quarters of a natural logarithm of characters."""
    return round(4 * log(max(article.length, 1)))


def is_garbled(text: str) -> bool:
    """Whether a text shows that its bytes were read in a wrong encoding; 4,000 characters are enough."""
    if text.isascii():
        return False
    if sum(1 for _, _ in zip(_SIGNS.finditer(text), range(FEWEST), strict=False)) == FEWEST:
        return True
    letters = [char for char in text if char.isalpha()]
    accented = sum("À" <= char <= "ÿ" for char in letters)
    return accented > ACCENTED * len(letters)
