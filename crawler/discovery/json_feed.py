"""JSON Feed 1 and 1.1 (https://www.jsonfeed.org/version/1.1/): the values as text, or nothing."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from crawler.discovery.links import absolute_url, plain_line
from crawler.records import Link

_SURROGATES = re.compile("[\ud800-\udfff]")


def load_json_feed(text: str) -> dict[str, Any] | None:
    """Parse `text` as a JSON Feed; `None` where it is no JSON or has no list of items."""
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        return None
    if not isinstance(data, dict) or not isinstance(data.get("items"), list):
        return None
    return data


def text_at(data: dict[str, Any], *names: str) -> str | None:
    """Return the first of the named values that is text, on one line, or `None`."""
    for name in names:
        if isinstance(value := data.get(name), str) and value.strip():
            return " ".join(_SURROGATES.sub("\ufffd", value).split())
    return None


def read_items(data: dict[str, Any], *, url: str) -> Iterator[Link]:
    """Yield a link for each item with an address: `url`, else an `id` that is one, else `external_url`."""
    for item in data["items"]:
        if isinstance(item, dict) and (found := _address(item, url)):
            title = plain_line(text_at(item, "title"), markup=False)
            yield Link(url=found, title=title, date=text_at(item, "date_published"))


def _address(item: dict[str, Any], url: str) -> str | None:
    identity = text_at(item, "id") or ""
    web = identity if identity.startswith(("http://", "https://")) else None
    for value in (text_at(item, "url"), web, text_at(item, "external_url")):
        if found := absolute_url(value, url):
            return found
    return None
