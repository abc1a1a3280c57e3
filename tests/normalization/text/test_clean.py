"""What cleaning takes out, what it must leave, and how words and hashes are counted."""

import hashlib
import unicodedata
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.normalization.text.clean import clean_body, clean_text, content_hash, word_count
from tests.growth import check_linear


def cleaned(value: object) -> str | None:
    return clean_text(value, field="headline").text


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("  Storm\thits\n the   coast ", "Storm hits the coast"),
        ("10\u00a0000\u202fpeople\u2028gone\u3000now", "10 000 people gone now"),
        ("Cafe\u0301 opens", "Caf\u00e9 opens"),
        ("in\u00advis\u200bi\ufeffble\u2060", "invisible"),
        ("\u202eevil\u202c \u2066name\u2069\u200f\u061c", "evil name"),
        ("bell\x07 and\x1b[0m del\x7f", "bell and[0m del"),
        ("replacement \ufffd stays", "replacement \ufffd stays"),
        ("private \ue000 stays", "private \ue000 stays"),
        ("\u200b\u00a0", None),
        ("", None),
    ],
)
def test_one_line_of_what_can_be_seen(printed, expected):
    assert cleaned(printed) == expected


@pytest.mark.parametrize(
    "text",
    [
        "می\u200cخواهد به خانه\u200cها برود",
        "क्\u200dष और शक्\u200cति",
        "അവന്\u200d",
        "👩\u200d👩\u200d👧 🏳\ufe0f\u200d🌈 ❤\ufe0f",
        "🏴\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f",
    ],
)
def test_joiners_stay_where_the_script_needs_them(text):
    assert cleaned(text) == text


def test_joiners_go_where_they_join_nothing():
    assert cleaned("pass\u200dword\u200c and می\u200c") == "password and می"


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("Marks &amp; Spencer", "Marks & Spencer"),
        ("Q&A: it&#8217;s &quot;over&quot;", 'Q&A: it\u2019s "over"'),
        ("caf&eacute;&nbsp;noir &#x2014; &#146;", "caf\u00e9 noir \u2014 \u2019"),
        ("fish &amp;amp; chips", "fish & chips"),
        ("AT&T &notanentity; &copy", "AT&T &notanentity; &copy"),
        ("What &lt;b&gt; and &amp; mean", "What &lt;b&gt; and &amp; mean"),
        ("Write <b>&nbsp;</b>", "Write <b>&nbsp;</b>"),
        ("&#0;&#xD800;&#1114112;", "\ufffd\ufffd\ufffd"),
    ],
)
def test_entities_escaped_twice_are_resolved_unless_the_text_shows_markup(printed, expected):
    assert cleaned(printed) == expected


def test_nul_is_stripped_and_flagged():
    assert clean_text("Sto\0rm", field="headline") == ("Storm", ("headline: NUL removed",))


def test_surrogates_are_paired_or_replaced_and_flagged():
    text, warnings = clean_text("\ud83d\ude00 \ud83d \udc00x", field="byline")
    assert text == "😀 \ufffd \ufffdx"
    assert warnings == ("byline: surrogates mended",)
    assert text.encode()


def test_windows_punctuation_read_as_latin_is_mended_and_flagged():
    assert clean_text("It\x92s \x93on\x94", field="headline") == (
        "It’s “on”",
        ("headline: Windows-1252 punctuation mended",),
    )


@pytest.mark.parametrize("value", [{"a": 1}, float("nan"), 2**63, True, ["x"], b"bytes"])
def test_what_is_no_text_is_left_out_with_a_warning(value):
    kind = type(value).__name__
    assert clean_text(value, field="headline") == (None, (f"headline: {kind} instead of text left out",))
    assert clean_body(value) == ("", (f"body: {kind} instead of text left out",))


def test_nothing_given_is_nothing_without_a_warning():
    assert clean_text(None, field="headline") == (None, ())
    assert clean_body(None) == ("", ())


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("One.\n\nTwo.", "One.\n\nTwo."),
        ("One.\r\n \t\r\n\r\n  Two\n goes on.\n", "One.\n\nTwo goes on."),
        ("One.\nTwo.\nThree.", "One.\n\nTwo.\n\nThree."),
        ("One.\u2029Two.", "One.\n\nTwo."),
        ("One.\n\n\u200b\n\n\u00a0\n\nTwo.", "One.\n\nTwo."),
        (" \n ", ""),
    ],
)
def test_body_has_one_blank_line_between_paragraphs(printed, expected):
    assert clean_body(printed).text == expected


def test_body_of_a_megabyte_is_not_cut():
    body = "\n\n".join(f"Paragraph {n} of a long text." for n in range(40_000))
    assert clean_body(body) == (body, ())


@given(st.text())
def test_body_loses_nothing_that_can_be_seen(text):
    before = [c for c in unicodedata.normalize("NFC", text) if c.isalnum()]
    after = [c for c in clean_body(text.replace("&", "")).text if c.isalnum()]
    assert after == before


@given(st.text(alphabet=st.characters(exclude_characters="&")))
def test_cleaning_clean_text_changes_nothing(text):
    once = clean_text(text, field="headline").text
    assert clean_text(once, field="headline") == (once, ())
    body = clean_body(text).text
    assert clean_body(body) == (body, ())


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", 0),
        ("Hello, world — it's a well-known test …", 6),
        ("before—after and/or", 4),
        ("Ça coûte 3,50 € (environ).", 4),
        ("日本のNHKは2024年。", 7),
        ("ラーメン、ｱｲｽ", 7),
        ("政府周二宣布", 6),
        ("ไทย ลาว", 6),
        ("정부는 화요일 발표했다", 3),
        ("Правительство объявило о мерах", 4),
        ("کتاب\u200cها را خواند", 3),
    ],
)
def test_words_are_counted_by_script(text, words):
    assert word_count(text) == words


def test_hash_is_sha256_of_the_clean_text():
    expected = hashlib.sha256("Café\0One.\n\nTwo.".encode()).hexdigest()
    assert content_hash("Cafe\u0301 ", "One.\r\n\r\nTwo.\u00a0") == expected
    assert content_hash(None, None) == hashlib.sha256(b"\0").hexdigest()


def test_hash_tells_where_the_headline_ends():
    pairs = [("a b", "c"), ("a", "b c"), ("", "a b c"), ("a b c", ""), ("a\0b", "c"), ("a", "b\0c")]
    assert len({content_hash(headline, body) for headline, body in pairs}) == len(pairs)


@pytest.mark.parametrize(
    "unit",
    [
        "a\u0301\u0316",
        "\u0301\u0316",
        "&amp;",
        "&",
        "&#",
        "&amp",
        "\u200c\u200d",
        "\n ",
        "<",
        "\U000e0041",
        "ก",
    ],
)
def test_hostile_text_takes_linear_time(unit):
    for call in (partial(clean_text, field="headline"), clean_body, word_count):
        check_linear(call, lambda size: "a" + unit * (size // len(unit)) + "x")
