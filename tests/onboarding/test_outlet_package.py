"""An outlet's file goes into its country's package, where the package of outlets is laid out so."""

import keyword
from importlib import import_module
from pathlib import Path

import pytest

from crawler.onboarding.outlet_package import OutletPackage, country_folder, is_country_folder


@pytest.fixture
def by_country(tmp_path: Path) -> OutletPackage:
    """A package with outlets of Cuba, one of them beside the countries."""
    for init in (tmp_path / "__init__.py", tmp_path / "cu" / "__init__.py"):
        init.parent.mkdir(exist_ok=True)
        init.touch()
    (tmp_path / "cu" / "larne.py").touch()
    (tmp_path / "article.py").touch()
    return OutletPackage("outlets", tmp_path)


def test_the_project_s_own_package_is_laid_out_by_country() -> None:
    package = OutletPackage.load("crawler.spiders")
    assert package.is_by_country
    assert package.file_for("radiohc", "CU").is_file()
    assert import_module(package.module_for("CU")).__file__ == str(package.folder_for("CU") / "__init__.py")


def test_an_outlet_of_a_new_country_needs_its_package(by_country: OutletPackage) -> None:
    assert by_country.module_for("CU") == "outlets.cu"
    assert by_country.missing_inits("CU") == []
    assert by_country.file_for("hindu", "IN") == by_country.folder / "in_" / "hindu.py"
    assert by_country.module_for("IN") == "outlets.in_"
    assert by_country.missing_inits("IN") == [by_country.folder / "in_" / "__init__.py"]


@pytest.mark.parametrize("country", [None, "ZZ", "Cuba", "../x"])
def test_an_outlet_of_no_country_stands_beside_them(by_country: OutletPackage, country: str | None) -> None:
    assert by_country.file_for("larne", country) == by_country.folder / "larne.py"
    assert by_country.module_for(country) == "outlets"
    assert by_country.missing_inits(country) == []


def test_a_package_of_a_handful_of_outlets_stays_flat(tmp_path: Path) -> None:
    (tmp_path / "__init__.py").touch()
    package = OutletPackage("outlets", tmp_path)
    assert package.file_for("larne", "CU") == tmp_path / "larne.py"


def test_a_name_is_looked_for_in_all_countries(by_country: OutletPackage) -> None:
    assert by_country.files_called("larne") == [by_country.folder / "cu" / "larne.py"]
    assert by_country.files_called("__init__") == []


def test_a_module_is_no_package_of_outlets() -> None:
    with pytest.raises(ImportError, match="NEWSPIDER_MODULE"):
        OutletPackage.load("crawler.items")


@pytest.mark.parametrize("country", ["IN", "IS", "AS", "CU"])
def test_a_country_s_folder_can_be_imported(country: str) -> None:
    name = country_folder(country)
    assert name.isidentifier()
    assert not keyword.iskeyword(name)
    assert is_country_folder(name)


def test_other_folders_are_no_country_s() -> None:
    assert not any(map(is_country_folder, ("__pycache__", "in", "cu_", "zz", "drafts")))
