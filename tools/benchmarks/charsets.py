"""How many texts are read right in the older character sets of their language, whatever is declared.

Every article of the corpora is written anew in each of those sets, declared rightly, wrongly and not at all.
It is right where the decoded text is the one that was encoded, to the letter, markup and scripts included.
"""

from __future__ import annotations

import re
import time
import unicodedata
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from crawler.decoding import decode_document
from crawler.decoding.labels import resolve_label
from crawler.normalization.language.detect import detect_language
from tests.decoding.texts import LEGACY_SETS, encode_text
from tools.benchmarks.report import Row
from tools.gold_sets import CORPORA_SETS, corpora, gold_of

#: What is declared wrongly: by templates, by servers and by whoever copied a page.
WRONG = ("utf-8", "iso-8859-1", "windows-1251")
AIMS = {"not at all": ">= 99 %", "rightly": ">= 99 %", "wrongly": ">= 97 %"}
_SNIFFING = ("tests1.dat", "tests2.dat", "test-yahoo-jp.dat", "scripted/tests1.dat")
_DECLARATION = re.compile(r"<meta[^<>]{0,300}charset[^<>]{0,100}>|<\?xml[^<>]{0,200}\?>", re.IGNORECASE)
_HEAD = re.compile(r"<head\b[^<>]{0,300}>", re.IGNORECASE)
_TAGS = re.compile(r"<(script|style)\b.*?</\1>|<[^>]*>", re.IGNORECASE | re.DOTALL)
_LANG = re.compile(r"<html[^>]{0,300}?\blang=[\"']?([A-Za-z]{2})", re.IGNORECASE)


def read_older_sets(pages: int) -> Iterator[Row]:
    """A row for each way to declare, over at most `pages` pages of each set; then sniffing and the cost."""
    if not corpora().is_dir():
        yield Row("character sets", f"no corpora at {corpora()}")
        return
    texts = list(_texts(pages))
    right: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for text in texts:
        for how, is_right in _trials(text):
            total[how] += 1
            right[how] += is_right
    for how, aim in AIMS.items():
        share = 100 * right[how] / max(1, total[how])
        figure = f"{right[how]} of {total[how]} texts right ({share:.2f} %)"
        yield Row(f"older sets, declared {how}", figure, aim)
    yield Row("`corpora/encoding`", "{} of {} texts right".format(*_sniffed()), ">= 99 %")
    yield Row("a page in UTF-8", _cost(texts))


def _texts(pages: int) -> Iterator[str]:
    """The articles of the corpora, without what they declare."""
    for name in CORPORA_SETS:
        gold = gold_of(name, folder=Path())
        for page in gold[:: -(-len(gold) // pages)]:
            yield _DECLARATION.sub("", decode_document(page.html()).text)


def _trials(text: str) -> Iterator[tuple[str, bool]]:
    """How a text is declared, and whether it is read right, for each set of its language."""
    for label in LEGACY_SETS.get(_language(text), ()):
        for how, declared in _declarations(label):
            stated = _HEAD.sub(rf'\g<0><meta charset="{declared}">', text, count=1) if declared else text
            data = encode_text(stated, label)
            if not data.isascii():
                yield how, _is_right(data, label)


def _declarations(label: str) -> Iterator[tuple[str, str | None]]:
    yield "not at all", None
    yield "rightly", label
    yield from (("wrongly", wrong) for wrong in WRONG if _codec(wrong) != _codec(label))


def _is_right(data: bytes, label: str) -> bool:
    wanted = data.decode(_codec(label))
    found = decode_document(data).text
    return unicodedata.normalize("NFC", found) == unicodedata.normalize("NFC", wanted)


def _language(text: str) -> str:
    stated = _LANG.search(text)
    return detect_language(_TAGS.sub(" ", text), hint=stated[1].lower() if stated else None) or "en"


def _sniffed() -> tuple[int, int]:
    """Cases of html5lib's that are read right, and how many there are."""
    right = total = 0
    for name in _SNIFFING:
        for case in (corpora() / "encoding" / name).read_bytes().split(b"#data\n")[1:]:
            data, _, rest = case.partition(b"\n#encoding\n")
            label = rest.split(b"\n")[0].strip().decode()
            total += 1
            right += decode_document(data).text == data.decode(_codec(label), "replace").lstrip("\ufeff")
    return right, total


def _cost(texts: list[str]) -> str:
    """CPU of decoding the pages in UTF-8, beside that of Python's codec alone."""
    pages = [text.encode() for text in texts]
    times = []
    for decode in (decode_document, bytes.decode):
        start = time.process_time()
        for _ in range(5):
            for page in pages:
                decode(page)  # type: ignore[operator]
        times.append((time.process_time() - start) / (5 * len(pages)))
    return f"{times[0] * 1e6:.0f} us CPU, {times[0] / times[1]:.2f} times Python's codec alone"


def _codec(label: str) -> str:
    return resolve_label(label) or "utf-8"
