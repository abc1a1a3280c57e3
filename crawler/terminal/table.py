"""Tables that fit: columns for which there is no room are left out whole, the least important first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from crawler.terminal.columns import count_columns, pad_text, shorten_text

#: Columns between two cells.
_GAP = 2
#: Columns of a last cell that may be cut: with fewer it says nothing.
_READABLE = 20


def format_table(
    rows: Sequence[Sequence[str]], *, ranks: Sequence[int], width: int, cuts_last: bool = False
) -> Iterator[str]:
    """Yield the rows, headings first, in lines of at most `width` columns.

    Columns of the highest ranks are left out first. With `cuts_last` the last one may end in an ellipsis.
    """
    widths = [max(count_columns(row[i]) for row in rows) for i in range(len(ranks))]
    needed = [*widths[:-1], min(widths[-1], _READABLE) if cuts_last else widths[-1]]
    shown = choose_columns(needed, ranks=ranks, width=width)
    for row in rows:
        cells = (pad_text(row[i], widths[i]) for i in shown)
        yield shorten_text((" " * _GAP).join(cells).rstrip(), width)


def choose_columns(widths: Sequence[int], *, ranks: Sequence[int], width: int) -> list[int]:
    """Return the numbers of the columns to show, in their order; the one of the lowest rank always.

    >>> choose_columns([10, 10, 10], ranks=[0, 2, 1], width=24)
    [0, 2]
    """
    shown: list[int] = []
    for _, i in sorted((rank, i) for i, rank in enumerate(ranks)):
        if shown and sum(widths[j] + _GAP for j in shown) + widths[i] > width:
            break
        shown.append(i)
    return sorted(shown)
