"""The built site loads nothing from elsewhere, and what is called a link is an address."""

import pytest

from tools.docs.site import is_address, site_faults

CLEAN = (
    '<html><head><link rel="stylesheet" href="a.css"><link rel="canonical" href="https://x.example/"></head>'
)


@pytest.mark.parametrize(
    "element",
    [
        '<script src="https://cdn.example/a.js"></script>',
        '<link rel="stylesheet" href="//fonts.example/a.css">',
        '<link rel="preconnect" href="https://fonts.example">',
        '<img src="http://img.example/a.png">',
        '<iframe src="https://video.example/1"></iframe>',
        "<style>@import url(https://fonts.example/a.css);</style>",
        '<p style="background: url(https://img.example/a.png)">a</p>',
    ],
)
def test_what_is_loaded_from_elsewhere_is_a_fault(tmp_path, element) -> None:
    (tmp_path / "index.html").write_text(f"{CLEAN}<body>{element}</body></html>")
    assert len(site_faults(tmp_path)) == 1
    assert "loads" in site_faults(tmp_path)[0]


def test_a_style_sheet_may_load_nothing_either(tmp_path) -> None:
    (tmp_path / "a.css").write_text("a { background: url('https://img.example/a.png') }")
    assert site_faults(tmp_path) == ["a.css: loads https://img.example/a.png"]


def test_links_that_a_reader_follows_may_lead_elsewhere(tmp_path) -> None:
    links = '<a href="https://scrapy.org">Scrapy</a> <a href="other.html#part">other</a> <img src="a.png">'
    (tmp_path / "index.html").write_text(f"{CLEAN}<body>{links}</body></html>")
    assert site_faults(tmp_path) == []


@pytest.mark.parametrize(
    "address", ["https://", "https://nohost", "javascript:alert(1)", "http://[", "a b.html"]
)
def test_what_is_no_address_is_a_fault(tmp_path, address) -> None:
    assert not is_address(address)
    (tmp_path / "index.html").write_text(f'{CLEAN}<body><a href="{address}">x</a></body></html>')
    assert len(site_faults(tmp_path)) == 1


@pytest.mark.parametrize(
    "address", ["https://scrapy.org", "http://127.0.0.1:8000/", "a.html#b", "mailto:a@b.example"]
)
def test_these_are_addresses(address) -> None:
    assert is_address(address)
