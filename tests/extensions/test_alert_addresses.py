"""What is wrong with an address of Apprise's is said, and nothing of the address."""

from __future__ import annotations

import pytest

from crawler.extensions.alert_addresses import channel_name, explain_address, hide_address, send_to_address


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("mailtoss://desk:hush@mail.example", "no service mailtoss://: did you mean mailtos://?"),
        ("jsn://hooks.example/t0ken", "no service jsn://: did you mean json://?"),
        ("qqqqqq://hooks.example/t0ken", "no service qqqqqq://"),
        ("desk:hush@mail.example", "it has no scheme"),
        ("slack://t0ken", "the shortest form of such an address is slack://{"),
        ("json://hooks.example/t0ken", None),
    ],
)
def test_a_wrong_address_is_answered_with_the_nearest_right_one(url, said):
    explained = explain_address(url)
    assert explained is None if said is None else said in str(explained)
    for secret in ("hush", "t0ken", "mail.example", "hooks.example"):
        assert secret not in str(explained)


def test_an_address_is_called_by_its_scheme_and_a_hash():
    assert channel_name("mailtos://desk:hush@mail.example").startswith("mailtos-")
    assert channel_name("desk:hush@mail.example").startswith("channel-")
    assert channel_name("json://a.example") != channel_name("json://b.example")


def test_no_part_of_an_address_is_told():
    url = "json://desk:hu%2Fsh@hooks.example:9/t0ken/a?key=s3cret"
    text = "desk hu/sh hu%2Fsh hooks.example t0ken s3cret: a json error at 9"
    assert hide_address(text, url) == "*** *** *** *** *** ***: a json error at 9"


def test_what_went_wrong_is_said_in_the_words_of_the_library():
    wrong = send_to_address("json://desk:hush@127.0.0.1:9/t0ken", heading="a test", body="of it")
    assert wrong == "A Connection error occurred sending JSON notification to ***."
