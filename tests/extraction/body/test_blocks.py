"""A page's text is read as blocks: what stands between two borders, with links and bold type counted."""

from crawler.extraction.body.blocks import MAX_BLOCKS, Blocks, read_blocks
from crawler.extraction.page.dom import parse_html


def blocks(html: str) -> Blocks:
    root, _ = parse_html(html)
    assert root is not None
    return read_blocks(root)


def test_blocks_end_where_block_elements_begin_and_end() -> None:
    found = blocks(
        "<div>Before<p>One <b>two</b> three</p>between<ul><li>four</li><li>five</li></ul>after</div>"
    )
    assert found.texts == ["Before", "One two three", "between", "four", "five", "after"]
    assert [e.tag for e in found.elements] == ["div", "p", "div", "li", "li", "div"]


def test_two_line_breaks_end_a_block_and_one_parts_its_lines() -> None:
    found = blocks("<div>First line<br>second line<br>\n<br>third line<br></div>")
    assert found.texts == ["First line second line", "third line"]
    assert found.lines == {0: ("First line", "second line")}


def test_menus_scripts_and_buttons_hold_no_blocks() -> None:
    hidden = "<nav>Home</nav><script>x()</script><button>Share</button><template>Later</template>"
    assert blocks(f"<head><title>Title</title></head><body>{hidden}<p>Text</p></body>").texts == ["Text"]


def test_characters_that_are_not_seen_go() -> None:
    found = blocks("<p>rail\u00adway\u200b pier</p><p>\u200b</p><p>\ufeff \u00ad</p>")
    assert found.texts == ["railway pier"]


def test_links_bold_type_and_pictures_are_counted() -> None:
    found = blocks(
        "<figure><img src='a.jpg'></figure><p>See <a href='/x'>the report</a> or <b>ask</b></p><p>End</p>"
    )
    assert (found.links, found.linked, found.strong) == ([1, 0], [len("the report"), 0], [len("ask"), 0])
    assert found.pictures == [2, 0]


def test_a_link_around_blocks_links_them_all() -> None:
    found = blocks("<a href='/x'><h3>Teaser</h3><p>Its text</p></a>")
    assert found.linked == [len("Teaser"), len("Its text")]


def test_the_first_inline_element_is_kept_where_it_holds_text() -> None:
    found = blocks("<p><span class='lead'>Words</span> follow</p><p><img src='a.jpg'>Words</p><p>Words</p>")
    assert [e.get("class") if e is not None else None for e in found.inner] == ["lead", None, None]


def test_a_page_of_too_many_blocks_is_read_in_part() -> None:
    found = blocks("<p>Text</p>" * (MAX_BLOCKS + 10))
    assert len(found.texts) == MAX_BLOCKS
    assert not found.whole
    assert blocks("<p>Text</p>").whole


def test_no_page_is_too_deep_or_too_long() -> None:
    assert blocks("<div>" * 900 + "deep").texts == ["deep"]
    assert blocks("<div>" * 100_000 + "deep").texts == []
    assert len(blocks("<p>" + "word " * 200_000).texts) == 1


def test_json_that_a_page_prints_is_no_block_and_code_is_one() -> None:
    text = '{"@context": "https://schema.org", "@type": "NewsArticle"}'
    assert blocks(f"<p>{text}</p><pre>{text}</pre><p>Text</p>").texts == [text, "Text"]


def test_preformatted_text_keeps_its_lines() -> None:
    found = blocks(
        "<pre><code>one\n  two\n\nthree</code></pre><p style='white-space: pre-line'>a\nb</p><p>c\nd</p>"
    )
    assert found.texts == ["one two three", "a b", "c d"]
    assert found.lines == {0: ("one", "two", "three"), 1: ("a", "b")}
