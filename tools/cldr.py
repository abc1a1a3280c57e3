"""Makes `names.json` from CLDR: `python -m tools.cldr > .../date_words.json`.

Run by hand when a language is added; needs `babel`, whose locale data is CLDR's (Unicode License v3).
Shapes: `months` and `weekdays` language -> number -> names (January 1, Monday 0); `halves` language ->
"am", "pm" or "night" -> markers; `ago` language -> unit -> phrases with "#" for the number, which is in the
unit ("day=2") where the phrase tells it in a word.
"""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

LOCALES = """
en en_GB en_AU es es_MX es_PE pt pt_PT fr fr_CA it de de_AT nl ca gl eu ro eo la sq mt ga cy is lb fy
sv nb nn da fi et lv lt pl cs sk sl hr bs sr sr_Latn bs_Cyrl mk bg ru uk be hu el
tr az az_Cyrl kk ky uz uz_Cyrl tg tk tt mn hy ka
ar ar_SY ar_IQ ar_DZ ar_MA ar_TN ar_MR he fa fa_AF ps ur ckb ku ug sd
hi bn ta te ml kn gu pa mr ne si or as th lo km my id ms jv su fil vi zh zh_Hant ja ko yue
sw am ti so ha yo ig zu xh af rw mg qu ht
"""

_BROADCASTING = {"nb": "no", "nn": "no", "fil": "tl"}
_HALVES = {
    **dict.fromkeys(("am", "morning1", "morning2"), "am"),
    **dict.fromkeys(("pm", "afternoon1", "afternoon2", "evening1", "evening2"), "pm"),
    **dict.fromkeys(("night1", "night2"), "night"),
}
#: Plural categories that stand for one number.
_COUNTS = {"one": 1, "two": 2}
_SOURCE = "Unicode CLDR (https://cldr.unicode.org), Unicode License v3, by tools.cldr"


def date_words() -> dict[str, Any]:
    """The names of months, weekdays, day halves and "n minutes ago" of `LOCALES`."""
    words: dict[str, Any] = {
        name: defaultdict(lambda: defaultdict(set)) for name in ("months", "weekdays", "halves")
    }
    words["ago"] = defaultdict(lambda: defaultdict(set))
    for locale in _locales():
        language = _BROADCASTING.get(locale.language, locale.language)
        for key, name in _named(locale.months):
            words["months"][language][key].add(name)
        for key, name in _named(locale.days):
            words["weekdays"][language][key].add(name)
        for key, name in _named(locale.day_periods):
            if key in _HALVES:
                words["halves"][language][_HALVES[key]].add(name)
        for unit, phrase in _phrases(locale):
            words["ago"][language][unit].add(phrase)
    return {"source": _SOURCE, **words}


def _locales() -> Iterator[Any]:
    from babel import Locale, UnknownLocaleError, localedata

    for code in LOCALES.split():
        localedata._cache.clear()  # a locale's aliases otherwise write its names into those read after it
        try:
            yield Locale.parse(code)
        except UnknownLocaleError:
            print(f"{code}: not in CLDR", file=sys.stderr)


def _named(tables: Any) -> Iterator[tuple[str, str]]:
    for context in ("format", "stand-alone"):
        for width in ("wide", "abbreviated"):
            for key, name in tables.get(context, {}).get(width, {}).items():
                if not name.strip(". ").isdigit() and not name.startswith("M0"):
                    yield str(key), name


def _phrases(locale: Any) -> Iterator[tuple[str, str]]:
    fields = locale._data["date_fields"]
    for unit in ("second", "minute", "hour", "day"):
        for name in (unit, f"{unit}-short", f"{unit}-narrow"):
            for count, phrase in fields.get(name, {}).get("past", {}).items():
                words = phrase.replace("{0}", "#").strip("\u200e\u200f ")
                if "#" in words and not words.startswith(("-", "\u2212", "\u2011")):
                    yield unit, words
                elif "#" not in words and count in _COUNTS:
                    yield f"{unit}={_COUNTS[count]}", words


def _sorted(value: Any) -> Any:
    return sorted(value) if isinstance(value, set) else dict(value)


if __name__ == "__main__":
    json.dump(date_words(), sys.stdout, ensure_ascii=False, indent=0, sort_keys=True, default=_sorted)
    print()
