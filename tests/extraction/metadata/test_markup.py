"""What single elements state is read: here the outlet's names."""

from crawler.extraction.metadata.jsonld import linked_data
from crawler.extraction.metadata.markup import site_names
from crawler.extraction.page.page import read_page
from tests.extraction.pages import body, linked, page


def test_names_come_from_metadata_json_ld_and_the_host() -> None:
    html = page('<meta property="og:site_name" content="Courier of Larne">' + linked(), body())
    read = read_page(html, url="https://www.larne-courier.co.uk/a/1")
    assert site_names(read, linked_data(read)) == [
        "Courier of Larne", "Larne Courier", "larne-courier.co.uk", "larne-courier",
    ]  # fmt: skip
