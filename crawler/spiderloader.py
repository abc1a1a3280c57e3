"""The project's spider loader: a file at a time, so that one broken outlet leaves the others loaded."""

from __future__ import annotations

import logging
import pkgutil
import sys
from collections.abc import Iterable, Iterator
from functools import cache, cached_property
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import ClassVar, TypeGuard

from scrapy import Spider
from scrapy.settings import BaseSettings
from scrapy.spiderloader import SpiderLoader
from scrapy.utils.spider import iter_spider_classes

from crawler.outlet import OutletSpider, outlet_problems
from crawler.outlet.url_parts import domain_and_port, host_and_port

logger = logging.getLogger(__name__)

#: Characters of the longest name of a host (RFC 1035).
LONGEST_HOST = 253


class OutletError(KeyError):
    """An outlet that can't be used; the message says how to mend it."""

    def __str__(self) -> str:
        return str(self.args[0])


class OutletLoader(SpiderLoader):
    """Loads every spider of `SPIDER_MODULES`; what is wrong with one is kept in `broken`."""

    #: The loader of the project that runs, so that `article` knows the outlets of all its modules.
    project: ClassVar[OutletLoader | None] = None
    #: Module or spider name -> what is wrong with it.
    broken: dict[str, str]

    @classmethod
    def from_settings(cls, settings: BaseSettings) -> OutletLoader:
        """The project's loader: Scrapy calls this, once a process."""
        cls.project = cls(settings)
        return cls.project

    def __init__(self, settings: BaseSettings) -> None:
        self.broken = {}
        super().__init__(settings)

    def _load_all_spiders(self) -> None:
        for package in self.spider_modules:
            for name in self._module_names(package):
                self._load_file(name)
        self._check_name_duplicates()
        for name, problem in sorted(self.broken.items()):
            logger.warning("%s is not loaded: %s", name, problem)

    def _module_names(self, package: str) -> Iterator[str]:
        """The package, and the modules of it and of the packages below: outlets stand by country."""
        module = import_module(package)
        yield package
        paths = getattr(module, "__path__", [])
        for folder in _folders_left_out(paths):
            self.broken[folder.name] = (
                f"{folder} has no __init__.py: make an empty one, so that it is a package"
            )
        for found in pkgutil.walk_packages(paths, package + ".", onerror=self._note_error):
            yield found.name

    def _note_error(self, name: str) -> None:
        """Keep what a package raises as it is imported; what stands in it is not loaded."""
        error = sys.exception()
        self.broken[name.rsplit(".", 1)[-1]] = f"{name}: {type(error).__name__}: {error}"

    def _load_file(self, name: str) -> None:
        try:
            module = import_module(name)
        except Exception:  # whatever an outlet's file raises, the others still load
            self._note_error(name)
            return
        self._load_spiders(module)

    def _load_spiders(self, module: ModuleType) -> None:
        for spider in iter_spider_classes(module):
            wrong = outlet_problems(spider) if is_outlet(spider) else []
            if wrong:
                self.broken[spider.name] = f"{module.__name__}.{spider.__name__}: " + "; ".join(wrong)
            else:
                self._found[spider.name].append((module.__name__, spider.__name__))
                self._spiders[spider.name] = spider

    @cached_property
    def outlets(self) -> tuple[type[OutletSpider], ...]:
        """Every well-defined outlet, without tools such as `article`."""
        return tuple(spider for spider in self._spiders.values() if is_outlet(spider))

    @cached_property
    def _by_host(self) -> dict[str, list[tuple[int | None, type[OutletSpider]]]]:
        """Host -> the outlets that name it, each with its port, those with a port first."""
        named: dict[str, list[tuple[int | None, type[OutletSpider]]]] = {}
        for outlet in self.outlets:
            for domain in outlet.allowed_domains:
                host, port = domain_and_port(domain)
                named.setdefault(host, []).append((port, outlet))
        return {host: sorted(pairs, key=lambda pair: pair[0] is None) for host, pairs in named.items()}

    def owner_of(self, url: str) -> type[OutletSpider] | None:
        """The outlet that owns the host of `url`: where several do, the one that names most of it."""
        host, port = host_and_port(url)
        labels = host.split(".") if len(host) <= LONGEST_HOST else []
        for start in range(len(labels)):
            for only, outlet in self._by_host.get(".".join(labels[start:]), ()):
                if only in (None, port):
                    return outlet
        return None

    def load(self, spider_name: str) -> type[Spider]:
        """The spider's class; `OutletError` (a KeyError) says why there is none, or which there are."""
        if spider_name in self.broken:
            raise OutletError(f"outlet {spider_name!r} is broken. {self.broken[spider_name]}")
        if spider_name not in self._spiders:
            known = ", ".join(sorted(self._spiders))
            raise OutletError(f"there is no outlet {spider_name!r}. The outlets are: {known}")
        return self._spiders[spider_name]


def is_outlet(spider: type[Spider]) -> TypeGuard[type[OutletSpider]]:
    """Whether the class declares an outlet (has a country), and is no tool such as `article`."""
    return issubclass(spider, OutletSpider) and not spider.one_off


def _folders_left_out(paths: Iterable[str]) -> list[Path]:
    """The folders of a package that hold outlets and are no packages, so that Python does not see them."""
    folders = {file.parent for path in paths for file in Path(path).glob("*/*.py")}
    return sorted(folder for folder in folders if not (folder / "__init__.py").exists())


def declared_outlets() -> tuple[type[OutletSpider], ...]:
    """Every well-defined outlet of the project that runs; where none does, of `crawler.spiders`."""
    return (OutletLoader.project or _own_loader()).outlets


@cache
def _own_loader() -> OutletLoader:
    return OutletLoader(BaseSettings({"SPIDER_MODULES": ["crawler.spiders"]}))


def owner_of_url(url: str) -> type[OutletSpider] | None:
    """The declared outlet that owns the host of `url`: where several do, the one with the longest domain."""
    return (OutletLoader.project or _own_loader()).owner_of(url)
