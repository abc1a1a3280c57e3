"""The measures of a small tree whose figures are known."""

from __future__ import annotations

import pytest

from tools.structure.code import Code, Spread

TREE = {
    "__init__.py": "",
    "records.py": "'Records.'\n\n\nclass Link:\n    'A link.'\n\n    def key(self):\n        return 1\n",
    "storage/__init__.py": "'The store.'\n",
    "storage/records.py": "'Rows.'\n\n\ndef read():\n    'Read.'\n\n\ndef read_rows():\n    return []\n",
    "storage/pages.py": "'Pages.'\n\n\ndef _all():\n    return 0\n\n\nasync def read_rows():\n    'Read.'\n",
    "storage/runs.py": "",
    "storage/migrations/0001.py": "def upgrade():\n" + "    pass\n" * 90,
    "storage/migrations/0002.py": "def upgrade():\n    pass\n",
    "headline/choose.py": "",
    "body/choose.py": "",
}


@pytest.fixture(scope="module")
def code(tmp_path_factory: pytest.TempPathFactory) -> Code:
    """The tree."""
    root = tmp_path_factory.mktemp("tree")
    for name, text in TREE.items():
        path = root / "crawler" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return Code(root)


@pytest.mark.parametrize(
    ("sizes", "spread"),
    [([], "0 / 0 / 0"), ([7], "7 / 7 / 7"), ([*range(1, 101)], "51 / 91 / 100"), ([3, 1, 2], "2 / 3 / 3")],
)
def test_a_spread_has_median_ninetieth_percentile_and_longest(sizes: list[int], spread: str) -> None:
    assert str(Spread.of(sizes)) == spread


def test_files_and_functions_are_measured_in_lines(code: Code) -> None:
    assert sorted(code.file_sizes()) == [0, 0, 0, 0, 1, 2, 8, 9, 9, 91]
    assert sorted(code.function_sizes()) == [2, 2, 2, 2, 2]


def test_what_is_public_and_undocumented_lowers_the_share(code: Code) -> None:
    documented = 4 + 3  # modules; Link, read, the read_rows of pages
    undocumented = 2 + 4  # migrations; key, read_rows, upgrade twice
    assert code.documented_share() == documented / (documented + undocumented)


def test_names_of_one_word_and_names_defined_twice_are_found(code: Code) -> None:
    assert code.one_word_functions() == (3, 5)
    assert code.names_defined_twice() == ["read_rows"]


def test_files_that_share_a_name_are_counted_but_for_those_of_a_field(code: Code) -> None:
    assert code.shared_file_names() == (2, 6)
    assert code.fullest_folder() == ("crawler/storage", 3)
