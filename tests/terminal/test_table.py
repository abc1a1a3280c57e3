"""Tables fit: a column that has no room is left out whole, by its rank."""

import pytest

from crawler.terminal.columns import count_columns
from crawler.terminal.table import choose_columns, format_table

ROWS = [("id", "outlet", "headline"), ("1", "gazette", "The harbour of Larne closes"), ("2", "港口", "短")]


@pytest.mark.parametrize(
    ("width", "first"),
    [
        (60, "1   gazette  The harbour of Larne closes"),
        (35, "1   gazette  The harbour of Larne…"),
        (32, "1   The harbour of Larne closes"),
        (24, "1   The harbour of Larn…"),
        (23, "1"),
    ],
)
def test_the_least_important_columns_go_first_and_the_last_may_be_cut(width, first):
    headings, line, wide = format_table(ROWS, ranks=[0, 2, 1], width=width, cuts_last=True)
    assert line == first
    assert "headline" in headings or width == 23
    assert count_columns(wide) <= width


def test_without_a_cut_a_column_is_whole_or_not_there():
    lines = list(format_table(ROWS, ranks=[0, 2, 1], width=30))
    assert lines == ["id", "1", "2"]
    assert list(format_table(ROWS, ranks=[0, 1, 2], width=30)) == ["id  outlet", "1   gazette", "2   港口"]


def test_the_most_important_column_is_shown_however_narrow_it_gets():
    assert choose_columns([10, 10], ranks=[1, 0], width=5) == [1]
    assert list(format_table(ROWS, ranks=[1, 0, 2], width=5)) == ["outl…", "gaze…", "港口"]
