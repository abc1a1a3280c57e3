"""Whose fault an error is: the store's (tried again) or the row's (a dead letter)."""

from __future__ import annotations

from sqlalchemy.exc import DatabaseError, DBAPIError, InterfaceError, InternalError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

#: Classes of SQLSTATE that speak of the values: too long or too many, data, integrity.
ROW_CLASSES = ("54", "22", "23")
#: SQLSTATEs of a schema that is not there or not ours to use.
STORE_STATES = ("42P01", "42703", "42501", "3F000", "3D000")


def is_store_failure(error: BaseException) -> bool:
    """Tell whether the store itself failed (full, locked, gone) rather than one operation's values."""
    if isinstance(error, PoolTimeout):
        return True
    if not isinstance(error, DBAPIError):
        return False
    if error.connection_invalidated:
        return True
    state = getattr(error.orig, "sqlstate", None)
    if state:
        return _by_sqlstate(error, state)
    if isinstance(error, OperationalError | InterfaceError | InternalError):
        return True
    return type(error) is DatabaseError or "closed" in str(error.orig)


def _by_sqlstate(error: DBAPIError, state: str) -> bool:
    if state[:2] in ROW_CLASSES:
        return False
    return state in STORE_STATES or isinstance(error, OperationalError | InterfaceError | InternalError)
