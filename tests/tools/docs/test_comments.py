"""The words of the documentation are read from the source, where they stand beside what they are of."""

import pytest

from tools.docs.comments import class_comments, class_groups, module_comments

SOURCE = '''"""A module."""

#: How deep the lake is,
#: in metres.
DEPTH = 12
WIDTH = 3


class Lake:
    """A lake."""

    #: Its name.
    name: str
    #: Where it lies, and how high.
    country: str = "IE"
    height = 0

    depth: int = 4
    """Metres at the deepest place.

    Measured in summer.
    """
    # not for readers
    hidden = True
'''


@pytest.fixture
def path(tmp_path):
    file = tmp_path / "lake.py"
    file.write_text(SOURCE)
    return file


def test_lines_of_a_comment_are_joined(path) -> None:
    assert module_comments(path) == {"DEPTH": "How deep the lake is, in metres.", "WIDTH": ""}


def test_a_text_below_a_name_speaks_of_it_too(path) -> None:
    assert class_comments(path, "Lake") == {
        "name": "Its name.",
        "country": "Where it lies, and how high.",
        "height": "",
        "depth": "Metres at the deepest place. Measured in summer.",
        "hidden": "",
    }


def test_names_that_follow_a_comment_at_once_share_it(path) -> None:
    assert class_groups(path, "Lake")[("country", "height")] == "Where it lies, and how high."


def test_a_class_that_is_not_there_is_named(path) -> None:
    with pytest.raises(LookupError, match="no class River"):
        class_comments(path, "River")
