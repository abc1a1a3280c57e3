"""Names in credits: which look like people's, how those are written, and which are of agencies or offices.

`byline_words.toml` holds the words of credits by kind, `agencies.toml` the names that agencies sign with.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

__all__ = [
    "DENSE", "agency_name", "agency_names", "byline_words", "case_name", "is_full_name", "is_office",
    "is_organisation", "load_agencies", "looks_like_name", "name_key", "spaced_apart", "unique_names",
    "without_role", "without_title",
]  # fmt: skip

_LONGEST_NAME = 60
_MOST_WORDS = 6
#: Characters of the longest code by which newsrooms sign in small letters ("hosb").
_LONGEST_CODE = 4

#: Han, kana and Hangul, in which a name is written as one word.
DENSE = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3々〆"
_DENSE_NAME = re.compile(
    f"[{DENSE}]{{2,6}}|[{DENSE}]{{1,7}}[·・=＝][{DENSE}·・=＝]{{1,16}}|[{DENSE}]{{1,4}} [{DENSE}]{{1,4}}"
)
_NO_NAME = re.compile(r"[\d@#<>{}\[\]()%=*_\\|/:;!?…。！？\"“”„«»]")
_APART = re.compile(r"[\W_]+")
_ROMAN = re.compile(r"[IVX]{2,4}")
_VOWELS = re.compile(
    r"[aeiouyàáâãäåæèéêëìíîïòóôõöøœùúûüýāēīōūąęőűıаеёиоуыэюяіїєαεηιουωάέήίόύώ]", re.IGNORECASE
)
_CHINESE_SURNAMES = frozenset(
    "王李张張刘劉陈陳杨楊黄黃赵趙吴吳周徐孙孫马馬朱胡郭何林高罗羅郑鄭梁谢謝宋唐许許邓鄧韩韓冯馮曹彭曾肖田董潘袁蔡蒋蔣余于杜叶葉程魏"
    "苏蘇吕呂丁任卢盧姚沈钟鐘姜崔谭譚陆陸范汪廖石贾賈韦韋傅方邹鄒熊孟秦邱江尹薛闫段雷侯龙龍黎史陶贺賀毛郝顾顧龚龔邵万萬覃武钱錢戴严嚴莫孔向常岳牛温康施"
)
#: Characters of the longest credit: what is longer is prose.
_LONGEST_AGENCY = 200
_AGENCY_WORDS = re.compile(
    r"^(?:the|agencia|agência|agenzia|agence|agentur) | (?:news agency|agency|news)$", re.I
)
_BETWEEN_AGENCIES = re.compile(r" ?[-–/,;+&|·、／] ?| (?:and|und|et|y|e|mit|with|con|og|och|и) ")


@cache
def byline_words(kind: str) -> frozenset[str]:
    """Return the words of `byline_words.toml` under `kind`, case-folded."""
    return frozenset(word.casefold() for word in _kinds()[kind])


@cache
def _kinds() -> dict[str, list[str]]:
    return _table("byline_words.toml")


@cache
def load_agencies() -> dict[str, list[str]]:
    """Return the name kept for each agency with its other forms in print."""
    return _table("agencies.toml")


def _table(name: str) -> dict[str, list[str]]:
    return tomllib.loads(files(__package__).joinpath(name).read_text("utf-8"))


def looks_like_name(text: str) -> bool:
    """Tell whether `text` can be a name: few words, no digits, capitals where the script has them."""
    words = text.split()
    if not words or len(text) > _LONGEST_NAME or len(words) > _MOST_WORDS or _NO_NAME.search(text):
        return False
    if _DENSE_NAME.fullmatch(text):
        return True
    if words[0].casefold() in byline_words("sentence") or not any(char.isalpha() for char in text):
        return False
    if byline_words("nobody").intersection(word.strip(".,").casefold() for word in words):
        return False
    if len(words) == 1:
        return len(text) > _LONGEST_CODE or not text.islower()
    return all(
        _is_capital(word) or word.casefold() in byline_words("particle") for word in words
    ) and _is_capital(words[-1])


def is_full_name(name: str) -> bool:
    """Tell whether a name has two words or more, or is in a script that writes a full name as one."""
    return " " in name or bool(re.search(f"[{DENSE}]", name))


def _is_capital(word: str) -> bool:
    first = next((char for char in word if char.isalpha()), "")
    return bool(first) and (first == first.upper() or re.match(r"[a-z]{1,3}['’-][A-ZÀ-Þ]", word) is not None)


def case_name(name: str) -> str:
    """Return a name in capitals as names are written, where that is sure ("ANA DE LA O'NEIL").

    Single words and short words without a vowel ("JD") stay, since they may be initials or an
    abbreviation.
    """
    words = name.split()
    if len(words) < 2 or not any(word.isupper() and len(word) > 3 for word in words):
        return name
    whole = name.upper() == name
    return " ".join(_cased_word(word, whole=whole, first=at == 0) for at, word in enumerate(words))


def _cased_word(word: str, *, whole: bool, first: bool) -> str:
    if not word.isupper() or "." in word or _ROMAN.fullmatch(word) or not _VOWELS.search(word):
        return word
    if whole and not first and word.casefold() in byline_words("particle"):
        return word.lower()
    if not whole and len(word) < 4:
        return word
    titled = "".join(part.capitalize() for part in re.split(r"(['’-])", word))
    return re.sub(r"^Mc([a-z])", lambda found: f"Mc{found[1].upper()}", titled)


def name_key(name: str) -> str:
    """Return what two spellings of one name share: letters and digits, without case or accents."""
    folded = name.casefold()
    return _APART.sub("", folded if folded.isascii() else unicodedata.normalize("NFKD", folded))


def unique_names(names: list[str]) -> list[str]:
    """Return names in order, each once; of "Todd" and "Todd Bates" the longer one stays in first place."""
    kept: dict[str, str] = {}
    for name in names:
        kept.setdefault(name_key(name) or name, name)
    longer = {name_key(word): name for name in reversed(kept.values()) for word in _ends(name)}
    return list(dict.fromkeys(longer.get(key, name) for key, name in kept.items()))


def _ends(name: str) -> list[str]:
    """Return first and last word of a name of several words."""
    words = name.split()
    return [words[0], words[-1]] if len(words) > 1 else []


def without_title(part: str, *, alone: bool) -> str:
    """Return a part without "記者", "기자" and the like; "" where it is the place of a report."""
    part = re.sub("^(?:本报|本報)?(?:特约|特約)?(?:記者|记者)\\s*", "", part)
    if not alone and part.endswith(tuple(byline_words("report_ending"))):
        return ""
    part = re.sub(r"^.{1,20}[=＝](?=.)", "", part) if re.search(f"[{DENSE}]", part) else part
    for ending in sorted(byline_words("title_ending"), key=len, reverse=True):
        if part.endswith(ending) and len(part) > len(ending) + 1:
            return part.removesuffix(ending).strip()
    return part


def without_role(part: str) -> str:
    """Return a part without the role before the name ("Political editor Ana Pérez") or behind it.

    Behind it the word before the role goes too ("Ana Pérez Berlin correspondent"), where two words are
    left.
    """
    words = part.split()
    roles = [at for at, word in enumerate(words) if word.strip(".,:").casefold() in byline_words("role")]
    if not roles:
        return part
    behind = words[roles[-1] + 1 :]
    if len(behind) > 1 and not any(word.islower() for word in behind[:2]):
        return " ".join(behind)
    before = words[: roles[0]]
    small = next(
        (at for at, word in enumerate(before) if word.islower() and word not in byline_words("particle")),
        None,
    )
    before = before[:small] if small is not None else before[:-1] if len(before) > 2 else before
    return " ".join(before) if len(before) > 1 else ""


def spaced_apart(part: str) -> list[str]:
    """Return the names between which only a space stands: Korean ones, and Chinese ones by their surnames."""
    words = part.split()
    korean = all(re.fullmatch("[가-힣]{3,4}", word) for word in words)
    chinese = all(
        re.fullmatch("[\u4e00-\u9fff]{2,3}", word) and word[0] in _CHINESE_SURNAMES for word in words
    )
    return words if korean or chinese else [part]


def is_organisation(part: str) -> bool:
    """Tell whether a part names an office or an organisation."""
    words = part.casefold().split()
    if not 0 < len(words) <= _MOST_WORDS:
        return False
    if len(words) == 2 and words[0] in byline_words("article") and part[0].isupper():
        return True
    return is_office(part) or bool(_pieces(words) & byline_words("organisation"))


def is_office(part: str) -> bool:
    """Tell whether a part names an office that signs in place of people ("Redaktion", "Web Desk")."""
    words = part.casefold().split()
    if not 0 < len(words) <= _MOST_WORDS:
        return False
    if _pieces(words) & byline_words("desk") or any(word.endswith("redaktion") for word in words):
        return True
    return part.endswith(tuple(byline_words("desk_ending")))


def _pieces(words: list[str]) -> set[str]:
    """Return the words and the parts of those with hyphens."""
    return {piece.strip(".,") for word in words for piece in (word, *word.split("-"))}


def agency_name(text: str, *, extra: Mapping[str, str] | None = None) -> str | None:
    """Return the agency that the whole of `text` names ("AFP", "(Reuters)", "Agencia EFE"), or `None`.

    `extra` maps an outlet's own codes to names and goes first.
    """
    if len(text) > _LONGEST_AGENCY:
        return None
    printed = " ".join(text.split()).strip(" ()[].,:;*—–-©【】（）")
    if extra and printed in extra:
        return extra[printed]
    exact, folded = _agency_forms()
    bare = _AGENCY_WORDS.sub("", printed)
    return (
        exact.get(printed) or folded.get(printed.casefold()) or exact.get(bare) or folded.get(bare.casefold())
    )


def agency_names(text: str, *, extra: Mapping[str, str] | None = None) -> list[str]:
    """Return the agencies of a credit that names nothing else ("dpa/AFP", "RHC-PL"), else [].

    An agency whose own name holds a hyphen counts as one.
    """
    whole = agency_name(text, extra=extra)
    if whole:
        return [whole]
    if len(text) > _LONGEST_AGENCY:
        return []
    parts = [part for part in _BETWEEN_AGENCIES.split(" ".join(text.split()).strip(" ()[]")) if part]
    names = [agency_name(part, extra=extra) for part in parts]
    return list(dict.fromkeys(name for name in names if name)) if all(names) else []


@cache
def _agency_forms() -> tuple[dict[str, str], dict[str, str]]:
    """Return the names of agencies by form as printed, and by case-folded form where it has small letters."""
    exact = {form: name for name, forms in load_agencies().items() for form in (name, *forms)}
    folded = {form.casefold(): name for form, name in exact.items() if form != form.upper()}
    return exact, folded
