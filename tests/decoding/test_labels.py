"""Labels are resolved as browsers do."""

import pytest

from crawler.decoding.labels import resolve_label


@pytest.mark.parametrize(
    ("label", "codec"),
    [
        (" UTF8 ", "utf-8"),
        ("iso-8859-1", "cp1252"),
        ("iso88592", "iso8859-2"),
        ("x-sjis", "cp932"),
        ("x-cp1250", "cp1250"),
        ("ks_c_5601-1987", "cp949"),
        ("x-mac-cyrillic", "mac-cyrillic"),
        ("logical", "iso8859-8"),
        ("gb2312", "gb18030"),
        ("tis-620", "cp874"),
    ],
)
def test_labels_stand_for_codecs(label: str, codec: str) -> None:
    assert resolve_label(label) == codec


@pytest.mark.parametrize("label", ["", "utf-7", "punycode", "rot13", "zlib", "no-such-charset", "\x00"])
def test_what_is_no_charset_of_a_text_is_none(label: str) -> None:
    assert resolve_label(label) is None
