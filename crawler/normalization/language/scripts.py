"""Writing systems: which one a text is in, and which languages can be meant by it."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from unicodedata import category

__all__ = ["LANGUAGES_BY_SCRIPT", "SOLE_LANGUAGE", "letters_by_script"]

#: First and last code point of each block of letters, and its script (Unicode 16, Blocks.txt), ascending.
_BLOCKS: tuple[tuple[int, int, str], ...] = (
    (0x0041, 0x02AF, "Latn"),
    (0x0370, 0x03FF, "Grek"),
    (0x0400, 0x052F, "Cyrl"),
    (0x0530, 0x058F, "Armn"),
    (0x0590, 0x05FF, "Hebr"),
    (0x0600, 0x06FF, "Arab"),
    (0x0750, 0x077F, "Arab"),
    (0x0780, 0x07BF, "Thaa"),
    (0x07C0, 0x07FF, "Nkoo"),
    (0x0870, 0x08FF, "Arab"),
    (0x0900, 0x097F, "Deva"),
    (0x0980, 0x09FF, "Beng"),
    (0x0A00, 0x0A7F, "Guru"),
    (0x0A80, 0x0AFF, "Gujr"),
    (0x0B00, 0x0B7F, "Orya"),
    (0x0B80, 0x0BFF, "Taml"),
    (0x0C00, 0x0C7F, "Telu"),
    (0x0C80, 0x0CFF, "Knda"),
    (0x0D00, 0x0D7F, "Mlym"),
    (0x0D80, 0x0DFF, "Sinh"),
    (0x0E00, 0x0E7F, "Thai"),
    (0x0E80, 0x0EFF, "Laoo"),
    (0x0F00, 0x0FFF, "Tibt"),
    (0x1000, 0x109F, "Mymr"),
    (0x10A0, 0x10FF, "Geor"),
    (0x1100, 0x11FF, "Hang"),
    (0x1200, 0x139F, "Ethi"),
    (0x13A0, 0x13FF, "Cher"),
    (0x1400, 0x167F, "Cans"),
    (0x1780, 0x17FF, "Khmr"),
    (0x1800, 0x18AF, "Mong"),
    (0x1C80, 0x1C8F, "Cyrl"),
    (0x1C90, 0x1CBF, "Geor"),
    (0x1D00, 0x1DBF, "Latn"),
    (0x1E00, 0x1EFF, "Latn"),
    (0x1F00, 0x1FFF, "Grek"),
    (0x2D00, 0x2D2F, "Geor"),
    (0x2D30, 0x2D7F, "Tfng"),
    (0x3041, 0x30FF, "Kana"),
    (0x3130, 0x318F, "Hang"),
    (0x31F0, 0x31FF, "Kana"),
    (0x3400, 0x4DBF, "Hani"),
    (0x4E00, 0x9FFF, "Hani"),
    (0xA000, 0xA4CF, "Yiii"),
    (0xAC00, 0xD7FF, "Hang"),
    (0xF900, 0xFAFF, "Hani"),
    (0xFB1D, 0xFB4F, "Hebr"),
    (0xFB50, 0xFDFF, "Arab"),
    (0xFE70, 0xFEFF, "Arab"),
    (0xFF21, 0xFF5A, "Latn"),
    (0xFF66, 0xFF9F, "Kana"),
    (0x20000, 0x3FFFF, "Hani"),
)
_STARTS = [first for first, _, _ in _BLOCKS]

#: A letter of these says about as much as three of an alphabet.
_DENSE = frozenset({"Hang", "Hani", "Kana", "Yiii"})

#: Scripts that practically one written language uses: the script alone decides.
SOLE_LANGUAGE = {
    "Armn": "hy",
    "Cans": "iu",
    "Cher": "chr",
    "Geor": "ka",
    "Grek": "el",
    "Gujr": "gu",
    "Guru": "pa",
    "Hang": "ko",
    "Kana": "ja",
    "Khmr": "km",
    "Knda": "kn",
    "Laoo": "lo",
    "Mlym": "ml",
    "Mong": "mn",
    "Mymr": "my",
    "Nkoo": "nqo",
    "Orya": "or",
    "Sinh": "si",
    "Taml": "ta",
    "Telu": "te",
    "Tfng": "zgh",
    "Thaa": "dv",
    "Thai": "th",
    "Yiii": "ii",
}

#: Languages that may be meant by a text in a script with several; any other is Latin's.
LANGUAGES_BY_SCRIPT = {
    "Arab": frozenset(
        {
            "ar",
            "arz",
            "ary",
            "az",
            "ckb",
            "fa",
            "ku",
            "ps",
            "sdh",
            "ug",
            "ur",
            "uzs",
            "sd",
            "ks",
            "pnb",
            "azb",
            "bal",
        }
    ),
    "Beng": frozenset({"bn", "as"}),
    "Cyrl": frozenset(
        {
            "az",
            "ba",
            "be",
            "bg",
            "bs",
            "ce",
            "crh",
            "cv",
            "kk",
            "ky",
            "mk",
            "mn",
            "os",
            "ro",
            "ru",
            "sah",
            "sr",
            "tg",
            "tk",
            "tt",
            "tyv",
            "udm",
            "uk",
            "uz",
        }
    ),
    "Deva": frozenset({"hi", "mr", "ne", "sa", "gom", "kok", "mai", "bho", "doi"}),
    "Ethi": frozenset({"am", "ti"}),
    "Hani": frozenset({"zh", "yue", "wuu", "ja"}),
    "Hebr": frozenset({"he", "hbo", "yi"}),
    "Tibt": frozenset({"bo", "dz"}),
}


def letters_by_script(text: str) -> Counter[str]:
    """Letters and vowel signs of `text` by ISO 15924 script, those of dense scripts counted three times."""
    counts: Counter[str] = Counter()
    for char, times in Counter(text).items():
        script = _script(ord(char)) if category(char)[0] in "LM" else None
        if script:
            counts[script] += times * (3 if script in _DENSE else 1)
    return counts


def _script(code: int) -> str | None:
    at = bisect_right(_STARTS, code) - 1
    if at < 0 or code > _BLOCKS[at][1]:
        return None
    return _BLOCKS[at][2]
