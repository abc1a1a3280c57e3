"""Case 35: a cell that a spreadsheet would run as a formula is written as text."""

import csv
import io

import pytest

from crawler.exports.csv import SafeCsvItemExporter


def exported(**item):
    file = io.BytesIO()
    exporter = SafeCsvItemExporter(file)
    exporter.start_exporting()
    exporter.export_item(item)
    exporter.finish_exporting()
    file.seek(0)
    (row,) = csv.DictReader(io.TextIOWrapper(file, "utf-8", newline=""))
    return row


@pytest.mark.parametrize("value", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "=cmd|' /C calc'!A0"])
def test_a_cell_that_begins_like_a_formula_gets_an_apostrophe(value):
    assert exported(headline=value)["headline"] == f"'{value}"


@pytest.mark.parametrize("value", ["a = b", "1-2", "'quoted'", "Título", "", " =1"])
def test_another_cell_is_left_as_it_is(value):
    assert exported(headline=value)["headline"] == value


def test_lists_and_numbers_are_cells_too():
    row = exported(authors=["=Ana", "Li"], word_count=7, image=None)
    assert row == {"authors": "'=Ana,Li", "word_count": "7", "image": ""}
