"""A reason is said with the address and what to do."""

import pytest

from crawler.page_trouble import explain_reason, explain_status

URL = "https://larne.example/news"


@pytest.mark.parametrize(
    ("reason", "said"),
    [
        ("robots", f"robots.txt of larne.example forbids {URL}"),
        ("dns", "larne.example can't be resolved (DNS)"),
        ("private-address", "GUARD_ALLOWED_HOSTS"),
        ("foreign-host", f"{URL} leads to another host"),
        ("http-403", f"HTTP 403 from {URL}: it refuses this crawler"),
        ("not-a-feed", f"{URL} is no feed"),
    ],
)
def test_a_reason_is_said_with_the_address_or_its_host(reason: str, said: str) -> None:
    assert said in str(explain_reason(reason, url=URL))


def test_a_reason_that_is_not_known_has_no_words() -> None:
    assert explain_reason("no-headline", url=URL) is None
    assert explain_reason("http-later", url=URL) is None


def test_braces_in_an_address_stay_as_they_are_and_a_long_one_is_cut() -> None:
    assert "/{x}" in str(explain_reason("robots", url="https://larne.example/{x}"))
    assert len(str(explain_reason("robots", url=f"{URL}/{'x' * 5000}"))) < 400


@pytest.mark.parametrize(
    ("status", "said"), [(403, "refuses this crawler"), (503, "try it later"), (418, "it gives no page")]
)
def test_a_status_is_said_with_the_address(status: int, said: str) -> None:
    explained = explain_status(status, url=URL)
    assert f"HTTP {status} from {URL}" in explained
    assert said in explained
