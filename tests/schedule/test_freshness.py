"""How long a response says that it stays fresh."""

from datetime import UTC, datetime

import pytest
from scrapy.http import Response

from crawler.schedule.freshness import fresh_for

NOON = datetime(2024, 5, 1, 12, tzinfo=UTC)
DATE, LATER = "Wed, 01 May 2024 12:00:00 GMT", "Wed, 01 May 2024 13:00:00 GMT"


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({}, 0),
        ({"Cache-Control": "public, max-age=300"}, 300),
        ({"Cache-Control": "s-maxage=900, max-age=300"}, 300),
        ({"Cache-Control": 'MAX-AGE="60"'}, 60),
        ({"Cache-Control": "max-age=300", "Age": "120"}, 180),
        ({"Cache-Control": "max-age=300", "Age": "900"}, 0),
        ({"Cache-Control": "max-age=300", "Age": "soon"}, 300),
        ({"Cache-Control": "no-cache, max-age=300"}, 0),
        ({"Cache-Control": "no-store"}, 0),
        ({"Cache-Control": "max-age=99999999999999999999"}, 999999999),
        ({"Cache-Control": "max-age=300", "Expires": LATER, "Date": DATE}, 300),
        ({"Expires": LATER, "Date": DATE}, 3600),
        ({"Expires": LATER}, 3600),
        ({"Expires": DATE, "Date": LATER}, 0),
        ({"Expires": "0"}, 0),
        ({"Expires": "Wed, 01 May 2024 13:00:00"}, 3600),
    ],
)
def test_a_response_is_fresh_for_as_long_as_its_headers_say(headers: dict[str, str], seconds: int) -> None:
    assert fresh_for(Response("https://a.example/feed", headers=headers), now=NOON) == seconds
