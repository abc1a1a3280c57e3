"""The language of a text: from its script where that decides, else from py3langid.

What the page or the outlet declares is a prior of fixed weight. It tips the scales between languages that the
detector can't tell apart, and loses wherever the text is clear.
"""

from __future__ import annotations

import io
import lzma
import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from functools import cache
from typing import TYPE_CHECKING
from unicodedata import category

from crawler.normalization.language.scripts import (
    BLOCKS,
    DENSE_SCRIPTS,
    LANGUAGES_BY_SCRIPT,
    ONLY_SIMPLIFIED,
    ONLY_TRADITIONAL,
    SAME_LANGUAGE,
    SOLE_LANGUAGE,
)

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

__all__ = ["detect_language"]

#: Letters below which the text is not asked, only what is declared (dense scripts count three a letter).
_FEWEST_LETTERS = 20
#: The same where the script alone decides.
_FEWEST_OF_SOLE_SCRIPT = 5
#: Longer texts are judged by three pieces of this many characters: start, middle and end.
_PIECE = 120

#: How many times likelier a text is in a language that the outlet, or the page, declares.
_OUTLET_WEIGHT = 4.0
_PAGE_WEIGHT = 2.0
#: The same for languages in which next to no news appears, but which resemble those in which it does.
_RARE_WEIGHT = 0.1
_RARE = frozenset(
    {"ace", "an", "bcl", "ext", "gcf", "gcr", "gom", "la", "lij", "ltg", "pcm", "sa", "vec", "vo", "wa"}
)
#: A best language with less than this share of all is no answer.
_LEAST_SHARE = 0.1

#: Of these the declared form is kept where the text agrees with it: both are right, one is the outlet's.
_FORMS = frozenset({"nb", "fil", "yue"})

# Languages that the model does not know, told from their sister by letters or words only they use.
_YIDDISH = re.compile("[\u05f0-\u05f2]|א[\u05b7\u05b8]|\\b(?:און|איז|דער|פון|מיט|זיך|נישט|האט|וועט|אויף)\\b")
_TIGRINYA = re.compile("[ቐ-ቝኸ-ኾ]|\\b(?:እዩ|ናብ|ምስ|ድማ|ብዛዕባ|ነቲ|እቲ|ካብ)\\b")
_AYMARA = re.compile(r"[äïüẍ]|\B(?:naka|mpi)|\B\Btaki\b|\b(?:uka|janiw|jach'a)")
_SISTERS = {"he": ("yi", _YIDDISH), "am": ("ti", _TIGRINYA), "qu": ("ay", _AYMARA)}
#: How many marks of the sister a word has on average at least.
_MARKS_PER_WORD = 0.15
#: Subtags that declare traditional Chinese.
_TRADITIONAL = frozenset({"hant", "tw", "hk", "mo"})
_STARTS = [first for first, _, _ in BLOCKS]


def detect_language(text: str, *, hint: str | None = None, candidates: Iterable[str] = ()) -> str | None:
    """Return the BCP 47 tag of a text's language ("pt", "zh", "zh-Hant"), or `None` where it can't be told.

    `hint` is the page's own `lang`, `candidates` are the outlet's languages; both count only where the
    text leaves a doubt. A text of fewer than 20 letters gets the hint if it is among the candidates. Of a
    long text 360 characters are read. Tags carry no region, and "zh-Hant" only where the characters show
    it.
    """
    declared = [*candidates]
    sample = _sample(text)
    scripts = _letters_by_script(sample)
    language = _by_script(scripts) or _by_model(sample, scripts, hint, declared)
    if language is None:
        return _declared_form(_base(hint), declared) if hint and _base(hint) in map(_base, declared) else None
    if language == "zh" and _is_traditional(sample, declared=[*filter(None, [hint]), *declared]):
        return "zh-Hant"
    return _declared_form(language, [*filter(None, [hint]), *declared])


def _sample(text: str) -> str:
    """Return at most three pieces of `text`, without addresses and handles."""
    if len(text) > 3 * _PIECE:
        middle = (len(text) - _PIECE) // 2
        text = f"{text[:_PIECE]} {text[middle : middle + _PIECE]} {text[-_PIECE:]}"
    return " ".join(word for word in text.split() if not ("@" in word or "://" in word or word[0] == "#"))


def _letters_by_script(text: str) -> Counter[str]:
    """Count letters and vowel signs by ISO 15924 script; those of dense scripts count three times."""
    counts: Counter[str] = Counter()
    for char, times in Counter(text).items():
        script = _script(ord(char)) if category(char)[0] in "LM" else None
        if script:
            counts[script] += times * (3 if script in DENSE_SCRIPTS else 1)
    return counts


def _script(code: int) -> str | None:
    at = bisect_right(_STARTS, code) - 1
    if at < 0 or code > BLOCKS[at][1]:
        return None
    return BLOCKS[at][2]


def _by_script(scripts: Counter[str]) -> str | None:
    """Return the language that the script alone decides, or `None`.

    Kana beside Han are Japanese, Hangul beside Han are Korean.
    """
    if not scripts or sum(scripts.values()) < _FEWEST_OF_SOLE_SCRIPT:
        return None
    script = _main(scripts)
    if script == "Hani" and scripts["Kana"] * 10 >= scripts["Hani"]:
        return "ja"
    if script == "Hani" and scripts["Hang"] * 3 >= scripts["Hani"]:
        return "ko"
    return SOLE_LANGUAGE.get(script)


def _main(scripts: Counter[str]) -> str:
    return max(scripts, key=lambda script: (scripts[script], script))


def _by_model(sample: str, scripts: Counter[str], hint: str | None, declared: list[str]) -> str | None:
    if sum(scripts.values()) < _FEWEST_LETTERS:
        return None
    own, outlet = _base(hint), {_base(tag) for tag in declared}
    shares = _weighted(sample, _main(scripts), own, outlet)
    if not shares:
        return None
    best = max(shares, key=lambda language: (shares[language], language))
    if own in outlet and best not in outlet and _is_unknown_to_model(own):
        return own
    return _sister(best, sample) if shares[best] >= _LEAST_SHARE * sum(shares.values()) else None


def _weighted(sample: str, script: str, hint: str | None, outlet: Collection[str | None]) -> dict[str, float]:
    """Return the probability of each language written in `script`, by the model and times the prior."""
    shares: defaultdict[str, float] = defaultdict(float)
    for label, share in _model().rank(sample):
        if _is_written_in(label, script):
            language = SAME_LANGUAGE.get(label, label)
            rare = language in _RARE and language != hint and language not in outlet
            shares[language] += share * (_RARE_WEIGHT if rare else 1.0)
    for language in shares:
        shares[language] *= _OUTLET_WEIGHT if language in outlet else 1.0
        shares[language] *= _PAGE_WEIGHT if language == hint else 1.0
    shares.pop("zxx", None)
    return shares


def _is_written_in(label: str, script: str) -> bool:
    if script in LANGUAGES_BY_SCRIPT:
        return label in LANGUAGES_BY_SCRIPT[script]
    return not _is_only_elsewhere(label)


@cache
def _is_only_elsewhere(label: str) -> bool:
    """Tell whether `label` is never written in Latin letters."""
    latin_too = {"az", "bs", "crh", "gom", "ku", "ro", "sr", "tk", "uz"}
    others = set(SOLE_LANGUAGE.values()).union(*LANGUAGES_BY_SCRIPT.values())
    return label in (others | {"grc"}) - latin_too


def _sister(language: str, sample: str) -> str:
    """Return a language, or the one like it that the model does not know, where its marks are frequent."""
    if language not in _SISTERS:
        return language
    sister, marks = _SISTERS[language]
    needed = max(2.0, _MARKS_PER_WORD * len(sample.split()))
    return sister if len(marks.findall(sample)) >= needed else language


def _is_traditional(text: str, *, declared: Iterable[str] = ()) -> bool:
    """Tell whether a Chinese text is surely in traditional characters.

    Twenty telling characters with hardly a simplified one among them are needed, or three where
    `declared` names traditional Chinese ("zh-TW", "zh-Hant-HK").
    """
    traditional = sum(char in ONLY_TRADITIONAL for char in text)
    simplified = sum(char in ONLY_SIMPLIFIED for char in text)
    needed = 3 if any(_declares_traditional(tag) for tag in declared) else 20
    return traditional >= needed and simplified * 20 <= traditional


def _declares_traditional(tag: str) -> bool:
    subtags = tag.lower().replace("_", "-").split("-")
    return subtags[0] in {"zh", "yue"} and not _TRADITIONAL.isdisjoint(subtags[1:])


def _base(tag: str | None) -> str | None:
    """Return the language subtag of a BCP 47 tag, in the form that is used here ("pt_BR" -> "pt")."""
    if not tag:
        return None
    subtag = re.split("[-_]", tag.strip().lower(), maxsplit=1)[0]
    return SAME_LANGUAGE.get(subtag, subtag)


def _declared_form(language: str | None, declared: Iterable[str]) -> str | None:
    for tag in declared:
        subtag = re.split("[-_]", tag.strip().lower(), maxsplit=1)[0]
        if subtag in _FORMS and SAME_LANGUAGE[subtag] == language:
            return subtag
    return language


@cache
def _model() -> LanguageIdentifier:
    # It loads numpy, which a command that reads no text need not wait for.
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    try:
        return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    except OSError:  # it is unpacked to a temporary file, and the disk may be full
        return _unpacked_in_memory()


def _unpacked_in_memory() -> LanguageIdentifier:
    """Return the same model, read at the cost of 70 MB more memory."""
    import numpy as np
    from py3langid.langid import MODEL_DIR, MODEL_FILE, LanguageIdentifier
    from py3langid.modelio import _to_array

    with lzma.open(MODEL_DIR / MODEL_FILE) as packed:
        model = np.load(io.BytesIO(packed.read()), allow_pickle=False)
    return LanguageIdentifier(
        *(model["ptc"], model["pc"], model["classes"].tolist()),
        *(_to_array(model["nextmove"]), model["out_feat"].tolist()),
        norm_probs=True,
        tk_row=_to_array(model["nextmove_row"]),
    )


@cache
def _known() -> frozenset[str]:
    labels = {SAME_LANGUAGE.get(label, label) for label in _model().labels}
    return frozenset(labels | {sister for sister, _ in _SISTERS.values()} | set(SOLE_LANGUAGE.values()))


def _is_unknown_to_model(language: str | None) -> bool:
    return language is not None and language not in _known()
