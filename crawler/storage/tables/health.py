"""The tables of outlets' health, of alarms, and of the messages that tell of them."""

from __future__ import annotations

from datetime import datetime
from typing import Any, cast

from sqlalchemy import Float, ForeignKey, Index, Table, text
from sqlalchemy.orm import Mapped, mapped_column

from crawler.storage.tables.columns import Base, Id

_OPEN = text("closed_at IS NULL")
_UNSENT = text("state IN ('waiting', 'sending')")


class HealthRow(Base):
    """What is known of an outlet after its last run that was judged."""

    __tablename__ = "health"

    outlet: Mapped[str] = mapped_column(primary_key=True)
    #: The run that it was judged by, which is never judged twice.
    run_id: Mapped[int]
    judged_at: Mapped[datetime]
    #: When a source or page answered last, and when an article was new.
    answered_at: Mapped[datetime | None]
    last_new_at: Mapped[datetime | None]
    #: Articles stored since the outlet is watched, and in a usual day.
    stored: Mapped[int]
    per_day: Mapped[float] = mapped_column(Float)
    #: Field -> share of late articles that have it.
    coverage: Mapped[dict[str, Any]]
    #: `crawler.health.history` as JSON.
    history: Mapped[dict[str, Any]]


class AlarmRow(Base):
    """Something that was wrong with an outlet, from when until when; open where `closed_at` is null."""

    __tablename__ = "alarms"
    __table_args__ = (
        Index("uq_alarms_open", "outlet", "kind", "subject", unique=True,
              sqlite_where=_OPEN, postgresql_where=_OPEN),
    )  # fmt: skip

    id: Mapped[Id]
    outlet: Mapped[str]
    kind: Mapped[str]
    #: A field, an origin, a source's address; empty for the whole outlet.
    subject: Mapped[str]
    evidence: Mapped[str]
    suggestion: Mapped[str]
    opened_at: Mapped[datetime]
    opened_run: Mapped[int]
    closed_at: Mapped[datetime | None]
    closed_run: Mapped[int | None]


class DeliveryRow(Base):
    """A message that an alarm was raised or closed, to one channel: the outbox."""

    __tablename__ = "deliveries"
    __table_args__ = (
        Index("ix_deliveries_unsent", "channel", sqlite_where=_UNSENT, postgresql_where=_UNSENT),
    )

    id: Mapped[Id]
    alarm_id: Mapped[int] = mapped_column(ForeignKey("alarms.id"))
    #: raised or closed.
    event: Mapped[str]
    #: Names the receiver without telling its address.
    channel: Mapped[str]
    #: waiting, sending, sent, lost (killed while it was sent) or given-up.
    state: Mapped[str]
    attempts: Mapped[int]
    created_at: Mapped[datetime]
    tried_at: Mapped[datetime | None]


#: The same tables for Core.
HEALTH = cast(Table, HealthRow.__table__)
ALARMS = cast(Table, AlarmRow.__table__)
DELIVERIES = cast(Table, DeliveryRow.__table__)
