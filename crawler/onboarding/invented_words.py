"""Words that look like a text's own and mean nothing: the same length, script and case, one for each word.

A chain of letters is learned from the text itself, so that its language shows; a word is drawn from it by a
seed of the word, and is none that stands in the text.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from hashlib import sha256
from itertools import groupby
from random import Random

#: Letters that a word may have and still say little: articles, prepositions, pronouns.
_LITTLE, _LITTLE_SEMITIC = 3, 2
#: Tries to draw a word that the text does not hold.
_TRIES = 60
#: Letters that may stand behind a figure and belong to it: "18th", "5 km" without its space.
_ORDINAL = 3
#: How often a short word stands in a text of which it says nothing.
_OFTEN = 4
#: Letters that must be known to follow others, so that one of them is drawn.
_FEWEST = 4
#: Scripts in which a letter is a syllable or a word: each is drawn by itself, from those of its kind.
_KINDS = (
    ("han", re.compile("[\u2e80-\u2fdf\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")),
    ("hiragana", re.compile("[\u3040-\u309f]")),
    ("katakana", re.compile("[\u30a0-\u30ff]")),
    ("hangul", re.compile("[\uac00-\ud7a3]")),
)
_DRAWN_ALONE = frozenset(name for name, _ in _KINDS)
_LATIN = range(0x250)
_SEMITIC = re.compile("[\u0590-\u08ff]")
#: Scripts that write no spaces: what stands there as one word may be a whole sentence.
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u30ff\u3400-\u9fff]")


class WordInventor:
    """Invents words in the manner of one text; the same word always becomes the same."""

    def __init__(self, text: str, *, seed: str = "") -> None:
        """`text` is what the letters are learned from; another `seed` gives other words."""
        self.seed = seed
        counted = Counter(word.casefold() for word in words_of(text))
        self.known = set(counted)
        #: Short words that the text has so often that they are its language's, and not its own.
        self.common = {word for word, times in counted.items() if times >= _OFTEN and is_little(word)}
        #: Kind of a letter, and the letters before it -> the letters that stand there.
        self._after: dict[tuple[str, str], list[str]] = defaultdict(list)
        for word in sorted(self.known):
            self._learn(word)
        self._invented: dict[str, str] = {}

    def invent_text(self, text: str, *, keep: Callable[[str], bool] = lambda word: False) -> str:
        """Return `text` with each word invented, but for those that say little and those to `keep`."""
        made, before = [], ""
        for piece, is_word in parted(text):
            ordinal = before[-1:].isdigit() and len(piece) <= _ORDINAL
            stays = not is_word or ordinal or self.is_common(piece) or keep(piece)
            made.append(piece if stays else self.invent_word(piece))
            before = piece
        return "".join(made)

    def is_common(self, word: str) -> bool:
        """Whether a word says nothing by itself: a letter, or a short word that comes again and again."""
        return is_little(word) and (len(word) < 2 or word.casefold() in self.common)

    def invent_word(self, word: str) -> str:
        """Return a word of the same length, script and case that is none of the text's."""
        key = word.lower() if len(word.lower()) == len(word) else word
        if key not in self._invented:
            self._invented[key] = self._draw(key)
        return "".join(map(_in_case_of, self._invented[key], word))

    def _learn(self, word: str) -> None:
        padded = f"  {word}"
        for at, letter in enumerate(word):
            for before in (padded[at : at + 2], padded[at + 1], ""):
                self._after[_kind(letter), before].append(letter)

    def _draw(self, word: str) -> str:
        random = Random(sha256(f"{self.seed}|{word}".encode()).digest())
        drawn = word
        for _ in range(_TRIES):
            drawn = self._chain(word, random)
            if drawn.casefold() not in self.known:
                break
        return drawn

    def _chain(self, word: str, random: Random) -> str:
        made = "  "
        for letter in word:
            made += random.choice(self._choices(_kind(letter), made) or letter)
        return made[2:]

    def _choices(self, kind: str, made: str) -> Sequence[str]:
        """The letters of a kind that follow the last two of `made`, or the last one where those are few."""
        befores = ("",) if kind in _DRAWN_ALONE else (made[-2:], made[-1], "")
        found = (self._after.get((kind, before), []) for before in befores)
        return next((letters for letters in found if len(letters) >= _FEWEST), [])


def words_of(text: str) -> Iterator[str]:
    """Yield the words of a text: its runs of letters, with their marks."""
    return (piece for piece, is_word in parted(text) if is_word)


def parted(text: str) -> Iterator[tuple[str, bool]]:
    """Yield a text's runs of letters and what stands between them, each with whether it is a word."""
    for is_word, run in groupby(text, _is_letter):
        yield "".join(run), is_word


def is_little(word: str) -> bool:
    """Whether a word is so short that it says nothing by itself, in a script that parts words."""
    if is_unspaced(word):
        return False
    if any(pattern.search(word) for _, pattern in _KINDS):
        return len(word) < 2
    return len(word) <= (_LITTLE_SEMITIC if _SEMITIC.search(word) else _LITTLE)


def is_unspaced(text: str) -> bool:
    """Whether a text holds letters of a script that does not part its words."""
    return bool(_UNSPACED.search(text))


def _is_letter(char: str) -> bool:
    return char.isalpha() if char < "\u0300" else unicodedata.category(char)[0] in "LM"


@lru_cache(maxsize=4096)
def _kind(letter: str) -> str:
    """What a letter may be replaced by: one of its script, and a mark by a mark."""
    found = next((name for name, pattern in _KINDS if pattern.match(letter)), None)
    if found:
        return found
    script = 0 if ord(letter) in _LATIN else ord(letter) >> 8
    return f"{script}{unicodedata.category(letter)[0]}"


def _in_case_of(drawn: str, letter: str) -> str:
    upper = drawn.upper()
    return upper if letter.isupper() and len(upper) == 1 else drawn
