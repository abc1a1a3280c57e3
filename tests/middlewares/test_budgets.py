"""Case 19: when a budget is spent."""

import pytest

from crawler.middlewares.budgets import Budget, Spent, exhausted_part


@pytest.mark.parametrize(
    ("budget", "spent", "part"),
    [
        (Budget(), Spent(10**9, 10**12, began=0), None),
        (Budget(pages=3), Spent(2, 0, began=0), None),
        (Budget(pages=3), Spent(3, 0, began=0), "pages"),
        (Budget(bytes=100), Spent(1, 99, began=0), None),
        (Budget(bytes=100), Spent(1, 250, began=0), "bytes"),
        (Budget(seconds=61), Spent(1, 1, began=0), None),
        (Budget(seconds=60), Spent(1, 1, began=0), "seconds"),
        (Budget(seconds=60), Spent(1, 1, began=1), None),
        (Budget(pages=1, bytes=1, seconds=1), Spent(1, 1, began=0), "pages"),
    ],
)
def test_case_19_a_budget_is_spent_once_it_leaves_no_room_for_a_request(budget, spent, part):
    assert exhausted_part(budget, spent, now=60) == part
