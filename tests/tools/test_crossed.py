"""The corpora's pages are scored by models that never saw a page of the domain."""

from pathlib import Path

import numpy as np

from crawler.accuracy import read_gold
from crawler.extraction.body.model import load_body_model
from tests.accuracy.pages import gold_file
from tools.crossed import load_crossed, predict_crossed, save_crossed
from tools.training.pages import FOLDS, fold_of


def test_there_is_a_model_of_each_fold_that_reads_the_columns_of_the_shipped_one() -> None:
    models = load_crossed()
    assert set(models) == set(range(FOLDS))
    assert all(set(model.columns) == set(load_body_model().columns) for model in models.values())
    assert len({model.trees.value.tobytes() for model in models.values()}) == FOLDS


def test_models_read_as_they_were_written(tmp_path: Path) -> None:
    models = {fold: load_body_model() for fold in range(FOLDS)}
    save_crossed(models, path=tmp_path / "crossed.npz")
    again = load_crossed(tmp_path / "crossed.npz")[FOLDS - 1]
    assert again.words == load_body_model().words
    assert again.columns == load_body_model().columns
    assert np.array_equal(again.trees.mask, load_body_model().trees.mask)


def test_all_addresses_of_a_domain_are_in_one_fold() -> None:
    assert fold_of("https://news.larne-courier.co.uk/a") == fold_of("https://www.larne-courier.co.uk/b?c=1")
    assert {fold_of(f"https://outlet{number}.example/") for number in range(50)} == set(range(FOLDS))


def test_predictions_come_in_the_order_of_the_pages(tmp_path: Path) -> None:
    gold = read_gold(gold_file(tmp_path))
    assert [found.id for found in predict_crossed(gold)] == [page.id for page in gold]
