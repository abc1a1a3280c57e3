"""Pages of the corpora as rows to learn from: one a block, all pages in one table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from crawler.extraction.body.blocks import Measured
from crawler.extraction.body.features import measure_blocks
from crawler.extraction.body.lexicon import terms_of
from crawler.extraction.metadata.jsonld import LinkedData, linked_data
from crawler.extraction.page.page import HtmlPage, read_page
from tools.training.body.labels import labels
from tools.training.body.words import Terms, gather
from tools.training.pages import Sample

#: Weight of a block beside its share of the text: short ones count, too.
LEAST_WEIGHT = 0.003
_LEXICAL_WEIGHT = 0.1


@dataclass(frozen=True, slots=True)
class Table:
    """All blocks of all pages: `columns` is blocks x `names`, `page` the number of each block's page."""

    samples: list[Sample]
    names: list[str]
    columns: NDArray[np.float32]
    label: NDArray[np.float64]
    share: NDArray[np.float64]
    page: NDArray[np.int64]
    fold: NDArray[np.int64]
    terms: Terms

    @property
    def known(self) -> NDArray[np.bool_]:
        """Blocks of which gold says whether they are the article's."""
        return self.label >= 0

    @property
    def weight(self) -> NDArray[np.float64]:
        """How much each block counts: its share of the page's gold, so that pages count alike."""
        return self.share + LEAST_WEIGHT

    @property
    def lexical_weight(self) -> NDArray[np.float64]:
        """The same for words, where one long block should not outweigh many."""
        return 100 * np.minimum(self.share, _LEXICAL_WEIGHT) + 1


def table(given: Sequence[Sample]) -> Table:
    """Return the blocks of pages with their labels; a page without blocks gives none."""
    columns, label, share, terms, pages, names = [], [], [], [], [], list[str]()
    for sample in given:
        measured = measured_of(sample)
        if measured is None:
            continue
        found = labels(sample, measured)
        names = list(measured.columns)
        columns.append(np.array(list(measured.columns.values()), np.float32).T)
        label.append(found.label)
        share.append(found.share)
        terms.append(terms_of(measured.blocks, measured.box))
        pages.append(sample)
    sizes = [len(one) for one in label]
    return Table(
        samples=pages,
        names=names,
        columns=np.concatenate(columns),
        label=np.concatenate(label),
        share=np.concatenate(share),
        page=np.repeat(np.arange(len(pages)), sizes),
        fold=np.repeat([sample.fold for sample in pages], sizes),
        terms=gather(terms, [sample.domain for sample in pages]),
    )


def opened(sample: Sample) -> tuple[HtmlPage, LinkedData]:
    """Return a page and its structured data, as the ladder reads them."""
    page = read_page(sample.html, url=sample.url)
    return page, linked_data(page, title=page.meta("og:title", "twitter:title") or "")


def measured_of(sample: Sample) -> Measured | None:
    """Return the measured blocks of a page; None where it has none."""
    page, data = opened(sample)
    return measure_blocks(page, data) if page.root is not None else None


def by_page(values: NDArray[Any], page: NDArray[np.int64]) -> Iterator[NDArray[Any]]:
    """Yield the part of a table's last axis that belongs to each page, in order."""
    borders = np.flatnonzero(np.diff(page)) + 1
    yield from np.split(values, borders, axis=-1)
