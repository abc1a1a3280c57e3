"""Circles of imports and arrows back up are found, each planted once."""

from __future__ import annotations

import pytest

from tools.structure.arrows import arrows_back_up, find_circles, import_graph
from tools.structure.code import Code

TREE = {
    "__init__.py": "from crawler.low import text\n",
    "low/text.py": "def f(): ...\n",
    "low/words.py": "from crawler.low.text import f\nfrom crawler.high import page\nW = f()\ndef g(): ...\n",
    "high/__init__.py": "from crawler.high.page import g\n",
    "high/page.py": "from crawler.low import text, words\ndef g():\n    from crawler.high import list\n",
    "high/list.py": "from crawler.high.page import g\nif TYPE_CHECKING:\n    import crawler.high.far\n",
    "high/far.py": "import crawler.high.list\ndef h(): ...\n",
    "high/old.py": "'Names of another.'\nfrom crawler.low.text import f\n__all__ = ['f']\n",
    "low/old.py": "'Names of another.'\nfrom crawler.high.far import h\n",
    "ring/one.py": "try:\n    from crawler.ring.two import b\nexcept ImportError:\n    b = None\n",
    "ring/two.py": "from crawler.ring import three\n",
    "ring/three.py": "from crawler.ring.one import a\n",
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


def test_only_what_runs_at_import_is_an_arrow(code: Code) -> None:
    graph = import_graph(code)
    assert graph["crawler.high.page"] == {"crawler.low.text", "crawler.low.words"}
    assert graph["crawler.high.list"] == {"crawler.high.page"}
    assert graph["crawler.high.far"] == {"crawler.high.list"}
    assert graph["crawler.ring.one"] == {"crawler.ring.two"}


def test_each_circle_is_found_once(code: Code) -> None:
    circles = find_circles(import_graph(code))
    assert sorted(circles) == [
        ("crawler.high.page", "crawler.low.words"),
        ("crawler.ring.one", "crawler.ring.three", "crawler.ring.two"),
    ]


def test_the_direction_with_fewer_imports_points_back_up(code: Code) -> None:
    assert arrows_back_up(code, import_graph(code)) == ["crawler.low.words -> crawler.high.page"]
