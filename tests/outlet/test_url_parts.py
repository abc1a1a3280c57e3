"""The section that the path of an article's address names."""

from __future__ import annotations

import pytest

from crawler.outlet.url_parts import section_in_path


@pytest.mark.parametrize(
    ("path", "section"),
    [
        ("/world/88213-harbour", "world"),
        ("/en/noticias/2024/05/88213", "noticias"),
        ("/n1/2024/0503/c1001-40229911.html", None),
        ("/2024/05/03/harbour-closes", None),
        ("/index.php/world-news/harbour", "world-news"),
        ("/article/88213/harbour", None),
        ("/harbour-closes-for-three-weeks/88213", None),
        ("/港口/88213", "港口"),
        ("/harbour", None),
        ("/", None),
    ],
)
def test_the_first_segment_that_may_be_one_is_the_section(path: str, section: str | None) -> None:
    assert section_in_path(path) == section
