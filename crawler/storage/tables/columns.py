"""The base of the tables, and column types that hold and refuse the same on SQLite and PostgreSQL."""

from __future__ import annotations

import json
import math
from datetime import UTC, datetime
from typing import Annotated, Any

from sqlalchemy import JSON, BigInteger, Boolean, DateTime, Dialect, Integer, LargeBinary, MetaData, Text
from sqlalchemy.orm import DeclarativeBase, mapped_column
from sqlalchemy.types import TypeDecorator

#: Bounds of a 64-bit integer, the widest that both databases hold.
WHOLE_MIN, WHOLE_MAX = -(2**63), 2**63 - 1


#: One encoder for all: `json.dumps` builds a new one for each call with these settings.
_encode = json.JSONEncoder(ensure_ascii=False, allow_nan=False).encode


def storable_text(value: str) -> str:
    """Return the text without NUL, which PostgreSQL can't hold, and with U+FFFD for lone surrogates."""
    if "\0" in value:
        value = value.replace("\0", "")
    if value.isascii():
        return value
    try:
        value.encode()
    except UnicodeEncodeError:
        return "".join("\ufffd" if "\ud800" <= char <= "\udfff" else char for char in value)
    return value


def clean_json(value: Any) -> Any:
    """Return the value with clean text throughout, `None` for NaN and infinities, text for the rest."""
    if isinstance(value, str):
        return storable_text(value)
    if isinstance(value, float) and not math.isfinite(value):
        return None
    if isinstance(value, dict):
        return {storable_text(str(key)): clean_json(item) for key, item in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [clean_json(item) for item in value]
    if value is None or isinstance(value, bool | int | float):
        return value
    return storable_text(str(value))


def dump_json(value: Any) -> str:
    """Return JSON that both databases hold; what JSON has no form for is mended, never refused."""
    try:
        text = _encode(value)
    except (TypeError, ValueError):
        return _encode(clean_json(value))
    if "\\u0000" in text or storable_text(text) != text:
        return _encode(clean_json(value))
    return text


class CleanText(TypeDecorator[str]):
    """Text without NUL and lone surrogates; anything but `str` is refused."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        """Check and clean a value on its way in."""
        if value is None:
            return None
        if not isinstance(value, str):
            raise TypeError(f"text expected, got {type(value).__name__}: {value!r:.80}")
        return storable_text(value)


#: Made once: SQLAlchemy keeps what it works out of a type with the type.
_ROW_ID, _WIDE = Integer(), BigInteger()


class Whole(TypeDecorator[int]):
    """A 64-bit integer; text, floats and booleans are refused, on SQLite too."""

    impl = BigInteger
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> Any:
        """Use SQLite's own row id type there, so that primary keys number themselves."""
        return _ROW_ID if dialect.name == "sqlite" else _WIDE

    def process_bind_param(self, value: Any, dialect: Dialect) -> int | None:
        """Check a value on its way in."""
        if value is None:
            return None
        if type(value) is not int:
            raise TypeError(f"integer expected, got {type(value).__name__}: {value!r:.80}")
        if not WHOLE_MIN <= value <= WHOLE_MAX:
            raise ValueError(f"integer beyond 64 bits: {value}")
        return value


class UtcDateTime(TypeDecorator[datetime]):
    """An instant in UTC; times without a zone are refused, results carry UTC."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> datetime | None:
        """Turn a time with its offset into UTC."""
        if value is None:
            return None
        if not isinstance(value, datetime) or value.tzinfo is None:
            raise ValueError(f"time without a zone: {value!r:.80}")
        instant = value if value.tzinfo is UTC else value.astimezone(UTC)
        return instant.replace(tzinfo=None) if dialect.name == "sqlite" else instant

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Attach UTC, or convert to it."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Json(TypeDecorator[Any]):
    """Any JSON value; Python's `None` is SQL's NULL."""

    impl = JSON(none_as_null=True)
    cache_ok = True


#: A primary key that numbers itself.
Id = Annotated[int, mapped_column(Whole, primary_key=True, autoincrement=True)]


class Base(DeclarativeBase):
    """Base of the models: Python types stand for the column types of this project."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {
        str: CleanText,
        int: Whole,
        bool: Boolean,
        datetime: UtcDateTime,
        list[Any]: Json,
        dict[str, Any]: Json,
        bytes: LargeBinary,
    }
