"""`presswatch init FOLDER`: the files of a project, none of which is ever written over."""

from __future__ import annotations

import keyword
import re
from dataclasses import dataclass
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from string import Template

#: Template -> its place in the project, `$name` being the package.
FILES = {
    "scrapy.cfg.tmpl": "scrapy.cfg",
    "package.py.tmpl": "$name/__init__.py",
    "settings.py.tmpl": "$name/settings.py",
    "spiders.py.tmpl": "$name/spiders/__init__.py",
    "env.tmpl": ".env",
    "gitignore.tmpl": ".gitignore",
}
#: Files that may be there already: they are left as they are.
KEPT = (".env", ".gitignore")
#: The file that may hold passwords: for its owner alone.
SECRETS = ".env"


class ProjectError(ValueError):
    """A folder that no project can be made in; the message says what to do."""


@dataclass(frozen=True, kw_only=True)
class Created:
    """What was written, and what was there already, as paths below the folder."""

    name: str
    written: tuple[str, ...]
    kept: tuple[str, ...]


def create_project(folder: Path) -> Created:
    """Write a project into `folder`, which is made where it is missing.

    Raises `ProjectError` where its name gives no package or a file of the project is there already,
    and OSError where it can't be written; in the first case nothing was written.
    """
    name = package_name(folder.resolve().name)
    texts = {
        Template(place).substitute(name=name): _text(template, name) for template, place in FILES.items()
    }
    there = [place for place in texts if (folder / place).exists()]
    if taken := [place for place in there if place not in KEPT]:
        raise ProjectError(
            f"{folder / taken[0]} is there already and is not written over: give another folder"
        )
    written = [place for place in texts if place not in there]
    for place in written:
        (folder / place).parent.mkdir(parents=True, exist_ok=True)
        with (folder / place).open("x", encoding="utf-8") as file:
            file.write(texts[place])
    if SECRETS in written:
        (folder / SECRETS).chmod(0o600)
    return Created(name=name, written=tuple(written), kept=tuple(there))


def package_name(folder: str) -> str:
    """The package for outlets in a folder of that name: `my-news` gives `my_news`.

    Raises `ProjectError` where that is no name for a package, or one that Python would find elsewhere.
    """
    name = re.sub(r"\W+", "_", folder).strip("_").lower()
    if not name.isidentifier() or keyword.iskeyword(name):
        raise ProjectError(f"{folder!r} gives no name for a package: begin the folder's name with a letter")
    found = find_spec(name)
    if found is not None and found.origin is not None:
        raise ProjectError(f"{name!r} is the name of another package ({found.origin}): give another folder")
    return name


def _text(template: str, name: str) -> str:
    source = files("crawler").joinpath("templates", "init", template)
    return Template(source.read_text("utf-8")).substitute(name=name)
