"""The lines around a headline: as a reader sees them, with their order and their distance."""

from crawler.extraction.page.around_headline import is_aside, read_nearby
from crawler.extraction.page.dom import Element, parse_html

PAGE = """<body><nav><a>Home</a></nav><header><p>Region</p><p>5 April 2024</p></header>
<h1>Port <b>closes</b></h1><span>By</span> <span>Ines Halvorsen</span><script>x</script>
<div>Harbour<br>desk</div>
<aside><p>More news</p></aside></body>"""


def heading(html: str) -> Element:
    root, _ = parse_html(html)
    assert root is not None
    return next(root.iter("h1"))


def test_inline_siblings_share_a_line_and_blocks_part_them() -> None:
    near = read_nearby(heading(PAGE))
    assert [line.text for line in near.after] == ["By Ines Halvorsen", "Harbour", "desk", "More news"]
    assert near.after[0].parts == ["By", "Ines Halvorsen"]


def test_the_lines_before_come_nearest_first() -> None:
    assert [line.text for line in read_nearby(heading(PAGE)).before] == ["5 April 2024", "Region", "Home"]


def test_the_distance_counts_the_text_between() -> None:
    assert [line.distance for line in read_nearby(heading(PAGE)).after] == [0, 17, 24, 28]


def test_reading_ends_some_way_down_the_page() -> None:
    near = read_nearby(heading(f"<h1>A</h1>{'<p>Nothing but the sea, they say.</p>' * 1000}"))
    assert 20 < len(near.after) < 40


def test_without_a_headline_there_are_no_lines() -> None:
    assert read_nearby(None).after == read_nearby(None).before == []


def test_asides_are_told() -> None:
    near = read_nearby(heading(PAGE))
    assert [is_aside(line.start) for line in near.after] == [False, False, False, True]
