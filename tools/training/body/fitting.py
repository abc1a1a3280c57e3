"""The model of a table's blocks, learned from all folds or from all but one."""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray

from crawler.extraction.body.model import MEASURES, BodyModel, lexical_columns
from tools.training.body.examples import Table, by_page
from tools.training.body.trees import grow
from tools.training.body.words import by_place, lexicon, weigh
from tools.training.pages import FOLDS

#: Share from which a block is taken.
THRESHOLD = 0.5


class Fitting:
    """Learns models; weights of words are learned once for each set of folds that they leave out."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self._weights = cache(self._weigh)

    def model(self, *, without: int | None = None) -> BodyModel:
        """Return a model learned from all folds, or from all but one, without a confidence.

        The words' scores that its trees learn from are of weights that never saw the block's own fold.
        """
        table = self.table
        columns, names = self._columns(without)
        rows = table.known if without is None else table.known & (table.fold != without)
        trees = grow(columns[rows], table.label[rows], table.weight[rows])
        words = lexicon(table.terms, self._weights(frozenset([without]) - {None}))
        return BodyModel(words, trees, tuple(names), THRESHOLD, np.zeros(len(MEASURES) + 1))

    def _columns(self, without: int | None) -> tuple[NDArray[np.float32], list[str]]:
        table = self.table
        scores = np.zeros((len(table.label), 5))
        for fold in range(FOLDS):
            rows = table.fold == fold
            scores[rows] = by_place(table.terms, self._weights(frozenset([fold, without]) - {None}), rows)
        needed = {name: table.columns[:, table.names.index(name)] for name in ("heading_far", "main_far")}
        parts = {name: list(by_page(values, table.page)) for name, values in needed.items()}
        pages = [
            lexical_columns(one, {name: parts[name][at] for name in parts})
            for at, one in enumerate(by_page(scores.T, table.page))
        ]
        names = list(pages[0])
        words = np.concatenate([np.array(list(one.values()), np.float32) for one in pages], axis=1).T
        return np.concatenate([table.columns, words], axis=1), [*table.names, *names]

    def _weigh(self, without: frozenset[int]) -> NDArray[np.float64]:
        table = self.table
        rows = table.known & ~np.isin(table.fold, list(without))
        return weigh(table.terms, rows, table.label, table.lexical_weight)
