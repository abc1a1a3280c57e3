"""An initial that is set apart belongs to its word, where that is sure."""

import pytest

from crawler.extraction import extract_draft
from tests.extraction.pages import HEADLINE, PARAGRAPHS, URL, body, page


@pytest.mark.parametrize(
    ("start", "read"),
    [
        ('<span class="dropcap">N</span> ow the harbour', "Now the harbour"),
        ('<span class="article__drop-cap">D</span>\n ivers came', "Divers came"),
        ('<span class="dropcap">D</span>ivers came', "Divers came"),
        # "A" is a word of its own, and a capital begins another word.
        ('<span class="dropcap">A</span> harbour', "A harbour"),
        ('<span class="dropcap">N</span> Harbour', "N Harbour"),
        # Nothing says that this letter is an initial.
        ('<span class="bold">N</span> ow the harbour', "N ow the harbour"),
    ],
)
def test_an_initial_joins_its_word_where_that_is_sure(start: str, read: str) -> None:
    rest = " is to close for three weeks in May while divers repair the wall that the storms broke."
    draft = extract_draft(
        page("", f"<h1>{HEADLINE}</h1><p>{start}{rest}</p>{body(*PARAGRAPHS[1:])}"), url=URL
    )
    assert draft.fields["body"].value.split("\n\n")[0] == read + rest
