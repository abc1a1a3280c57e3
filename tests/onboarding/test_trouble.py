"""What went wrong is said with the address and what to do."""

import pytest
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
)

from crawler.frontier.outcome import Refused, Unreached, Waits
from crawler.onboarding.trouble import explain_error, explain_name, is_about_dns

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


def test_a_name_that_leads_to_a_private_address_is_the_guard_s() -> None:
    assert is_about_dns(CannotResolveHostError("x"))
    assert not is_about_dns(DownloadTimeoutError("x"))
    assert "private address 127." in str(explain_name("localhost"))
    assert explain_name("no such host") is None
