"""Half a day of virtual time over two outlets; in depth, the three days over seven of `make three-days`."""

from __future__ import annotations

import pytest

from tests.site.answer import Answer
from tools.three_days.__main__ import SPAN as THREE_DAYS
from tools.three_days.days import Span
from tools.three_days.faults import FAULTS as TEN_FAULTS
from tools.three_days.faults import JSONLD, Fault, always, without
from tools.three_days.living import live
from tools.three_days.outlets import DESKS as SEVEN_DESKS
from tools.three_days.plan import Desk

pytestmark = pytest.mark.system

SPAN = Span(quiet=6, quiet_step=360, hours=12, step=75, after=8, after_step=160)
DESKS = {
    "gazette": Desk(per_day=56, days_before=1, offset=-5, latest=5.0, edited=0.5, deleted=0.06),
    "correo": Desk(per_day=16, days_before=1, latest=5.0),
}
FAULTS = (
    Fault("JSON-LD lost", "gazette", 2, 11, "rung", without(JSONLD)),
    Fault("connections reset for 8 hours", "correo", 2, 10, "unreachable", always(Answer(manner="reset"))),
)


def test_half_a_day_ends_with_what_was_published_each_edit_a_version_and_each_fault_an_alarm(tmp_path):
    days, figures = live(tmp_path, desks=DESKS, faults=FAULTS, span=SPAN)
    assert figures.wrong == []
    assert figures.published - figures.never == figures.stored > 30
    assert figures.versions > 2
    assert 0 < figures.gone <= figures.deletions
    assert {fault for _, fault in figures.alarms} == {*FAULTS}
    assert figures.messages == 2 * len(FAULTS)
    assert days.statuses[9]  # the commands that raised them


@pytest.mark.deep
def test_three_days_of_seven_outlets_end_as_half_a_day_of_two(tmp_path):
    _, figures = live(tmp_path, desks=SEVEN_DESKS, faults=TEN_FAULTS, span=THREE_DAYS)
    assert figures.wrong == []
    assert figures.published - figures.never == figures.stored > 500
    assert {fault for _, fault in figures.alarms} == {fault for fault in TEN_FAULTS if fault.alarm}
