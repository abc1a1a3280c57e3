"""Case 23: how many seconds lie between two requests to a host."""

import pytest

from crawler.middlewares.delay import host_delay


@pytest.mark.parametrize(
    ("usual", "outlet", "asked", "expected"),
    [
        (1.0, None, None, 1.0),
        (1.0, None, 5.0, 5.0),
        (1.0, None, 0.2, 1.0),
        (1.0, None, 3600.0, 60.0),
        (1.0, 2.5, None, 2.5),
        (1.0, 2.5, 5.0, 5.0),
        (1.0, 90.0, 5.0, 90.0),
        (70.0, None, 3600.0, 70.0),
    ],
)
def test_case_23_the_longest_delay_holds_and_what_robots_asks_for_is_capped(usual, outlet, asked, expected):
    assert host_delay(usual=usual, outlet=outlet, asked=asked, longest=60.0) == expected
