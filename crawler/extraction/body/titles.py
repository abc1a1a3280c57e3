"""What is measured of a block beside the page's title and summary, and where it stands to the headline."""

from __future__ import annotations

import numpy as np

from crawler.extraction.body.lexicon import block_words
from crawler.extraction.body.measured import TAG, Floats, Measured, sums_before
from crawler.extraction.metadata.jsonld import LinkedData
from crawler.extraction.page.page import HtmlPage

#: Blocks whose words are compared with the title's.
_COMPARED = 2_000
#: Levels above a block in which the headline is looked for.
_LEVELS = 12


def measure_titles(m: Measured, page: HtmlPage, data: LinkedData) -> None:
    """How many words a block shares with title and summary, and where it stands to the first heading."""
    f, n = m.columns, len(m.tokens)
    titles = [page.meta("og:title") or "", page.title, data.text(data.article, "headline") or ""]
    summaries = [
        page.meta("og:description", "description") or "",
        data.text(data.article, "description") or "",
    ]
    named = set().union(*block_words(titles))
    summary = set().union(*block_words(summaries))
    in_title, of_title, in_summary = np.zeros(n), np.zeros(n), np.zeros(n)
    for at, words in enumerate(m.words[:_COMPARED]):
        if words:
            own = set(words)
            if both := len(own & named):
                in_title[at], of_title[at] = both / len(own), both / len(named)
            in_summary[at] = len(own & summary) / len(own)
    f["in_title"], f["of_title"], f["in_summary"] = in_title, of_title, in_summary
    f["summary_best"] = np.where(m.prose > 0, in_summary, 0).max() - in_summary
    _heading(m, in_title, of_title)


def _heading(m: Measured, in_title: Floats, of_title: Floats) -> None:
    f, box, n = m.columns, m.box, len(m.tokens)
    firsts = np.flatnonzero(m.tag == TAG["h1"])
    candidates = firsts if len(firsts) else np.flatnonzero((in_title > 0.5) & (of_title > 0.5))
    f["h1s"] = np.full(n, float(min(len(firsts), 10)))
    if not len(candidates):
        for name in (
            "h1_title",
            "h1_far",
            "h1_prose",
            "h1_linked",
            "h1_up",
            "h1_share",
            "h1_level",
            "h1_count",
        ):
            f[name] = np.full(n, -99.0)
        return
    h1 = int(candidates[np.argmax((in_title + of_title)[candidates] - 0.001 * np.arange(len(candidates)))])
    at = np.arange(n)
    prose, tokens, linked = sums_before(m.prose), sums_before(m.tokens), sums_before(m.tokens * m.linked)
    f["h1_title"] = np.full(n, in_title[h1] + of_title[h1])
    f["h1_far"] = np.clip(at - h1, -200, 400).astype(float)
    f["h1_prose"] = np.sign(at - h1) * np.log1p(np.abs(prose[:-1] - prose[h1]))
    f["h1_linked"] = np.where(
        at > h1, (linked[:-1] - linked[h1]) / np.maximum(tokens[:-1] - tokens[h1], 1), -1
    )
    holds = (box.first <= h1) & (h1 < box.last)
    number, steps = box.of, np.zeros(n)
    for _ in range(_LEVELS):
        out = ~holds[number]
        if not out.any():
            break
        steps += out
        number = np.where(out, box.parent[number], number)
    f["h1_up"] = steps
    f["h1_share"] = (prose[box.last] - prose[box.first])[number] / max(prose[-1], 1)
    f["h1_level"] = (box.level[number] - box.level[box.of[h1]]).astype(float)
    f["h1_count"] = np.log1p((box.last - box.first)[number])
