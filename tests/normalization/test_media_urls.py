from __future__ import annotations

import pytest

from crawler.items import Image
from crawler.normalization.media_urls import absolute_all, absolute_media_url, clean_pictures

BASE = "https://news.example/a/b"


@pytest.mark.parametrize(
    ("address", "url"),
    [
        ("/x y.jpg", "https://news.example/x%20y.jpg"),
        ("//cdn.example/x.jpg", "https://cdn.example/x.jpg"),
        ("c", "https://news.example/a/c"),
        ("data:image/png;base64,AA", None),
        ("javascript:alert(1)", None),
        ("file:///etc/passwd", None),
        ("http://[::1", None),
        ("", None),
        (None, None),
        ({"url": "x"}, None),
    ],
)
def test_an_address_is_absolute_or_none(address: object, url: str | None) -> None:
    assert absolute_media_url(address, BASE) == url


def test_a_list_of_addresses_holds_each_once() -> None:
    assert absolute_all(["/v", "/v", 3, "mailto:a@b"], BASE) == ["https://news.example/v"]
    assert absolute_all("/v", BASE) == ["https://news.example/v"]


def test_captions_of_one_picture_meet() -> None:
    found = clean_pictures(
        [Image(url="/a"), Image(url="/a", caption="A ship"), "/b", 7, Image(url="data:,")], BASE
    )
    assert found == [
        Image(url="https://news.example/a", caption="A ship"),
        Image(url="https://news.example/b"),
    ]
    assert clean_pictures("/a", BASE) == []
