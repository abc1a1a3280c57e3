"""What a state refers to is put in its place, and what refers to itself does no harm."""

import json

from crawler.extraction.metadata.state_references import join_references, unpack_rows
from tests.growth import check_linear


def test_a_flat_list_is_built_up() -> None:
    flat = [["ShallowReactive", 1], {"title": 2, "tags": 3, "same": 2}, "Harbour closes", [2, 4], "Region"]
    joined = join_references(flat)
    assert joined[0] == {
        "title": "Harbour closes",
        "tags": ["Harbour closes", "Region"],
        "same": "Harbour closes",
    }


def test_a_flat_list_may_hold_itself() -> None:
    joined = join_references([{"me": 0, "title": 1}, "Harbour closes"])
    assert joined["title"] == "Harbour closes"
    assert joined["me"] is joined


def test_an_ordinary_list_stays() -> None:
    for value in ([{"title": "Harbour", "n": 1}, "x"], [[1, 2], [3, 4]], [], ["a"], [{"n": 99}, "x"]):
        assert join_references(value) is value


def test_records_are_put_in_by_key() -> None:
    state = {
        "ROOT_QUERY": {"__typename": "Query", "article": {"__ref": "Article:1"}},
        "Article:1": {"__typename": "Article", "body": [{"type": "id", "id": "Text:1", "generated": False}]},
        "Text:1": {"__typename": "Text", "text": "The harbour closes."},
    }
    article = join_references(state)["ROOT_QUERY"]["article"]
    assert article["body"][0]["text"] == "The harbour closes."


def test_rows_of_a_stream_are_put_in() -> None:
    text = "Größe\nzwei"
    rows = [
        '1:"$Sreact.fragment"\n',
        f"2:T{len(text.encode()):x},{text}",
        '0:["$","main",null,{"children":"$L3","body":"$2"}]\n',
        '3:["$","p",null,{"children":"The harbour closes."}]\n',
    ]
    (_, main) = unpack_rows("".join(rows))
    assert main[3]["body"] == text
    assert main[3]["children"][3]["children"] == "The harbour closes."


def test_rows_that_can_t_be_read_are_passed_over() -> None:
    assert unpack_rows('1:I[12,[]]\n2:{"cut\n0:{"a":1}\n') == [None, None, {"a": 1}]


def chain(size: int) -> str:
    rows = [f"{at:x}:{json.dumps({'next': f'${at + 1:x}'})}\n" for at in range(size)]
    return "".join(rows)


def test_long_chains_take_linear_time() -> None:
    check_linear(lambda stream: unpack_rows(stream), chain, most=20_000)
    check_linear(join_references, lambda size: [*({"n": at + 1} for at in range(size)), "end"], most=100_000)
