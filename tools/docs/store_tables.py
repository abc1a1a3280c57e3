"""The tables of the store and their columns, from the models that migrations are made for."""

from __future__ import annotations

import inspect
from dataclasses import fields
from pathlib import Path
from typing import Any

from sqlalchemy import Column
from sqlalchemy.dialects import postgresql, sqlite

from crawler.items import Article
from crawler.storage.store import Store
from crawler.storage.tables import health, hosts
from crawler.storage.tables.crawl import ArticleRow, Base
from tools.docs.blocks import format_table
from tools.docs.comments import class_comments

#: Imported for their tables, which the base then knows.
MODULES = (health, hosts, Store)


def declared_models() -> list[Any]:
    """Return the models in the order in which they are declared."""
    found = (mapper.class_ for mapper in Base.registry.mappers)
    return sorted(found, key=lambda model: (model.__module__, inspect.getsourcelines(model)[1]))


def store_reference() -> str:
    """Return a section for each table: what it holds, and a row for each column."""
    return "\n\n".join(_section(model) for model in declared_models())


def _section(model: Any) -> str:
    about = " ".join((inspect.getdoc(model) or "").split())
    comments = class_comments(Path(inspect.getfile(model)), model.__name__)
    article = {each.name: "as in the article" for each in fields(Article)} if model is ArticleRow else {}
    rows = [_row(c, comments.get(c.name) or article.get(c.name, "")) for c in model.__table__.columns]
    headings = ("column", "SQLite", "PostgreSQL", "may be null", "remark")
    return f"## {model.__tablename__}\n\n{about}\n\n{format_table(headings, rows)}"


def _row(column: Column[Any], comment: str) -> tuple[str, ...]:
    marks = ["primary key"] if column.primary_key else ["unique"] if column.unique else []
    marks += [f"refers to `{key.target_fullname}`" for key in column.foreign_keys]
    remark = "; ".join(marks) + (". " if marks and comment else "") + comment
    types = (column.type.compile(dialect).lower() for dialect in (sqlite.dialect(), postgresql.dialect()))
    return f"`{column.name}`", *types, "yes" if column.nullable else "no", remark
