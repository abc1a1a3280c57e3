"""The tables of the store and their columns, from the declarations that migrations are made for."""

from __future__ import annotations

import inspect
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Column, Dialect, Table
from sqlalchemy.dialects import postgresql, sqlite

from crawler.items import ARTICLE_FIELDS
from crawler.storage.tables import Base, articles
from tools.docs.blocks import format_table
from tools.docs.comments import class_comments, module_comments

DIALECTS: tuple[Dialect, ...] = (sqlite.dialect(), postgresql.dialect())  # type: ignore[no-untyped-call]
_REMARKED = re.compile(r'^ *# (?P<remark>.+)\n *Column\("(?P<name>\w+)"', re.M)


@dataclass(frozen=True, slots=True)
class StoreTable:
    """A table, what it holds, and the remarks on its columns."""

    table: Table
    about: str
    remarks: dict[str, str]


def store_tables() -> list[StoreTable]:
    """Return every table of the store, the articles first, then in the order of the files."""
    mappers = (mapper.class_ for mapper in Base.registry.mappers)
    ordered = sorted(mappers, key=lambda model: (model.__module__, inspect.getsourcelines(model)[1]))
    return [_articles(), *map(_modelled, ordered)]


def _modelled(model: Any) -> StoreTable:
    about = " ".join((inspect.getdoc(model) or "").split())
    return StoreTable(model.__table__, about, class_comments(Path(inspect.getfile(model)), model.__name__))


def _articles() -> StoreTable:
    """The table of articles, which the fields of `Article` make, with what the store adds to them."""
    path = Path(inspect.getfile(articles))
    remarks = {found["name"]: found["remark"] for found in _REMARKED.finditer(path.read_text("utf-8"))}
    for name in ARTICLE_FIELDS:
        remarks[name] = "as in the article"
        remarks[f"{name}_offset"] = "minutes from UTC in which it was printed"
    return StoreTable(articles.ARTICLES, module_comments(path)["ARTICLES"], remarks)


def store_reference() -> str:
    """Return a section for each table: what it holds, and a row for each column."""
    return "\n\n".join(map(_section, store_tables()))


def _section(one: StoreTable) -> str:
    rows = [_row(column, one.remarks.get(column.name, "")) for column in one.table.columns]
    headings = ("column", "SQLite", "PostgreSQL", "may be null", "remark")
    return f"## {one.table.name}\n\n{one.about}\n\n{format_table(headings, rows)}"


def _row(column: Column[Any], remark: str) -> tuple[str, ...]:
    marks = ["primary key"] if column.primary_key else ["unique"] if column.unique else []
    marks += [f"refers to `{key.target_fullname}`" for key in column.foreign_keys]
    said = ". ".join([*marks, remark] if remark else marks)
    types = (column.type.compile(dialect).lower() for dialect in DIALECTS)
    return f"`{column.name}`", *types, "yes" if column.nullable else "no", said
