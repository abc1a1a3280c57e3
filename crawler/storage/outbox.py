"""The outbox: messages about alarms, each delivered once to each channel, or not at all.

A message is marked as being sent in a transaction of its own before it is sent, and as sent after that.
Where the sender is killed in between, nobody knows whether the message went out, so it is given up as lost
and not sent again. The alarm itself is not lost: it stays open in the database, in `scrapy outlets`, in the
metrics and in the log. A message that comes again after each crash is one that people learn to ignore.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, Update, and_, insert, select, update

from crawler.storage.store import Store
from crawler.storage.tables.health import ALARMS, DELIVERIES
from crawler.storage.transactions import retry_patiently, write_transaction

#: After so long a message that was being sent has no sender any more.
LOST_AFTER = timedelta(minutes=15)
#: A channel that has not worked for so long gets the message no more.
GIVEN_UP_AFTER = timedelta(days=7)
#: Messages that are sent together at most.
MOST = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class AlarmMessage:
    """A message to one channel that an alarm was raised or closed."""

    id: int
    event: str
    channel: str
    outlet: str
    kind: str
    subject: str
    evidence: str
    suggestion: str
    opened_at: datetime
    closed_at: datetime | None


def enqueue_messages(
    connection: Connection, event: str, alarm_ids: Sequence[int], *, channels: Sequence[str], now: datetime
) -> None:
    """Add a message for each alarm and channel, within the transaction that raises or closes the alarms."""
    rows = [
        {"alarm_id": alarm, "event": event, "channel": channel, "state": "waiting", "attempts": 0,
         "created_at": now}
        for alarm in alarm_ids
        for channel in channels
    ]  # fmt: skip
    if rows:
        connection.execute(insert(DELIVERIES), rows)


def claim_messages(store: Store, channel: str, *, now: datetime) -> list[AlarmMessage]:
    """Return the messages that wait for a channel, marked as being sent: no other caller gets them."""

    def attempt() -> list[AlarmMessage]:
        with write_transaction(store.engine) as connection:
            _bury(connection, now=now)
            messages = _waiting(connection, channel)
            taken = {"state": "sending", "tried_at": now, "attempts": DELIVERIES.c.attempts + 1}
            connection.execute(_these(messages).values(taken))
            return messages

    return retry_patiently(attempt, patience=store.patience)


def settle_messages(store: Store, messages: Sequence[AlarmMessage], *, sent: bool, now: datetime) -> None:
    """Mark the messages as sent, or have them wait for the next run, up to `GIVEN_UP_AFTER`."""

    def attempt() -> None:
        with write_transaction(store.engine) as connection:
            if sent:
                connection.execute(_these(messages).values(state="sent"))
                return
            old = DELIVERIES.c.created_at < now - GIVEN_UP_AFTER
            connection.execute(_these(messages).where(old).values(state="given-up"))
            connection.execute(_these(messages).where(~old).values(state="waiting"))

    retry_patiently(attempt, patience=store.patience)


def _these(messages: Sequence[AlarmMessage]) -> Update:
    return update(DELIVERIES).where(DELIVERIES.c.id.in_([message.id for message in messages]))


def _bury(connection: Connection, *, now: datetime) -> None:
    """Mark messages as lost that were being sent when their sender was killed."""
    lost = and_(DELIVERIES.c.state == "sending", DELIVERIES.c.tried_at < now - LOST_AFTER)
    connection.execute(update(DELIVERIES).where(lost).values(state="lost"))


def _waiting(connection: Connection, channel: str) -> list[AlarmMessage]:
    columns = [column for column in ALARMS.columns if column.name in AlarmMessage.__dataclass_fields__]
    wanted = (
        select(DELIVERIES.c.id, DELIVERIES.c.event, DELIVERIES.c.channel, *columns[1:])
        .join(ALARMS, ALARMS.c.id == DELIVERIES.c.alarm_id)
        .where(DELIVERIES.c.channel == channel, DELIVERIES.c.state == "waiting")
        .order_by(DELIVERIES.c.id)
        .limit(MOST)
    )
    return [AlarmMessage(**row._mapping) for row in connection.execute(wanted)]
