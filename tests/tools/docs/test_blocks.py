"""Generated blocks are rewritten, what a person wrote beside them is not."""

import pytest

from tools.docs.blocks import BlockError, block_names, fill_blocks, format_table, stale_pages, without_blocks

PAGE = "# Lakes\n\nBy hand.\n\n<!-- generated: lakes -->\n<!-- end of lakes -->\n\nBy hand too.\n"


def test_a_block_is_filled_between_its_marks() -> None:
    made = fill_blocks(PAGE, {"lakes": lambda: "| Mere |"})
    assert made == (
        "# Lakes\n\nBy hand.\n\n<!-- generated: lakes -->\n\n| Mere |\n\n<!-- end of lakes -->"
        "\n\nBy hand too.\n"
    )


def test_filling_twice_changes_nothing() -> None:
    writers = {"lakes": lambda: "| Mere |"}
    once = fill_blocks(PAGE, writers)
    assert fill_blocks(once, writers) == once


def test_old_contents_go() -> None:
    old = fill_blocks(PAGE, {"lakes": lambda: "| Tarn |"})
    assert "Tarn" not in fill_blocks(old, {"lakes": lambda: "| Mere |"})


def test_two_blocks_are_kept_apart() -> None:
    page = PAGE + PAGE.replace("lakes", "rivers")
    made = fill_blocks(page, {"lakes": lambda: "LAKES", "rivers": lambda: "RIVERS"})
    assert block_names(made) == ["lakes", "rivers"]
    assert made.count("LAKES") == made.count("RIVERS") == 1


def test_an_unknown_block_is_an_error_that_names_the_known_ones() -> None:
    with pytest.raises(BlockError, match="nothing writes the block 'lakes'. The blocks are: rivers"):
        fill_blocks(PAGE, {"rivers": lambda: ""})


@pytest.mark.parametrize("lone", ["<!-- generated: lakes -->\n", "<!-- end of lakes -->\n"])
def test_a_mark_without_its_partner_is_an_error(lone: str) -> None:
    with pytest.raises(BlockError, match="has no partner"):
        fill_blocks(f"text\n{lone}text\n", {"lakes": lambda: ""})


def test_what_a_person_wrote_is_what_is_left_without_the_blocks() -> None:
    assert "Mere" not in without_blocks(fill_blocks(PAGE, {"lakes": lambda: "| Mere |"}))
    assert "By hand too." in without_blocks(PAGE)


def test_a_table_has_a_row_a_line_and_no_bar_in_a_cell() -> None:
    table = format_table(("name", "type"), [("a", "str | None"), ("b", "two\nlines")])
    assert table.splitlines() == [
        "| name | type |",
        "| --- | --- |",
        r"| a | str \| None |",
        "| b | two lines |",
    ]


def test_a_page_is_stale_until_it_is_written(tmp_path) -> None:
    page = tmp_path / "lakes.md"
    page.write_text(PAGE)
    writers = {"lakes": lambda: "| Mere |"}
    stale = stale_pages([page], writers)
    assert list(stale) == [page]
    page.write_text(stale[page])
    assert stale_pages([page], writers) == {}
