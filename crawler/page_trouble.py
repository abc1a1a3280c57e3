"""Why a page could not be had, in words that say what to do: by the short code or status that is counted."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

#: Characters of an address that a sentence shows.
_MOST = 200
_BROWSER = "look whether the site answers in a browser"

#: Reason -> what it means: first what stops a page before it is asked for, then what it came to.
_MEANINGS = {
    "robots": "robots.txt of {host} forbids {url} to this crawler, so it is not fetched: ask the outlet, or"
    " leave it",
    "robots-unreachable": "robots.txt of {host} can't be had, so nothing there is fetched: try it later",
    "scheme": "the guard fetches http and https only, and {url} is neither: give the address of a web page",
    "url-length": "the guard fetches no address as long as {url}: give a shorter one",
    "foreign-host": "{url} leads to {other}, where the guard does not follow: give that address"
    " if the outlet has moved there",
    "private-address": "{host} is a private address, or leads to one, which the guard does not fetch: name it"
    " in GUARD_ALLOWED_HOSTS if it is yours",
    "tdm-reserved": "{host} reserves text and data mining, and TDM_OBEY is on: it is not fetched",
    "retry-after": "{host} asks to be left alone for now: try it later",
    "dns": "the name {host} can't be resolved (DNS): look at its spelling, and whether the site still exists",
    "refused": "{host} refuses the connection: " + _BROWSER,
    "certificate": "the certificate of {host} is not valid: " + _BROWSER + " without a warning",
    "timeout": "{host} gave no answer within DOWNLOAD_TIMEOUT seconds: try it later",
    "connection-lost": "{host} broke the connection off: " + _BROWSER,
    "truncated": "{host} broke off within its answer: try it later",
    "too-large": "{url} is larger than DOWNLOAD_MAXSIZE: look at its address in a browser",
    "redirect-loop": "{url} redirects more often than REDIRECT_MAX_TIMES: look at its address in a browser",
    "not-a-feed": "{url} is no feed: look for its new address",
    "not-a-sitemap": "{url} is no sitemap: look for its new address",
    "not-html": "{url} is no web page: look at its address",
    "soft-404": "{url} says itself that it is not there: look at its address",
    "no-url": "{url} is no http(s) address: give it whole, such as https://example.org/news/1",
}
#: What an HTTP status means for who asked for a page.
_STATUS = {
    401: "it asks for a login: what stands behind one is not crawled",
    403: f"it refuses this crawler; {_BROWSER}",
    404: "there is no such page: look at the address",
    410: "the page is gone: look at the address",
    429: "it was asked too often: try it later, with a greater delay",
    451: "it refuses for legal reasons",
}


def explain_reason(reason: str, *, url: str, other: str = "another host") -> str | None:
    """Return what `reason` means for the page `url`, and what to do, or None for one that is not known.

    `other` is where a redirect leads that the guard does not follow.
    """
    if status := re.fullmatch(r"http-(\d{3})", reason):
        return explain_status(int(status[1]), url=url)
    sentence = _MEANINGS.get(reason)
    host = urlsplit(url).hostname or url
    return sentence and sentence.format(host=host[:_MOST], url=url[:_MOST], other=other[:_MOST])


def explain_status(status: int, *, url: str) -> str:
    """Return what an answer other than 200 means, with the address and what to do."""
    own = "the server fails: try it later" if status >= 500 else "it gives no page"
    return f"HTTP {status} from {url[:_MOST]}: {_STATUS.get(status, own)}"
