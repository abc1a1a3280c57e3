"""What changes in a record is told field by field."""

from tools.records.outlets import describe_differences


def test_each_field_that_differs_is_told_with_both_values() -> None:
    before = {"headline": "Storm", "authors": ["Ana"], "word_count": 8}
    now = {"headline": "Storm", "authors": ["Ana", "Li"], "location": "Port Adler"}
    assert list(describe_differences(before, now)) == [
        'authors ["Ana"] -> ["Ana", "Li"]',
        "word_count 8 -> null",
        'location null -> "Port Adler"',
    ]


def test_a_long_value_is_shown_by_its_beginning() -> None:
    [line] = describe_differences({}, {"body": "a" * 500})
    assert line == f'body null -> "{"a" * 56}...'


def test_equal_records_differ_in_nothing() -> None:
    assert list(describe_differences({"headline": "Storm"}, {"headline": "Storm"})) == []
