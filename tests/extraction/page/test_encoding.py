"""Bytes become the right text whatever the server declares, and none are lost."""

from pathlib import Path

import pytest

from crawler.extraction.page.encoding import declared_encoding, decode_page

CYRILLIC = "Порт закрыт на три недели: водолазы чинят внешнюю стену гавани."


def test_valid_utf8_is_utf8_although_latin1_is_declared() -> None:
    data = f'<meta charset="iso-8859-1"><p>{CYRILLIC}</p>'.encode()
    assert decode_page(data, content_type="text/html; charset=iso-8859-1") == (data.decode(), "utf-8")


@pytest.mark.parametrize(
    "head",
    [
        '<meta charset="windows-1251">',
        "<meta http-equiv=content-type content='text/html; charset=windows-1251'>",
    ],
)
def test_meta_is_believed_where_the_bytes_are_no_utf8(head: str) -> None:
    assert decode_page(f"{head}<p>{CYRILLIC}".encode("cp1251"))[0].endswith(CYRILLIC)


def test_the_header_goes_before_meta() -> None:
    data = f'<meta charset="koi8-r"><p>{CYRILLIC}'.encode("cp1251")
    assert decode_page(data, content_type="text/html; charset=windows-1251")[0].endswith(CYRILLIC)


def test_a_byte_order_mark_is_obeyed_and_dropped() -> None:
    assert decode_page(b"\xff\xfe" + "<p>é".encode("utf-16-le")) == ("<p>é", "utf-16-le")
    assert decode_page(b"\xef\xbb\xbf<p>\xc3\xa9", content_type="text/html; charset=latin1")[0] == "<p>é"


def test_a_cut_character_does_not_turn_a_page_into_mojibake() -> None:
    text, encoding = decode_page(("<p>" + CYRILLIC).encode()[:-1])
    assert encoding == "utf-8"
    assert text.startswith("<p>Порт закрыт")


def test_nothing_is_lost_where_no_encoding_fits() -> None:
    assert decode_page(b"<p>caf\xe9 \x81 \x80") == ("<p>café \x81 €", "windows-1252")


def test_an_undeclared_encoding_is_guessed() -> None:
    assert CYRILLIC in decode_page(f"<p>{CYRILLIC * 4}".encode("cp1251"))[0]


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
    assert declared_encoding(data) == found


def test_the_corpus_of_sniffing(corpora: Path) -> None:
    right = total = 0
    for name in ("tests1.dat", "tests2.dat", "test-yahoo-jp.dat", "scripted/tests1.dat"):
        for case in (corpora / "encoding" / name).read_bytes().split(b"#data\n")[1:]:
            data, _, rest = case.partition(b"\n#encoding\n")
            wanted = rest.split(b"\n")[0].strip().decode()
            total += 1
            right += decode_page(data)[0] == data.decode(
                "cp1252" if wanted.lower() == "windows-1252" else wanted, "replace"
            )
    assert right >= 75 * total / 82
