"""Clean text: NFC, plain white space, nothing invisible; its words counted, and the hash of an article.

Everything runs in linear time, and no input raises: what can't be text becomes `None` with a warning.
Cleaning takes out only what can't be seen; nothing printed is ever cut.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from html.entities import html5
from itertools import pairwise
from typing import NamedTuple

__all__ = ["Cleaned", "clean_body", "clean_text", "content_hash", "hash_of_clean", "word_count"]


class Cleaned(NamedTuple):
    """A cleaned value and what had to be mended in it, each as "field: what"."""

    text: str | None
    warnings: tuple[str, ...] = ()


# Scripts whose letters join (Arabic and its kin, Mongolian) or form conjuncts (Indic, Burmese, Khmer).
_ARABIC = "\u0600-\u08ff\ufb50-\ufdff\ufe70-\ufefc"
_INDIC = "\u0900-\u0dff\u0f00-\u109f\u1780-\u17ff\ua840-\uabff\U00011000-\U00011fff"
_MONGOLIAN = "\u1800-\u180d\u180f-\u18af"
_PICTURE = "\u00a9\u00ae\u2190-\u21ff\u2300-\u23ff\u2600-\u27bf\u2b00-\u2bff\ufe0f\U0001f000-\U0001faff"

_PAIRS = re.compile("[\ud800-\udbff][\udc00-\udfff]")
_SURROGATES = re.compile("[\ud800-\udfff]+")
# Windows-1252 quotes and dashes that were taken for Latin-1 somewhere before us.
_MISREAD = re.compile("[\x91-\x94\x96\x97]")
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ufffe\uffff\ufdd0-\ufdef]+")
_INVISIBLE = re.compile(
    "[\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e001f]"
    # What stands before is looked at last: a pattern that begins with characters alone is searched fast.
    f"|\u180e(?<![{_MONGOLIAN}]\u180e)"
    "|[\U000e0020-\U000e007f](?<![\U0001f3f4\U000e0020-\U000e007f][\U000e0020-\U000e007f])"
)
_JOINERS = re.compile("[\u200c\u200d]{2,}")
_IDLE_NONJOINER = re.compile(
    f"\u200c(?![{_ARABIC}{_INDIC}{_MONGOLIAN}])|(?<![{_ARABIC}{_INDIC}{_MONGOLIAN}])\u200c"
)
_IDLE_JOINER = re.compile(
    f"(?<![{_ARABIC}{_INDIC}{_MONGOLIAN}{_PICTURE}])\u200d|(?<=[{_PICTURE}])\u200d(?![{_PICTURE}])"
)
_ODD_RUN = re.compile(r"[^\w\s\x00-\x7f]{31,}")
#: Thirty combining marks before another one, by their classes (0 is no mark).
_MARKS = re.compile(rb"[^\0]{30}(?=[^\0])")

_AMPERSAND = r"&(?:(?:amp|#0{0,5}38|#[xX]0{0,4}26);)*"
_ENTITY = re.compile(_AMPERSAND + r"(#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_SHOWS_MARKUP = re.compile(r"</?[A-Za-z!]|" + _AMPERSAND + r"(?:[lg]t|#0{0,5}6[02]|#[xX]0{0,4}3[cCeE]);")

_LINES = re.compile(r"\r\n?|[\x0b\x0c\x85\u2028]")
_PARAGRAPHS = re.compile(r"\n(?:[^\S\n]*\n)+|\u2029")

# Thai, Lao, Burmese, Khmer, kana, bopomofo, Han, Yi: written without spaces between words.
_UNSPACED = re.compile(
    "[\u0e00-\u0e4f\u0e5a-\u0eff\u1000-\u103f\u104a-\u109f\u1780-\u17df\u17f0-\u19ff\u2e80-\u312f\u31a0-\u31ff"
    "\u3400-\u4dbf\u4e00-\ua4cf\ua9e0-\ua9ef\ua9fa-\ua9fe\uaa60-\uaa7f\uf900-\ufaff\uff66-\uff9f"
    "\U0001aff0-\U0001b16f\U00020000-\U0003ffff]+"
)
_BETWEEN_WORDS = re.compile("[\u2012-\u2015\u2026\u0f0b\u0f0c\u1361/]")
_LETTER = re.compile(r"[^\W_]")


def clean_text(value: object, *, field: str) -> Cleaned:
    """Return a value as one line of clean text; `None` where it is no text or nothing printable is left."""
    if not isinstance(value, str):
        return _refused(value, field)
    text, warnings = _visible(value, field)
    return Cleaned(" ".join(text.split()) or None, warnings)


def clean_body(value: object) -> Cleaned:
    """Return a value as paragraphs of one line each, with a blank line between; "" where it is no text.

    A text without any blank line has a paragraph on each line; in others a single line break is a space.
    """
    if not isinstance(value, str):
        return Cleaned("", _refused(value, "body").warnings)
    text, warnings = _visible(value, "body")
    text = _LINES.sub("\n", text).strip()
    parts = _PARAGRAPHS.split(text) if _PARAGRAPHS.search(text) else text.split("\n")
    lines = (" ".join(part.split()) for part in parts)
    return Cleaned("\n\n".join(line for line in lines if line), warnings)


def word_count(text: str) -> int:
    """Count the words of `text`: what stands between white space or dashes and holds a letter or digit.

    In scripts without spaces each letter counts as one (marks above and below it do not).
    """
    alone = 0
    if not text.isascii() and (unspaced := "".join(_UNSPACED.findall(text))):
        alone = sum(map(str.isalnum, unspaced))
        text = _UNSPACED.sub(" ", text)
    words = _BETWEEN_WORDS.sub(" ", text).split()
    # Most words are letters and digits alone, which is cheap to tell.
    others = [word for word in words if not word.isalnum()]
    return alone + len(words) - len(others) + sum(1 for word in others if _LETTER.search(word))


def content_hash(headline: str | None, body: str | None) -> str:
    """SHA-256 (64 hex digits) of headline and body, both cleaned; a missing one counts as empty.

    NUL stands between the two: cleaned text never holds one, so no two pairs share their bytes.
    """
    return hash_of_clean(clean_text(headline, field="headline").text, clean_body(body).text)


def hash_of_clean(*texts: str | None) -> str:
    """Return `content_hash` of texts that are clean already: of the headline and the body, in this order."""
    return hashlib.sha256("\0".join(text or "" for text in texts).encode()).hexdigest()


def _refused(value: object, field: str) -> Cleaned:
    if value is None:
        return Cleaned(None)
    return Cleaned(None, (f"{field}: {type(value).__name__} instead of text left out",))


def _visible(text: str, field: str) -> tuple[str, tuple[str, ...]]:
    """Return `text` in NFC without characters that can't be seen, and the warnings."""
    shown = _is_visible(text)
    if shown and text.isascii() and "&" not in text:
        return text, ()
    warnings: list[str] = []
    if not shown or "&" in text:
        text = _without_invisible(_unescaped(_whole(text, field, warnings)))
    return unicodedata.normalize("NFC", _bounded_marks(text)), tuple(warnings)


def _is_visible(text: str) -> bool:
    """Tell whether `text` holds no control, format character or surrogate, all unprintable to Python."""
    return text.replace("\n", " ").replace("\xa0", " ").isprintable()


def _whole(text: str, field: str, warnings: list[str]) -> str:
    """Return `text` with broken characters replaced, each kind noted in `warnings`."""
    if "\0" in text:
        warnings.append(f"{field}: NUL removed")
    if _SURROGATES.search(text):
        text = _PAIRS.sub(lambda pair: pair[0].encode("utf-16", "surrogatepass").decode("utf-16"), text)
        text = _SURROGATES.sub(lambda lone: "\ufffd" * len(lone[0]), text)
        warnings.append(f"{field}: surrogates mended")
    if _MISREAD.search(text):
        text = _MISREAD.sub(lambda found: found[0].encode("latin-1").decode("cp1252"), text)
        warnings.append(f"{field}: Windows-1252 punctuation mended")
    return text


def _unescaped(text: str) -> str:
    """Return `text` with twice escaped entities resolved; a text that shows markup stays as it is."""
    if "&" not in text or _SHOWS_MARKUP.search(text):
        return text
    return _ENTITY.sub(_character, text)


def _character(found: re.Match[str]) -> str:
    name = found[1]
    if not name.startswith("#"):
        return html5.get(f"{name};", found[0])
    number = int(name[2:], 16) if name[1] in "xX" else int(name[1:])
    if 0x80 <= number <= 0x9F:
        return bytes([number]).decode("cp1252", "replace")
    valid = 0 < number <= 0x10FFFF and not 0xD800 <= number <= 0xDFFF
    return chr(number) if valid else "\ufffd"


def _without_invisible(text: str) -> str:
    text = _CONTROLS.sub("", text)
    text = _INVISIBLE.sub("", text)
    if "\u200c" not in text and "\u200d" not in text:
        return text
    text = _JOINERS.sub(lambda found: found[0][0], text)
    return _IDLE_JOINER.sub("", _IDLE_NONJOINER.sub("", text))


def _bounded_marks(text: str) -> str:
    """Return `text` with runs of combining marks broken after 30 (UAX #15, Stream-Safe Text Process).

    Canonical ordering sorts a run of marks in quadratic time; a joiner between them keeps runs short.
    """
    return _ODD_RUN.sub(_broken_run, text)


def _broken_run(found: re.Match[str]) -> str:
    run = found[0]
    classes = bytes(map(unicodedata.combining, run))
    ends = [0, *(marks.end() for marks in _MARKS.finditer(classes)), len(run)]
    return "\u034f".join(run[begin:end] for begin, end in pairwise(ends)) if len(ends) > 2 else run
