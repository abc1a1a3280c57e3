"""Why a page of a site could not be had, in words that say what to do: DNS, guard, robots.txt, the server."""

from __future__ import annotations

import ipaddress
import socket

from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadConnectionRefusedError,
    DownloadTimeoutError,
    IgnoreRequest,
)

from crawler.page_trouble import explain_reason

#: Characters of an error that nothing here knows.
_MOST = 200


def explain_error(error: BaseException, *, url: str) -> str:
    """Return why a request for `url` failed that has no response, with the address and what to do."""
    reason = _reason_of(error)
    other = str(error).partition(" ")[0]  # the guard's sentence begins with the host that it refused
    known = explain_reason(reason, url=url, other=f"the host {other}") if reason else None
    return known or f"{url[:_MOST]} could not be fetched ({type(error).__name__}: {str(error)[:_MOST]})"


def _reason_of(error: BaseException) -> str | None:
    """The short code of an error, which those of `crawler.frontier` have themselves."""
    if isinstance(error, IgnoreRequest):
        return getattr(error, "reason", None)
    by_kind = {
        CannotResolveHostError: "dns",
        DownloadConnectionRefusedError: "refused",
        DownloadTimeoutError: "timeout",
    }
    reason = next((reason for kind, reason in by_kind.items() if isinstance(error, kind)), None)
    return reason or ("certificate" if "certificate" in str(error).lower() else None)


def is_about_dns(error: BaseException) -> bool:
    """Whether a request failed because its host's name has no address that may be fetched."""
    return isinstance(error, CannotResolveHostError) or getattr(error, "reason", None) == "dns"


def explain_name(host: str) -> str | None:
    """Return that a name leads to a private address, which the guard refuses, else None; waits for DNS."""
    try:
        address = socket.gethostbyname(host)
    except (OSError, UnicodeError):
        return None
    if ipaddress.ip_address(address).is_global:
        return None
    return (
        f"{host} leads to the private address {address}, which the guard does not fetch: name the host in"
        " GUARD_ALLOWED_HOSTS if it is yours"
    )
