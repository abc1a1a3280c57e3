"""Why a page of a site could not be had, in words that say what to do: DNS, guard, robots.txt, the server."""

from __future__ import annotations

import ipaddress
import socket
from urllib.parse import urlsplit

from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadConnectionRefusedError,
    DownloadTimeoutError,
    IgnoreRequest,
)

#: Characters of an error that nothing here knows.
_MOST = 200
_BROWSER = "Look whether the site answers in a browser"

#: What the reason of a request that was not sent (`reason` of the errors of `crawler.frontier`) means.
_UNSENT = {
    "robots": "robots.txt of {host} forbids {url} to this crawler, so it is not fetched: ask the outlet, or"
    " leave it",
    "robots-unreachable": "robots.txt of {host} can't be had, so nothing there is fetched: try it later",
    "scheme": "the guard fetches http and https only, and {url} is neither: give the address of a web page",
    "url-length": "the guard fetches no address as long as {url}: give a shorter one",
    "foreign-host": "{url} leads to the host {other}, where the guard does not follow: give that address"
    " if the outlet has moved there",
    "private-address": "{host} is a private address, which the guard does not fetch: name it in"
    " GUARD_ALLOWED_HOSTS if it is yours",
    "tdm-reserved": "{host} reserves text and data mining, and TDM_OBEY is on: it is not fetched",
    "retry-after": "{host} asks to be left alone for now: try it later",
    "dns": "the name {host} can't be resolved (DNS): look at its spelling, and whether the site still exists",
    "refused": "{host} refuses the connection: " + _BROWSER.lower(),
    "certificate": "the certificate of {host} is not valid: " + _BROWSER.lower() + " without a warning",
}
#: What an HTTP status means for who wants to add the site.
_STATUS = {
    401: "it asks for a login: what stands behind one is not crawled",
    403: "it refuses this crawler; " + _BROWSER.lower(),
    404: "there is no such page: look at the address",
    410: "the page is gone: look at the address",
    429: "it was asked too often: try it later, with a greater delay",
    451: "it refuses for legal reasons",
}


def explain_error(error: BaseException, *, url: str) -> str:
    """Return why a request for `url` failed that has no response, with the address and what to do."""
    host = urlsplit(url).hostname or url
    reason = getattr(error, "reason", None)
    if isinstance(error, IgnoreRequest) and reason in _UNSENT:
        other = str(error).partition(" ")[0]  # the guard's sentence begins with the host that it refused
        return _UNSENT[str(reason)].format(host=host, url=url[:_MOST], other=other[:_MOST])
    if isinstance(error, CannotResolveHostError):
        return _UNSENT["dns"].format(host=host)
    if isinstance(error, DownloadConnectionRefusedError):
        return _UNSENT["refused"].format(host=host)
    if isinstance(error, DownloadTimeoutError):
        return f"{host} gave no answer within DOWNLOAD_TIMEOUT seconds: try it later"
    if "certificate" in str(error).lower():
        return _UNSENT["certificate"].format(host=host)
    return f"{url[:_MOST]} could not be fetched ({type(error).__name__}: {str(error)[:_MOST]})"


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


def explain_status(status: int, *, url: str) -> str:
    """Return what an answer other than 200 means, with the address and what to do."""
    own = "the server fails: try it later" if status >= 500 else "it gives no page"
    return f"HTTP {status} from {url[:_MOST]}: {_STATUS.get(status, own)}"
