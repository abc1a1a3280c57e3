"""What went wrong is said with the address and what to do."""

import pytest
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
)

from crawler.frontier.outcome import Refused, Unreached, Waits
from crawler.onboarding.trouble import explain_error, explain_name, explain_status, is_about_dns

URL = "https://larne.example/news"


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (CannotResolveHostError("no"), "larne.example can't be resolved (DNS)"),
        (Unreached("dns", "x"), "larne.example can't be resolved (DNS)"),
        (Unreached("certificate", "x"), "certificate of larne.example is not valid"),
        (DownloadFailedError("certificate verify failed"), "certificate of larne.example is not valid"),
        (DownloadConnectionRefusedError("x"), "larne.example refuses the connection"),
        (DownloadTimeoutError("x"), "no answer within DOWNLOAD_TIMEOUT"),
        (Refused("robots", "x"), f"robots.txt of larne.example forbids {URL}"),
        (Waits("robots-unreachable", "x"), "robots.txt of larne.example can't be had"),
        (Refused("private-address", "x"), "GUARD_ALLOWED_HOSTS"),
        (Refused("foreign-host", "other.example is no host"), "leads to the host other.example"),
        (ValueError("odd"), "could not be fetched (ValueError: odd)"),
    ],
)
def test_errors(error: Exception, said: str) -> None:
    assert said in explain_error(error, url=URL)


def test_braces_in_an_address_stay_as_they_are() -> None:
    assert "/{x}" in explain_error(Refused("robots", "x"), url="https://larne.example/{x}")


@pytest.mark.parametrize(
    ("status", "said"), [(403, "refuses this crawler"), (503, "try it later"), (418, "it gives no page")]
)
def test_statuses(status: int, said: str) -> None:
    explained = explain_status(status, url=URL)
    assert f"HTTP {status} from {URL}" in explained
    assert said in explained


def test_a_name_that_leads_to_a_private_address_is_the_guard_s() -> None:
    assert is_about_dns(CannotResolveHostError("x"))
    assert not is_about_dns(DownloadTimeoutError("x"))
    assert "private address 127." in str(explain_name("localhost"))
    assert explain_name("no such host") is None
