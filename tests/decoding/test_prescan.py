"""What a document declares is found where browsers find it."""

import pytest

from crawler.decoding.prescan import find_xml_declaration, prescan_meta


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (b"<!-- <meta charset=koi8-r> --><meta charset=windows-1251>", "cp1251"),
        (b"<meta name=x content='text/html; charset=koi8-r'>", None),
        (b"<a title='<meta charset=koi8-r>'>", None),
        (b"<meta charset=utf-16>", "utf-8"),
        (b"<meta charset=gb2312>", "gb18030"),
        (b"<?xml version='1.0' encoding='koi8-r'?>", "koi8-r"),
        (b"<meta charset=nonsense>", None),
    ],
)
def test_declared_encoding_follows_the_prescan_of_whatwg(data: bytes, found: str | None) -> None:
    assert prescan_meta(data) == found


def test_a_declaration_of_xml_counts_at_the_beginning_alone() -> None:
    assert find_xml_declaration(b"\n<?XML version='1.0' encoding=\"windows-1251\"?><rss/>") == "cp1251"
    assert find_xml_declaration(b"<rss><?xml encoding='windows-1251'?></rss>") is None
