"""Each message about an alarm goes out once to each channel, or not at all."""

from __future__ import annotations

from datetime import timedelta

from crawler.storage import Store
from crawler.storage.outbox import claim_messages, settle_messages
from tests.storage.desk import HOUR, NOON
from tests.storage.troubles import SILENCE, judge, open_kinds, states


def test_a_message_for_each_channel_is_claimed_once_and_sent_once(store: Store) -> None:
    judge(store, 1, SILENCE, channels=("json-1", "mail-2"))
    [message] = claim_messages(store, "json-1", now=NOON)
    assert (message.event, message.outlet, message.kind) == ("raised", "gazette", "silence")
    assert claim_messages(store, "json-1", now=NOON) == []  # another process at the same time
    settle_messages(store, [message], sent=True, now=NOON)
    assert claim_messages(store, "json-1", now=NOON + 9 * HOUR) == []
    assert states(store) == ["sent", "waiting"]


def test_what_failed_waits_for_the_next_run_for_seven_days(store: Store) -> None:
    judge(store, 1, SILENCE)
    for day in range(8):
        messages = claim_messages(store, "json-1", now=NOON + timedelta(days=day, minutes=1))
        assert len(messages) == 1
        settle_messages(store, messages, sent=False, now=NOON + timedelta(days=day, minutes=1))
    assert states(store) == ["given-up"]
    assert claim_messages(store, "json-1", now=NOON + timedelta(days=9)) == []


def test_killed_between_sending_and_its_mark_a_message_is_not_sent_again(store: Store) -> None:
    judge(store, 1, SILENCE)
    assert len(claim_messages(store, "json-1", now=NOON)) == 1  # and then: kill -9
    assert claim_messages(store, "json-1", now=NOON + HOUR) == []
    assert states(store) == ["lost"]
    assert open_kinds(store) == ["silence"]  # the alarm itself is not lost


def test_raised_and_closed_are_two_messages(store: Store) -> None:
    judge(store, 1, SILENCE)
    judge(store, 2, hours=3)
    messages = claim_messages(store, "json-1", now=NOON)
    assert [(message.event, message.closed_at) for message in messages] == [
        ("raised", NOON + 3 * HOUR),
        ("closed", NOON + 3 * HOUR),
    ]
