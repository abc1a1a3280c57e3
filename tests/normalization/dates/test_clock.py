from __future__ import annotations

import pytest

from crawler.normalization.dates.clock import Clock, dotted_time, find_times


def find_time(text: str, languages: tuple[str, ...] = ()) -> Clock | None:
    return next(iter(find_times(text, languages)), None)


@pytest.mark.parametrize(
    ("text", "hour", "minute", "second"),
    [
        ("10:32", 10, 32, None),
        ("à 10h32", 10, 32, None),
        ("às 22h", 22, 0, None),
        ("10 h 32 min", 10, 32, None),
        ("10:32:07 PM", 22, 32, 7),
        ("12:05 a.m.", 0, 5, None),
        ("12:05 p.m.", 12, 5, None),
        ("5 pm", 17, 0, None),
        ("22.32 Uhr", 22, 32, None),
        ("klo 9.05", 9, 5, None),
        ("下午3时05分", 15, 5, None),
        ("午後10時32分07秒", 22, 32, 7),
        ("오후 10:32", 22, 32, None),
        ("10:32 مساءً", 22, 32, None),
        ("10:32 de la noche", 22, 32, None),
        ("1:32 de la noche", 1, 32, None),
        ("밤 10:32", 22, 32, None),
        ("凌晨1:32", 1, 32, None),
        ("1032 GMT", 10, 32, None),
    ],
)
def test_a_time_of_day_as_printed(text: str, hour: int, minute: int, second: int | None) -> None:
    clock = find_time(text, ("es",) if "noche" in text else ())
    assert clock is not None
    assert (clock.hour, clock.minute, clock.second, clock.is_possible) == (hour, minute, second, True)


@pytest.mark.parametrize(
    "text", ["", "2 hours ago", "3.5.2024", "1:2", "10:321", "12:34:56:78", "the 5th", "10 hommes"]
)
def test_what_is_no_time(text: str) -> None:
    assert find_time(text) is None


@pytest.mark.parametrize("text", ["25:10", "10:75", "10:32 +2359", "24:01"])
def test_a_time_that_no_day_has(text: str) -> None:
    clock = find_time(text)
    assert clock is not None
    assert not clock.is_possible


def test_every_time_of_a_text_is_found_in_order() -> None:
    found = find_times("10.32 Uhr, 9:05 pm, 22h10")
    assert [(clock.hour, clock.minute) for clock in found] == [(10, 32), (21, 5), (22, 10)]


def test_a_bengali_colon_has_a_space_behind_it() -> None:
    assert [(clock.hour, clock.minute) for clock in find_times("১৪: ০৫", ("bn",))] == [(14, 5)]
    assert find_times("May 14: 12 dead", ("en",)) == []


def test_figures_with_a_point_are_a_time_only_beside_a_date() -> None:
    text = "3. toukokuuta 2024, 10.32"
    assert find_time(text) is None
    clock = dotted_time(text, len("3. toukokuuta 2024"))
    assert clock is not None
    assert (clock.hour, clock.minute) == (10, 32)
    assert dotted_time("3.5.2024 version 10.3.1", 8) is None
