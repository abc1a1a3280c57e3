"""How all outlets are."""

from __future__ import annotations

from sqlalchemy import text

from crawler.storage.overview import outlet_states
from tests.storage.desk import HOUR, Desk
from tests.storage.troubles import SILENCE, judge


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


def test_what_waits_is_counted_by_what_it_is_and_why(desk: Desk) -> None:
    first, second, third = desk.page("gazette:1", "gazette:2", "gazette:3")
    desk.keep(first)
    desk.settle(second, "pending", reason="retry-after")
    with desk.store.engine.begin() as connection:
        connection.execute(text("INSERT INTO outlets (name, watch_since) VALUES ('gazette', '2024-04-01')"))
        backfill = (
            "INSERT INTO walks (id, outlet, cursor, unfolded, begun_at)"
            " VALUES (7, 'gazette', '{}', false, '2024-05-01')"
        )
        connection.execute(text(backfill))
        of_backfill = {"id": third.id, "walk": 7}
        connection.execute(text("UPDATE pages SET walk_id = :walk WHERE id = :id"), of_backfill)
    [gazette] = desk.store.read(outlet_states)
    pending = gazette.pending
    assert (pending.articles, pending.of_backfills) == (2, 1)
    assert pending.reasons == {"retry-after": 1}
    assert pending.total == pending.articles + pending.sources


def test_what_another_spider_asked_for_is_not_the_outlets(desk: Desk) -> None:
    desk.page("gazette:1")
    with desk.store.engine.begin() as connection:
        connection.execute(text("INSERT INTO outlets (name, watch_since) VALUES ('gazette', '2024-04-01')"))
        connection.execute(text("UPDATE pages SET asked_by = 'article'"))
    [gazette] = desk.store.read(outlet_states)
    assert gazette.pending.total == 0
