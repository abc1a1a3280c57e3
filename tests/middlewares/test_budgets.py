"""Case 19: when a budget is spent."""

import pytest

from crawler.middlewares.budgets import Budget, Spent, exhausted_part


@pytest.mark.parametrize(
    ("budget", "spent", "part"),
    [
        (Budget(), Spent(0, 10**9, 10**12), None),
        (Budget(pages=3), Spent(0, 2, 0), None),
        (Budget(pages=3), Spent(0, 3, 0), "pages"),
        (Budget(bytes=100), Spent(0, 1, 99), None),
        (Budget(bytes=100), Spent(0, 1, 250), "bytes"),
        (Budget(seconds=61), Spent(0, 1, 1), None),
        (Budget(seconds=60), Spent(0, 1, 1), "seconds"),
        (Budget(seconds=60), Spent(1, 1, 1), None),
        (Budget(pages=1, bytes=1, seconds=1), Spent(0, 1, 1), "pages"),
    ],
)
def test_case_19_a_budget_is_spent_once_it_leaves_no_room_for_a_request(budget, spent, part):
    assert exhausted_part(budget, spent, now=60) == part
