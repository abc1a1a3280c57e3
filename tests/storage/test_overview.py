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
