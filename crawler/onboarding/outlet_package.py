"""Where the file of a new outlet goes: into the package that `NEWSPIDER_MODULE` names, by country.

A package that is laid out by country, as `crawler.spiders` is, gets the file in its country's folder; one
that is not, such as a user's own with a handful of outlets, gets it beside the others.
"""

from __future__ import annotations

import keyword
import re
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from crawler.onboarding.country import is_country

_CODE = re.compile(r"(?!ZZ)[A-Z]{2}")


@dataclass(frozen=True, slots=True)
class OutletPackage:
    """A package of outlets: its dotted name, and its folder."""

    module: str
    folder: Path

    @classmethod
    def load(cls, module: str) -> OutletPackage:
        """Find a package by its dotted name; raises ImportError where there is none."""
        file = import_module(module).__file__
        if file is None or Path(file).name != "__init__.py":
            raise ImportError(
                f"{module} is no package: name a folder with an __init__.py in NEWSPIDER_MODULE"
            )
        return cls(module, Path(file).resolve().parent)

    @property
    def is_by_country(self) -> bool:
        """Whether it has a package for a country already."""
        return any(is_country_folder(init.parent.name) for init in self.folder.glob("*/__init__.py"))

    def module_for(self, country: str | None) -> str:
        """The dotted name of the package for outlets of `country` (ISO 3166; None or "ZZ" where unknown)."""
        if not self.is_by_country or not _CODE.fullmatch(country or ""):
            return self.module
        return f"{self.module}.{country_folder(str(country))}"

    def file_for(self, name: str, country: str | None) -> Path:
        """The file of an outlet by its name and country; it need not exist."""
        return self.folder_for(country) / f"{name}.py"

    def folder_for(self, country: str | None) -> Path:
        """The folder of the outlets of `country`; it need not exist."""
        below = self.module_for(country).removeprefix(self.module).strip(".")
        return self.folder / below

    def files(self) -> list[Path]:
        """The modules of the package, of whatever country."""
        return sorted(path for path in self.folder.rglob("*.py") if path.name != "__init__.py")

    def files_called(self, name: str) -> list[Path]:
        """The modules of the package, of whatever country, that have an outlet's name."""
        return [path for path in self.files() if path.stem == name]

    def missing_inits(self, country: str | None) -> list[Path]:
        """The `__init__.py` that the package of a country still needs: one or none."""
        init = self.folder_for(country) / "__init__.py"
        return [] if init.exists() else [init]


def country_folder(country: str) -> str:
    """The name of a country's package: its code in lower case, with "_" where that is a keyword (`in_`)."""
    name = country.lower()
    return f"{name}_" if keyword.iskeyword(name) else name


def is_country_folder(name: str) -> bool:
    """Whether a folder is named as a country's package is."""
    return is_country(name.rstrip("_").upper()) and country_folder(name.rstrip("_")) == name
