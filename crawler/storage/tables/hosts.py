"""The tables of what is known of hosts, beside those of pages and articles."""

from __future__ import annotations

from datetime import datetime
from typing import cast

from sqlalchemy import Table
from sqlalchemy.orm import Mapped, mapped_column

from crawler.storage.tables.crawl import Base


class HostFileRow(Base):
    """The last good copy of a file that speaks for a whole host (robots.txt), and how the last try went."""

    __tablename__ = "host_files"

    #: Scheme, host and port: "https://example.org".
    origin: Mapped[str] = mapped_column(primary_key=True)
    #: Its path: "/robots.txt".
    path: Mapped[str] = mapped_column(primary_key=True)
    #: Empty where the host has none.
    body: Mapped[bytes]
    #: When the copy was got; null where there never was one.
    fetched_at: Mapped[datetime | None]
    tried_at: Mapped[datetime]
    #: Tries in a row that failed, up to the last.
    failures: Mapped[int]
    reason: Mapped[str | None]


class PauseRow(Base):
    """Until when a host asked not to be asked (429, 503 with Retry-After)."""

    __tablename__ = "pauses"

    #: Host, with its port where that is not the scheme's own.
    host: Mapped[str] = mapped_column(primary_key=True)
    until: Mapped[datetime]
    reason: Mapped[str]
    noted_at: Mapped[datetime]


#: The same tables for Core.
HOST_FILES = cast(Table, HostFileRow.__table__)
PAUSES = cast(Table, PauseRow.__table__)
