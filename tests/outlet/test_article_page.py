"""Whether a page's text and data mining is reserved, by what stands nearest to it."""

import pytest

from crawler.outlet.article_page import find_reservation

TDM = "tdm-reservation"


@pytest.mark.parametrize(
    ("metas", "headers", "host", "expected"),
    [
        ({}, {}, None, None),
        ({}, {}, True, (True, "host-file")),
        ({}, {}, False, (False, "host-file")),
        ({}, {TDM: "1"}, None, (True, "header")),
        ({}, {TDM: "0"}, True, (False, "header")),
        ({TDM: ["1"]}, {TDM: "0"}, None, (True, "meta")),
        ({TDM: ["0"]}, {TDM: "1"}, True, (False, "meta")),
        ({TDM: [" 1 "]}, {}, None, (True, "meta")),
        ({TDM: ["yes"]}, {}, None, None),
        ({"robots": ["index, NoAI"]}, {}, None, (True, "meta")),
        ({"robots": ["noai"], TDM: ["0"]}, {}, False, (True, "meta")),
        ({}, {"x-robots-tag": "noindex,noai"}, False, (True, "header")),
        ({}, {"x-robots-tag": "otherbot: noai"}, None, None),
        ({"robots": ["noindex, nofollow, noimageai"]}, {}, None, None),
    ],
)
def test_what_stands_nearest_counts_and_noai_always(metas, headers, host, expected):
    found = find_reservation(metas=metas, headers=headers, host=host)
    assert (found and (found.value, found.origin)) == expected
