"""Text made plain for comparison: lower case, no accents, figures and punctuation in ASCII."""

from __future__ import annotations

import re
import unicodedata

__all__ = ["fold_text", "fold_words"]

_ALIKE = {
    **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u30fc", "-"),
    **dict.fromkeys("\u2019\u2018\u02bc\u05f3\u00b4\u0060「」", "'"),
    **dict(zip("ıیکى۔。、،؛【】〔〕", "iيكي..,,;[][]", strict=True)),
}
_WORD = re.compile(r"[^\s\d!-/:-@\[-`{-~\u00a0-\u00bf\u2000-\u206f\u3000-\u303f]+")
_HARAKAT = re.compile("[\u0640\u064b-\u065f\u0670]+")


class _Plain(dict[int, str]):
    """Code point -> the one character that stands for it in comparisons."""

    def __missing__(self, code: int) -> str:
        found = _simple(chr(code))
        if code < 0x3000:
            self[code] = found
        return found


def _simple(char: str) -> str:
    if char in _ALIKE:
        return _ALIKE[char]
    digit = unicodedata.digit(char, None)
    if digit is not None and char.isdecimal():
        return str(digit)
    if unicodedata.category(char) in ("Cf", "Cc", "Zs", "Zl", "Zp", "Cs"):
        return " "
    composed = unicodedata.normalize("NFKC", char)
    char = composed if len(composed) == 1 else char
    parts = unicodedata.normalize("NFKD", char)
    if len(parts) > 1 and all(map(unicodedata.combining, parts[1:])):
        char = parts[0]
    folded = char.casefold()
    return folded if len(folded) == 1 else char


_PLAIN = _Plain()


def fold_text(text: str) -> str:
    """`text` in lower case without accents, its digits and punctuation in ASCII, character by character.

    The result is as long as `text`, so positions in one hold in the other.
    """
    return text.lower() if text.isascii() else text.translate(_PLAIN)


def fold_words(text: str) -> list[str]:
    """The words of a name, after `fold_text`: the form in which names are looked up."""
    return _WORD.findall(_HARAKAT.sub("", fold_text(text)))
