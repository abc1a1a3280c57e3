"""Bytes become the right text whatever the server declares, and none are lost."""

from pathlib import Path

import pytest

from crawler.extraction import extract_draft
from crawler.extraction.page.encoding import declared_encoding, decode_page, is_encoded_twice, mend_mojibake
from tests.extraction.pages import HEADLINE, URL, body, page
from tests.growth import check_linear

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


TEXTS = [
    "It’s the harbour’s wall – “broken”, they say. €5 for a café in Örebro",
    "“Não”, disse João, “é só o começo” – e a praça já está vazia…",
    "港の壁が壊れた。漁船は別の港へ向かう。",
    "Гавань закрыта на три недели, сообщил начальник порта.",
    "أغلق الميناء لثلاثة أسابيع، قال رئيس الميناء.",
]


def twice(text: str, encoding: str = "latin-1") -> str:
    return text.encode("utf-8").decode(encoding)


@pytest.mark.parametrize("text", TEXTS)
def test_text_that_was_encoded_twice_is_turned_back(text: str) -> None:
    assert is_encoded_twice(twice(text))
    assert mend_mojibake(twice(text)) == text


def test_the_windows_form_is_known_by_its_quotation_marks() -> None:
    text = "It’s the harbour’s wall – “broken’ café"
    assert is_encoded_twice(twice(text, "windows-1252"))
    assert mend_mojibake(twice(text, "windows-1252")) == text


@pytest.mark.parametrize(
    "text",
    [
        *TEXTS,
        "« À CÔTÉ » — le CAFÉ» de MADAME DUPRÉ»",
        "A GRANDE IRMû disse “AMANHÔ e “MAÇû",
        "An article on encoding shows â€™ once and Ã© once.",
        "\x93Windows quotes\x94 taken for Latin-1, it\x92s said, \x96 often",
    ],
)
def test_other_text_stays_as_it_is(text: str) -> None:
    assert not is_encoded_twice(text)


def test_a_page_is_mended_as_a_whole_and_says_so() -> None:
    text = "It’s the harbour master’s view – “no ferry will sail before June”, as he told the council."
    draft = extract_draft(
        page("", f"<h1>{HEADLINE} – now</h1><p>{text}</p>{body()}").replace("\0", ""), url=URL
    )
    broken = extract_draft(twice(page("", f"<h1>{HEADLINE} – now</h1><p>{text}</p>{body()}")), url=URL)
    assert broken.fields["body"].value == draft.fields["body"].value
    assert broken.fields["headline"].value == f"{HEADLINE} – now"
    assert broken.warnings == ["page: UTF-8 that was encoded twice mended"]
    assert draft.warnings == []


@pytest.mark.parametrize("unit", ["â", "â\x80", "Ã", "\xf0\x80\x80", "â€", "a"])
def test_hostile_text_takes_linear_time(unit: str) -> None:
    check_linear(is_encoded_twice, lambda size: unit * (size // len(unit)))
