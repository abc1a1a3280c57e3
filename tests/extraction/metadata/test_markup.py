"""What single elements state is read: here the outlet's names."""

from crawler.extraction.metadata.jsonld import linked_data
from crawler.extraction.metadata.markup import property_values, site_names
from crawler.extraction.page.page import read_page
from tests.extraction.pages import body, linked, page


def test_names_come_from_metadata_json_ld_and_the_host() -> None:
    html = page('<meta property="og:site_name" content="Courier of Larne">' + linked(), body())
    read = read_page(html, url="https://www.larne-courier.co.uk/a/1")
    assert site_names(read, linked_data(read)) == [
        "Courier of Larne", "Larne Courier", "larne-courier.co.uk", "larne-courier",
    ]  # fmt: skip


def test_properties_are_read_from_microdata_and_rdfa_but_not_in_comments() -> None:
    marked = (
        '<p itemprop="author">Ines Halvorsen</p><span property="schema:author" content="Tom Achebe"></span>'
        '<div typeof="schema:Comment"><span property="schema:author">Ola Berg</span></div>'
    )
    read = read_page(page("", marked), url="https://www.larne-courier.example/a/1")
    assert list(property_values(read, "author")) == ["Ines Halvorsen", "Tom Achebe"]
