"""One table says what an exit status means, and which of many is the gravest."""

import pytest

from crawler.commands import crawl, crawldue
from crawler.exit_status import EXIT_CODES, EXIT_STATUSES, describe_codes, gravest_code


def test_each_verdict_has_a_code_of_its_own():
    assert EXIT_CODES == {
        "ok": 0,
        "configuration": 1,
        "usage": 2,
        "unreachable": 3,
        "accounting": 4,
        "store": 5,
        "start": 6,
        "dead": 7,
        "busy": 8,
        "alarm": 9,
        "nothing": 10,
    }
    assert len(set(EXIT_CODES.values())) == len(EXIT_STATUSES)


@pytest.mark.parametrize(
    ("codes", "gravest"),
    [
        ((), 0),
        ((0, 0), 0),
        ((9, 7), 7),
        ((0, 3, 9), 3),
        ((3, 6, 1), 1),
        ((9, 10), 9),
        ((10, 8, 0), 10),
        ((1, 5, 4), 5),
        ((0, 8), 8),
    ],
)
def test_the_gravest_of_many_counts(codes, gravest):
    assert gravest_code(codes) == gravest


def test_a_code_without_a_meaning_is_a_fault():
    with pytest.raises(ValueError, match="42"):
        gravest_code([0, 42])


@pytest.mark.parametrize("status", EXIT_STATUSES, ids=lambda status: status.verdict)
def test_the_help_of_both_commands_says_each_status(status):
    said = describe_codes([status])
    assert said in crawl.Command().long_desc()
    assert (said in crawldue.Command().long_desc()) is (status.verdict not in crawldue.NEVER)
