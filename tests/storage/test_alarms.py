"""Alarms are raised once, closed by themselves, and each message goes out once or not at all."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import text

from crawler.storage import Store
from crawler.storage.alarms import Changes, Trouble, Verdict, judge_run, list_alarms
from crawler.storage.health import OutletHealth, RunLeft, find_health, list_health, read_run
from crawler.storage.outbox import claim_messages, settle_messages
from crawler.storage.overview import outlet_states
from tests.storage.desk import HOUR, NOON, Desk, article

SILENCE = Trouble(kind="silence", subject="", evidence="none for 9 h", suggestion="look")
EMPTY = Trouble(
    kind="source-empty", subject="https://gazette.example/rss", evidence="none", suggestion="look"
)


def judge(
    store: Store, run: int, *troubles: Trouble, channels: tuple[str, ...] = ("json-1",), hours: float = 0
) -> Changes:
    now = NOON + timedelta(hours=hours)

    def work(known: OutletHealth | None, left: RunLeft) -> Verdict:
        return Verdict(
            OutletHealth(outlet="gazette", run_id=run, judged_at=now, history={"runs": run}), troubles
        )

    return judge_run(store, "gazette", run, work, channels=channels, now=now)


def states(store: Store) -> list[str]:
    wanted = text("SELECT state FROM deliveries ORDER BY id")
    return store.read(lambda connection: list(connection.scalars(wanted)))


def open_kinds(store: Store) -> list[str]:
    return [alarm.kind for alarm in store.read(list_alarms)]


def test_an_alarm_is_raised_once_and_closed_when_it_is_over(store: Store) -> None:
    assert [alarm.kind for alarm in judge(store, 1, SILENCE).raised] == ["silence"]
    longer = Trouble(kind="silence", subject="", evidence="none for 12 h", suggestion="look")
    assert judge(store, 2, longer, EMPTY).raised[0].kind == "source-empty"
    assert open_kinds(store) == ["source-empty", "silence"]
    assert store.read(list_alarms)[1].evidence == "none for 12 h"
    changes = judge(store, 3, EMPTY, hours=5)
    assert (changes.raised, [alarm.kind for alarm in changes.closed]) == ((), ["silence"])
    [_, closed] = store.read(lambda connection: list_alarms(connection, with_closed=True))
    assert (closed.closed_at, closed.closed_run) == (NOON + 5 * HOUR, 3)


def test_an_alarm_that_comes_again_is_another_one(store: Store) -> None:
    for run in range(1, 6):
        judge(store, run, *([SILENCE] if run % 2 else []))
    assert len(store.read(lambda connection: list_alarms(connection, with_closed=True))) == 3


def test_a_run_is_judged_once_and_an_older_one_changes_nothing(store: Store) -> None:
    judge(store, 5, SILENCE)
    assert judge(store, 5) == judge(store, 4) == Changes()
    assert open_kinds(store) == ["silence"]
    kept = store.read(lambda connection: find_health(connection, "gazette"))
    assert kept is not None
    assert (kept.run_id, kept.history) == (5, {"runs": 5})


def test_an_error_while_judging_leaves_everything_as_it_was(store: Store) -> None:
    def broken(known: OutletHealth | None, left: RunLeft) -> Verdict:
        health = OutletHealth(outlet="gazette", run_id=1, judged_at=NOON)
        return Verdict(
            health, [SILENCE, SILENCE.__class__(kind=None, subject="", evidence="", suggestion="")]
        )  # type: ignore[arg-type]

    with pytest.raises(Exception, match=r"(?i)null|none|row"):
        judge_run(store, "gazette", 1, broken, channels=["json-1"], now=NOON)
    assert open_kinds(store) == states(store) == store.read(list_health) == []


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


def test_a_run_is_read_as_it_left_the_database(desk: Desk) -> None:
    one, two, three, four = desk.page("gazette:1", "gazette:2", "gazette:3", "gazette:4")
    first = article("gazette:1", "A text.", provenance={"headline": "jsonld"}, language="es")
    desk.keep(one, first)
    desk.keep(two, article("gazette:2", "A text.", headline=first.headline))
    desk.settle(three, "failed", reason="http-403", http_status=403)
    desk.settle(four, "rejected", reason="no-body", http_status=200)
    left = desk.store.read(lambda connection: read_run(connection, desk.run))
    assert left.ends == {"done": 2, "failed/http-403": 1, "rejected/no-body": 1}
    assert [(source.kind, source.state) for source in left.sources] == [("feed", "done")]
    assert [(a.origins.get("headline"), a.length, a.opening, a.is_copy) for a in left.articles] == [
        ("jsonld", 7, "A text.", False),
        (None, 7, "A text.", True),
    ]


def test_an_article_that_was_stored_before_is_not_new_and_its_text_elsewhere_is_a_copy(desk: Desk) -> None:
    page = desk.page("gazette:1")
    desk.keep(page, article("gazette:1"), due_at=desk.now + HOUR)
    desk.again(page)
    desk.keep(page, article("gazette:1", "Another text."))
    left = desk.store.read(lambda connection: read_run(connection, desk.run))
    assert (left.ends, left.articles) == ({"done": 1}, [])


def test_a_source_that_must_not_be_asked_now_counts_as_failed(desk: Desk) -> None:
    [source] = desk.source()
    desk.settle(source, "pending", reason="robots-unreachable")
    [seen] = desk.store.read(lambda connection: read_run(connection, desk.run)).sources
    assert (seen.state, seen.reason, seen.links) == ("failed", "robots-unreachable", None)


def test_the_overview_names_every_outlet_with_what_is_wrong_and_due(desk: Desk) -> None:
    page = desk.page("gazette:1")
    desk.keep(page, due_at=desk.now + HOUR)
    with desk.store.engine.begin() as connection:
        connection.execute(text("INSERT INTO outlets (name, watch_since) VALUES ('gazette', '2024-04-01')"))
        connection.execute(text("INSERT INTO outlets (name, watch_since) VALUES ('courier', '2024-04-01')"))
    judge(desk.store, desk.run, SILENCE)
    courier, gazette = desk.store.read(outlet_states)
    assert (courier.outlet, courier.health, courier.due_at, courier.alarms) == ("courier", None, None, ())
    assert (gazette.due_at, gazette.is_running) == (desk.now + HOUR, True)
    assert [alarm.kind for alarm in gazette.alarms] == ["silence"]
    assert gazette.run is not None
    assert gazette.run.id == desk.run
