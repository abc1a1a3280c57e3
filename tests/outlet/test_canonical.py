"""What a stated canonical address is worth: sure, in doubt, or nothing."""

from __future__ import annotations

import pytest

from crawler.outlet import OutletSpider
from crawler.outlet.canonical import judge_canonical
from crawler.records import Draft, Found

SITE = "https://courier.example"


class Numbered(OutletSpider):
    """An outlet with ids in its addresses."""

    name = "courier"
    allowed_domains = ["courier.example"]
    article_url = r"/(?P<section>[\w-]+)/(?P<id>\d+)-[^/]+$"


class Worded(OutletSpider):
    """An outlet with words in its addresses."""

    name = "herald"
    allowed_domains = ["courier.example"]


def judged(outlet: type[OutletSpider], final: str, stated: str) -> tuple[str | None, list[str]]:
    draft = Draft(url=final, fields={"canonical_url": Found(value=stated, origin="link")})
    canonical = judge_canonical(outlet, draft, final=SITE + final)
    return canonical and ("sure" if canonical.sure else "doubt"), draft.warnings


@pytest.mark.parametrize(
    ("final", "stated", "worth"),
    [
        ("/amp/harbour-closes-for-three-weeks", "/harbour-closes-for-three-weeks", "sure"),
        ("/news/harbour-closes-for-three-weeks?print=1", "/news/harbour-closes-for-three-weeks", "sure"),
        ("/2024/05/03/harbour-closes-in-may", "/2024/05/03/harbour-closes-in-may.html", "sure"),
        ("/2024/05/04/todays-stars-and-planets", "/2024/04/05/todays-stars-and-planets", "doubt"),
        ("/2024/05/04/todays-stars-and-planets", "/2024/05/05/todays-stars-and-planets", "doubt"),
        ("/news/harbour-closes-for-three-weeks", "/news/mayor-resigns-after-the-vote", "doubt"),
        ("/news/harbour-closes-for-three-weeks", "/", None),
        ("/news/harbour-closes-for-three-weeks", "https://x.example/news/harbour-closes-for-weeks", None),
    ],
)
def test_words_tell_what_a_canonical_address_is_worth(final: str, stated: str, worth: str | None) -> None:
    assert judged(Worded, final, stated) == (worth, [])


def test_an_id_of_the_outlets_own_is_sure_whatever_the_words() -> None:
    assert judged(Numbered, "/news/1-harbour-closes", "/region/1-the-harbour") == ("sure", [])


def test_another_id_is_in_doubt_and_warned_of() -> None:
    worth, warnings = judged(Numbered, "/news/2-harbour-closes", "/news/1-harbour-closes")
    assert (worth, len(warnings)) == ("doubt", 1)
    assert f"{SITE}/news/1-harbour-closes" in warnings[0]


def test_a_number_that_both_addresses_have_is_sure_whatever_the_words() -> None:
    assert (
        judged(Worded, "/news/88213-harbour-closes-in-may", "/news/88213-the-port-will-close-soon")[0]
        == "sure"
    )
    assert (
        judged(Worded, "/20261128/harbour-closes-in-may", "/20261128/mayor-resigns-after-vote")[0] == "doubt"
    )
