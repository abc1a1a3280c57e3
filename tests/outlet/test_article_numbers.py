"""On which number a day falls."""

from datetime import date, timedelta

import pytest

from crawler.items import Anchor
from crawler.outlet.article_numbers import agreeing_anchors, number_bounds, number_on, probe_numbers
from crawler.spiders.cu.radiohc import RadioHabanaCuba

RADIOHC = RadioHabanaCuba.anchor_days()


@pytest.mark.parametrize(
    ("day", "number"),
    [
        (date(2017, 8, 7), 137624),
        (date(2017, 9, 18), 141749),
        (date(2017, 10, 30), 145874),
        (date(2018, 2, 7), 154588),
        (date(2017, 7, 31), 136936),  # before the first, at the pace of the first two
    ],
)
def test_a_number_is_told_from_the_days_around_it(day, number):
    assert number_on(day, RADIOHC) == pytest.approx(number, abs=1)


def test_fewer_than_two_days_tell_nothing():
    assert number_on(date(2017, 1, 1), RADIOHC[:1]) is None
    assert number_bounds(date(2017, 1, 1), date(2017, 2, 1), ()) is None


def test_the_bounds_of_a_window_hold_its_articles_and_not_much_more():
    low, high = number_bounds(date(2017, 9, 1), date(2017, 9, 30), RADIOHC)
    assert 137624 <= low <= 140079
    assert 142928 <= high <= 145874
    assert high - low < 2 * (142928 - 140079)


def test_days_that_are_known_better_make_the_bounds_closer():
    near = [Anchor(number=140050, day=date(2017, 8, 31)), Anchor(number=140190, day=date(2017, 9, 2))]
    near += [Anchor(number=142900, day=date(2017, 9, 29)), Anchor(number=143040, day=date(2017, 10, 1))]
    anchors = agreeing_anchors(RADIOHC, near)
    assert number_bounds(date(2017, 9, 1), date(2017, 9, 30), anchors) == (140050, 143040)
    assert probe_numbers(date(2017, 9, 1), anchors, count=3, turn=0) == []


def test_an_article_with_a_wrong_date_is_left_out():
    wrong = Anchor(number=154000, day=date(2015, 1, 1))
    assert wrong not in agreeing_anchors(RADIOHC, [wrong])


def test_each_turn_asks_for_other_numbers_where_the_day_should_be():
    first, second = (probe_numbers(date(2017, 9, 18), RADIOHC, count=3, turn=turn) for turn in (0, 1))
    assert first == [141749, 141750, 141751]
    assert not set(first) & set(second)


def test_uneven_growth_is_found_by_asking():
    """Numbers that grow ten times as fast in one month: asking brings the bounds to it."""

    def real(day: date) -> int:
        days = (day - date(2017, 1, 1)).days
        return 1000 + days * 10 + max(0, min(days - 150, 30)) * 90

    anchors = [Anchor(number=real(day), day=day) for day in (date(2017, 1, 1), date(2018, 1, 1))]
    since = date(2017, 4, 1)
    for turn in range(6):
        for number in probe_numbers(since, anchors, count=3, turn=turn):
            day = next(d for d in (date(2017, 1, 1) + timedelta(n) for n in range(366)) if real(d) >= number)
            anchors.append(Anchor(number=number, day=day))
    low, high = number_bounds(since, since + timedelta(days=9), anchors)
    assert low <= real(since)
    assert real(since + timedelta(days=9)) <= high
