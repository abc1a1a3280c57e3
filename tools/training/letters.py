"""How costly each letter, and each letter after another, is in a language: `crawler/decoding/letters.json`.

Run by hand: `python -m tools.training.letters FOLDER`, where FOLDER is the unpacked wheel of
`lingua-language-detector==1.4.2` (Apache-2.0; counted on news of the Leipzig Corpora Collection, CC BY 4.0).
It needs `brotli`. Costs are whole bits (-log2 of the share), and what costs more than `DEAREST` is left out.
"""

from __future__ import annotations

import json
import re
import sys
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from math import log2
from pathlib import Path

import brotli

from crawler.decoding.letter_costs import DEAREST, fold_letter
from crawler.normalization.language.scripts import _SIMPLIFIED, _TRADITIONAL, ONLY_TRADITIONAL

FILE = Path(__file__).parents[2] / "crawler" / "decoding" / "letters.json"
SOURCE = "lingua-language-detector 1.4.2 (Apache-2.0), by tools.training.letters"
#: Languages that are written in character sets of one byte a letter, and those of two.
ALPHABETS = (
    "ar be bg ca cs cy da de el en eo es et fa fi fr ga he hr hu is it lt lv mk nb nl pl pt ro ru sk sl sq sr"
    " sv th tr uk ur vi"
)
LOGOGRAMS = ("ja", "ko", "zh")

#: Combining marks of windows-1258: grave, acute, tilde, hook above, dot below.
_TONES = re.compile("[\u0300\u0301\u0303\u0309\u0323]")

Shares = dict[str, float]


def main() -> None:
    """Write the costs of every language."""
    folder = Path(sys.argv[-1]) / "lingua" / "language-models"
    letters = {language: list(_tiers(dict(_alphabet(folder, language)))) for language in ALPHABETS.split()}
    signs = {language: _unigrams(folder, language) for language in LOGOGRAMS}
    signs["zh-Hant"] = signs.pop("zh")
    signs["zh"] = dict(_simplified(signs["zh-Hant"]))
    letters |= {language: list(_tiers(shares)) for language, shares in signs.items()}
    text = json.dumps({"source": SOURCE, "bits": dict(sorted(letters.items()))}, ensure_ascii=False, indent=0)
    FILE.write_text(text + "\n", encoding="utf-8")


def _alphabet(folder: Path, language: str) -> Iterator[tuple[str, float]]:
    """Yield the shares of letters, and of each letter among those that follow another ("ch")."""
    spell = _without_tone if language == "vi" else str
    first, joint = _split(_unigrams(folder, language), _load(folder, language, "bigrams"), spell)
    total = sum(first.values())
    yield from ((letter, share / total) for letter, share in first.items())
    follow: Shares = defaultdict(float)
    for pair, share in joint.items():
        follow[pair[0]] += share
    yield from ((pair, share / follow[pair[0]]) for pair, share in joint.items() if follow[pair[0]] > 1e-6)


def _split(single: Shares, after: Shares, spell: Callable[[str], str]) -> tuple[Shares, Shares]:
    """Return shares of letters and of pairs of letters, as they are in text read from one-byte sets."""
    first: Shares = defaultdict(float)
    joint: Shares = defaultdict(float)
    for letter, share in single.items():
        first[fold_letter(spell(letter))] += share
    for pair, share in after.items():
        joint["".join(fold_letter(spell(letter)) for letter in pair)] += share * single.get(pair[0], 0.0)
    return first, joint


def _without_tone(letter: str) -> str:
    """Return a letter of Vietnamese without the tone that windows-1258 holds as a mark after it."""
    return (
        letter
        if _is_in(letter, "cp1258")
        else unicodedata.normalize("NFC", _TONES.sub("", unicodedata.normalize("NFD", letter)))
    )


def _simplified(shares: Shares) -> Iterator[tuple[str, float]]:
    simpler = dict(zip(_TRADITIONAL, _SIMPLIFIED, strict=True))
    found: Shares = defaultdict(float)
    for sign, share in shares.items():
        found[simpler.get(sign, sign) if sign in ONLY_TRADITIONAL else sign] += share
    yield from ((sign, share) for sign, share in found.items() if _is_in(sign, "gb2312"))


def _is_in(sign: str, codec: str) -> bool:
    try:
        return bool(sign.encode(codec))
    except UnicodeEncodeError:
        return False


def _tiers(shares: Shares) -> Iterator[str]:
    """Yield the keys that cost 0, 1, 2 ... bits, parted by spaces."""
    tiers: dict[int, list[str]] = defaultdict(list)
    for key, share in shares.items():
        if share > 0 and (bits := round(-log2(share))) <= DEAREST:
            tiers[bits].append(key)
    yield from (" ".join(sorted(tiers[bits])) for bits in range(DEAREST + 1))


def _unigrams(folder: Path, language: str) -> Shares:
    return _load(folder, language, "unigrams")


def _load(folder: Path, language: str, kind: str) -> Shares:
    packed = (folder / language / f"{kind}.json.br").read_bytes()
    return dict(_shares(json.loads(brotli.decompress(packed))["ngrams"].items()))


def _shares(rows: Iterable[tuple[str, str]]) -> Iterator[tuple[str, float]]:
    for share, found in rows:
        above, _, below = share.partition("/")
        yield from ((ngram, int(above) / int(below)) for ngram in found.split(" "))


if __name__ == "__main__":
    main()
