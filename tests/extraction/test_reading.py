"""One call gives all that a crawl asks of a page, and what it gives survives a pipe."""

import pickle

from crawler.extraction.reading import read_html

URL = "https://www.larne-courier.example/news/88213"
PAGE = b"""<html><head><meta name=robots content=noai><link rel=next href="/news/88213?page=2"></head>
<body><h1>Harbour closes for three weeks</h1><p>Ferries will leave from the pier.</p></body></html>"""


def test_a_reading_holds_draft_metas_and_next_page_and_can_be_pickled() -> None:
    reading = read_html(PAGE, url=URL, content_type="text/html", selectors={"description": ["p"]})
    again = pickle.loads(pickle.dumps(reading))
    assert again == reading
    assert again.draft.fields["headline"].value == "Harbour closes for three weeks"
    assert again.draft.fields["description"].origin == "selector"
    assert again.metas["robots"] == ["noai"]
    assert again.following == f"{URL}?page=2"
