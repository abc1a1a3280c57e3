"""Imports point one way: the table below, checked with `ast` over every file of the project."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import pytest

from tests.imports import PACKAGE, Use, files, layer, module_name, uses, within

ROOT = Path(__file__).parent.parent

_BASE = {"field_facts", "items", "records", "outlet_rules", "page_trouble", "exit_status", "extras"}
_LOW = {*_BASE, "normalization", "decoding"}
_READ = {*_LOW, "discovery", "extraction"}
_STORE = {*_BASE, "normalization", "schedule", "storage"}
_CRAWL = {*_STORE, "warc", "frontier"}

#: Module of `crawler` -> the modules of `crawler` that it may import, besides its own folder.
MAY_IMPORT: dict[str, set[str]] = {
    "field_facts": set(),
    "items": {"extras", "field_facts"},
    "records": {"items"},
    "outlet_rules": {"items", "records"},
    "page_trouble": set(),
    "exit_status": set(),
    "extras": set(),
    "settings": set(),
    "project": {"extras"},
    "command_line": {"extras", "project", "terminal"},
    "addon": {"settings", "project", "outlet", "warc"},
    "entry_points": {"extras", "addon", "outlet"},
    "normalization": _BASE,
    "terminal": set(),
    "crawl_process": {"terminal"},
    "decoding": _BASE,
    "reading": {"discovery", "extraction"},
    "warc": _BASE,
    "schedule": {"records"},
    "discovery": _LOW,
    "extraction": _LOW,
    "exports": {*_LOW, "terminal"},
    "accuracy": {*_LOW, "extraction", "terminal"},
    "outlet": {*_READ, "reading"},
    "platforms": {*_READ, "outlet"},
    "spiderloader": {*_READ, "outlet"},
    "onboarding": {*_READ, "outlet", "spiderloader", "terminal"},
    "spiders": {*_READ, "outlet", "platforms", "spiderloader"},
    "storage": {*_BASE, "normalization", "schedule"},
    "health": _STORE,
    "frontier": {*_STORE, "warc", "reading"},
    "hosts": _CRAWL,
    "middlewares": {*_CRAWL, "hosts", "reading"},
    "handlers": _CRAWL,
    "pipelines": {*_CRAWL, "reading"},
    "extensions": {*_CRAWL, "health", "settings", "terminal"},
}
MAY_IMPORT["round_progress"] = {"exit_status", "extensions", "terminal"}
MAY_IMPORT["rounds"] = {*_CRAWL, "crawl_process", "extensions", "outlet", "round_progress", "spiderloader"}
MAY_IMPORT["forgetting"] = {*_STORE, "outlet", "spiderloader", "terminal"}
MAY_IMPORT["commands"] = {*MAY_IMPORT}

#: The one exception: modules that hold nothing but names of another, since people import them from there.
REEXPORTS = {
    "crawler.normalization.schema_org": "crawler.exports.schema_org",
    "crawler.normalization.zyte": "crawler.exports.zyte",
}

#: These take a response or text and return values: no settings, no clock, no network, no database.
PURE = ("decoding", "discovery", "extraction", "normalization", "health")
#: What of Scrapy is a value (a response, a selector) and no part of the engine.
SCRAPY_VALUES = {"scrapy.http", "scrapy.selector", "scrapy.Selector"}
NETWORK = {
    "aiohttp",
    "http.client",
    "httpx",
    "requests",
    "socket",
    "ssl",
    "twisted",
    "urllib.request",
    "urllib3",
}
DATABASE = {"alembic", "psycopg", "sqlalchemy", "sqlite3"}
SETTINGS = {"crawler.settings", "os.environ", "os.getenv", "scrapy.settings", "scrapy.utils.project"}
CLOCK = {
    *(f"datetime.datetime.{name}" for name in ("now", "today", "utcnow")),
    "datetime.date.today",
    *(f"time.{name}{unit}" for name in ("time", "monotonic", "perf_counter") for unit in ("", "_ns")),
}


def unknown_modules(root: Path = ROOT) -> set[str | None]:
    """Modules of the package that the table does not name."""
    return {layer(module_name(path, root)) for path in files(root)} - {None, *MAY_IMPORT}


def wrong_directions(name: str, root: Path = ROOT) -> list[str]:
    """Imports by module `name` of modules that its row does not name, each as a line to read."""
    rule = f"{name} may import {', '.join(sorted(MAY_IMPORT[name])) or 'nothing of this project'}"
    allowed = {name, None, *MAY_IMPORT[name]}
    wrong = (use for use in _uses_of([name], root) if layer(use.name) not in allowed)
    return [f"{use}: {rule}" for use in wrong if not _is_reexport(use)]


def _is_reexport(use: Use) -> bool:
    module = use.path.removesuffix(".py").replace("/", ".")
    return module in REEXPORTS and within(use.name, [REEXPORTS[module]])


def other_statements(module: str, root: Path = ROOT) -> list[str]:
    """What a module that re-exports names holds beside a docstring, imports and `__all__`."""
    path = root / (module.replace(".", "/") + ".py")
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return [f"{module}:{node.lineno} holds more" for node in tree.body if not _only_names(node)]


def _only_names(node: ast.stmt) -> bool:
    if isinstance(node, ast.Assign):
        return [ast.unparse(target) for target in node.targets] == ["__all__"]
    docstring = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    return docstring or isinstance(node, ast.Import | ast.ImportFrom)


def outlets_in_outlets(root: Path = ROOT) -> list[str]:
    """Imports of one file of `spiders` by another."""
    outlets = {
        module_name(path, root): path for path in files(root) if layer(module_name(path, root)) == "spiders"
    }
    return [
        f"{use}: an outlet imports no other outlet"
        for path in outlets.values()
        for use in uses(path, root)
        if within(use.name, _files_of(outlets) - {module_name(path, root)})
    ]


def _files_of(modules: Mapping[str, Path]) -> set[str]:
    """Those of `modules` that are files, and no packages."""
    return {name for name, path in modules.items() if path.name != "__init__.py"}


def database_outside_storage(root: Path = ROOT) -> list[str]:
    """Imports of a database library by anything but `storage`."""
    found = _uses_of([name for name in MAY_IMPORT if name != "storage"], root)
    return [f"{use}: only storage touches the database" for use in found if within(use.name, DATABASE)]


def impurities(name: str, root: Path = ROOT) -> list[str]:
    """What `name`, a module of pure functions, uses of settings, clock, network and Scrapy's engine."""
    values = set() if name == "normalization" else SCRAPY_VALUES
    return [
        f"{use}: {name} is pure, without {kind}"
        for use in _uses_of([name], root, attributes=True)
        if (kind := _impurity(use.name, values))
    ]


def _impurity(name: str, values: set[str]) -> str | None:
    kinds = {"settings": SETTINGS, "a clock": CLOCK, "network": NETWORK, "a database": DATABASE}
    for kind, names in kinds.items():
        if within(name, names):
            return kind
    return "Scrapy's engine" if within(name, ["scrapy"]) and not _leads_to(name, values) else None


def _leads_to(name: str, values: set[str]) -> bool:
    """`import scrapy` alone says nothing: what is reached through it does."""
    return name == "scrapy" or within(name, values)


def _uses_of(names: Iterable[str], root: Path, *, attributes: bool = False) -> Iterator[Use]:
    """What the files of the modules `names` use."""
    wanted = {*names}
    for path in files(root):
        if layer(module_name(path, root)) in wanted:
            yield from uses(path, root, attributes=attributes)


def report(problems: list[str]) -> str:
    """One problem a line."""
    return "\n" + "\n".join(problems)


def test_every_module_stands_in_the_table() -> None:
    assert not unknown_modules(), "add the module to MAY_IMPORT, with what it may import"


@pytest.mark.parametrize("name", MAY_IMPORT)
def test_imports_point_one_way(name: str) -> None:
    problems = wrong_directions(name)
    assert not problems, report(problems)


@pytest.mark.parametrize("module", REEXPORTS)
def test_what_only_hands_names_on_holds_nothing_else(module: str) -> None:
    problems = other_statements(module)
    assert not problems, report(problems)


def test_an_outlet_imports_no_other_outlet() -> None:
    problems = outlets_in_outlets()
    assert not problems, report(problems)


def test_only_storage_touches_the_database() -> None:
    problems = database_outside_storage()
    assert not problems, report(problems)


@pytest.mark.parametrize("name", PURE)
def test_pure_modules_use_no_settings_clock_or_network(name: str) -> None:
    problems = impurities(name)
    assert not problems, report(problems)


PLANTED = {
    "storage/x.py": "import re\n\ndef f():\n    from crawler.warc import records\n",
    "storage/y/z.py": "from ... import warc\n",
    "pipelines/store.py": "from ..middlewares.frontier import Frontier\n",
    "items.py": "import importlib\nimportlib.import_module('crawler.outlet')\n",
    "spiders/xx/one.py": "from crawler.outlet import OutletSpider\nfrom crawler.spiders.yy import two\n",
    "spiders/yy/two.py": "from crawler.spiders import article_key\n",
    "commands/articles.py": "from crawler.storage import Store\nfrom sqlalchemy import select\n",
    "discovery/clock.py": "from datetime import datetime as moment\nNOW = moment.now\nMAX = moment.max\n",
    "discovery/names.py": "requests = []\nrequests.append(1)\n",
    "discovery/engine.py": "import scrapy\nfrom scrapy.http import Response\nR = scrapy.Request\n",
    "normalization/schema_org.py": "from crawler.exports.schema_org import f\n__all__ = ['f']\n\nN = 1\n",
    "normalization/zyte.py": "'Names.'\nfrom crawler.exports.zyte import g\nfrom crawler.storage import S\n",
    "normalization/exports.py": "from crawler.exports.zyte import g\n",
    "normalization/reads.py": "import os\nfrom urllib.parse import urlsplit\nZONE = os.environ['TZ']\n",
    "surprise.py": "",
}


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A tree with a violation of each rule, and allowed imports beside them."""
    root = tmp_path_factory.mktemp("planted")
    for name, source in PLANTED.items():
        path = root / PACKAGE / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(source, encoding="utf-8")
    return root


def test_the_checker_finds_wrong_directions(planted: Path) -> None:
    rule = f"storage may import {', '.join(sorted(MAY_IMPORT['storage']))}"
    assert wrong_directions("storage", planted) == [
        f"crawler/storage/x.py:4 uses crawler.warc.records: {rule}",
        f"crawler/storage/y/z.py:1 uses crawler.warc: {rule}",
    ]
    assert len(wrong_directions("pipelines", planted)) == 1
    assert len(wrong_directions("items", planted)) == 1
    assert wrong_directions("commands", planted) == []


def test_only_a_declared_re_export_looks_up(planted: Path) -> None:
    rule = f"normalization may import {', '.join(sorted(MAY_IMPORT['normalization']))}"
    assert wrong_directions("normalization", planted) == [
        f"crawler/normalization/exports.py:1 uses crawler.exports.zyte.g: {rule}",
        f"crawler/normalization/zyte.py:3 uses crawler.storage.S: {rule}",
    ]
    assert other_statements("crawler.normalization.schema_org", planted) == [
        "crawler.normalization.schema_org:4 holds more"
    ]
    assert other_statements("crawler.normalization.zyte", planted) == []


def test_the_checker_finds_the_other_violations(planted: Path) -> None:
    assert unknown_modules(planted) == {"surprise"}
    assert [line.split(":")[0] for line in outlets_in_outlets(planted)] == ["crawler/spiders/xx/one.py"]
    assert [line.split(":")[0] for line in database_outside_storage(planted)] == [
        "crawler/commands/articles.py"
    ]
    assert [line.split(" uses ")[0] for line in impurities("discovery", planted)] == [
        "crawler/discovery/clock.py:2",
        "crawler/discovery/engine.py:3",
    ]
    assert [line.split(" uses ")[0] for line in impurities("normalization", planted)] == [
        "crawler/normalization/reads.py:3"
    ]
