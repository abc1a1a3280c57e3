"""Bytes become the right text whatever the server declares, and none are lost."""

from pathlib import Path

import pytest

from crawler.decoding import DecodedText, decode_document

CYRILLIC = "Порт закрыт на три недели: водолазы чинят внешнюю стену гавани."


def test_valid_utf8_is_utf8_although_latin1_is_declared() -> None:
    data = f'<meta charset="iso-8859-1"><p>{CYRILLIC}</p>'.encode()
    found = decode_document(data, content_type="text/html; charset=iso-8859-1")
    assert found == DecodedText(text=data.decode(), charset="utf-8", is_sure=True)


@pytest.mark.parametrize(
    "head",
    [
        '<meta charset="windows-1251">',
        "<meta http-equiv=content-type content='text/html; charset=windows-1251'>",
    ],
)
def test_meta_is_believed_where_the_bytes_are_no_utf8(head: str) -> None:
    assert decode_document(f"{head}<p>{CYRILLIC}".encode("cp1251")).text.endswith(CYRILLIC)


def test_the_header_goes_before_meta() -> None:
    data = f'<meta charset="koi8-r"><p>{CYRILLIC}'.encode("cp1251")
    assert decode_document(data, content_type="text/html; charset=windows-1251").text.endswith(CYRILLIC)


def test_a_byte_order_mark_is_obeyed_and_dropped() -> None:
    assert decode_document(b"\xff\xfe" + "<p>é".encode("utf-16-le")).text == "<p>é"
    assert (
        decode_document(b"\xef\xbb\xbf<p>\xc3\xa9", content_type="text/html; charset=latin1").text == "<p>é"
    )


def test_a_cut_character_does_not_turn_a_page_into_mojibake() -> None:
    found = decode_document(("<p>" + CYRILLIC * 2).encode()[:-1])
    assert found.charset == "utf-8"
    assert found.text.startswith("<p>" + CYRILLIC)


def test_nothing_is_lost_where_no_encoding_fits() -> None:
    found = decode_document(b"<p>caf\xe9 \x81 \x80")
    assert found == DecodedText(text="<p>café \x81 €", charset="cp1252", is_sure=False)


def test_an_undeclared_encoding_is_guessed() -> None:
    assert CYRILLIC in decode_document(f"<p>{CYRILLIC * 4}".encode("cp1251")).text


def test_the_corpus_of_sniffing(corpora: Path) -> None:
    right = total = 0
    for name in ("tests1.dat", "tests2.dat", "test-yahoo-jp.dat", "scripted/tests1.dat"):
        for case in (corpora / "encoding" / name).read_bytes().split(b"#data\n")[1:]:
            data, _, rest = case.partition(b"\n#encoding\n")
            wanted = rest.split(b"\n")[0].strip().decode()
            total += 1
            right += decode_document(data).text == data.decode(
                "cp1252" if wanted.lower() == "windows-1252" else wanted, "replace"
            )
    assert right >= 75 * total / 82


TEXT = "<a>Ñandú à côté — Київ</a>"


@pytest.mark.parametrize(
    "codec", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be"]
)
def test_unicode_is_known_by_its_mark_or_its_zeros(codec: str) -> None:
    assert decode_document(TEXT.encode(codec), kind="xml").text == TEXT


def test_valid_utf8_wins_over_a_wrong_declaration_and_a_wrong_header() -> None:
    text = '<?xml version="1.0" encoding="ISO-8859-1"?>' + TEXT
    found = decode_document(text.encode(), content_type="text/xml; charset=windows-1252", kind="xml")
    assert found.text == text


def test_header_counts_before_declaration() -> None:
    body = '<?xml version="1.0" encoding="windows-1252"?><a>Новини</a>'.encode("windows-1251")
    assert (
        "Новини"
        in decode_document(body, content_type="application/xml; charset=windows-1251", kind="xml").text
    )


def test_declaration_counts_before_what_servers_send_by_default() -> None:
    body = '<?xml version="1.0" encoding="windows-1251"?><a>Новини</a>'.encode("windows-1251")
    assert "Новини" in decode_document(body, content_type="text/xml; charset=ISO-8859-1", kind="xml").text


def test_a_few_bad_bytes_leave_utf8_as_it_is() -> None:
    body = ("ñ" * 100).encode() + b"\xff" + "é".encode()[:1]
    assert decode_document(body).text.startswith("ñ" * 100)


def test_bytes_that_nothing_explains_are_read_as_windows_1252() -> None:
    assert decode_document(b"caf\xe9 \x93x\x94").text == "café “x”"


@pytest.mark.parametrize("label", ["punycode", "zlib", "unicode_escape", "idna", "no-such-charset"])
def test_labels_that_are_no_character_set_are_passed_over(label: str) -> None:
    body = f"<?xml version='1.0' encoding='{label}'?><a>".encode() + b"\xe9"
    assert decode_document(body, kind="xml").text.endswith("é")
