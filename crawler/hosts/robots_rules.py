"""Reading robots.txt by RFC 9309: which lines are one crawler's. Protego matches them with addresses.

Only the lines of the crawler's own groups (or of `*`) are handed to Protego, so that a file with rules for
everybody else costs nothing, and what Protego reads otherwise than the RFC does not count.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from protego import Protego

#: Bytes that are read; the RFC asks for 500 KiB at least (section 2.5).
MAX_BYTES = 500 * 1024
#: Bytes of a line that are read, as in Google's parser.
MAX_LINE = 2083 * 8 - 1
#: Rules for one crawler that are kept, the first: no site needs a tenth of it, and each costs a kilobyte.
MAX_RULES = 20_000

#: A product token, with the digits that crawlers have in their names: `crawler4j` is not `crawler`.
_TOKEN = re.compile(rb"[A-Za-z0-9_-]+")
_LINE = re.compile(rb"[^\r\n]+")
_DELAY = re.compile(rb"(?=[.,]?\d)(\d{0,9})(?:[.,](\d{1,9}))?")
#: Misspellings that are read too, as Google's parser does.
_FIELDS = {
    **dict.fromkeys((b"user-agent", b"useragent", b"user agent"), "agent"),
    **dict.fromkeys(
        (b"disallow", b"dissallow", b"dissalow", b"disalow", b"diasllow", b"disallaw"), "disallow"
    ),
    b"allow": "allow",
    **dict.fromkeys((b"crawl-delay", b"crawldelay", b"crawl delay"), "delay"),
}
_HTML = (b"<!doctype", b"<html", b"<head", b"<body", b"<?xml")
_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
#: Bytes of a pattern that stand as they are; the others are percent-encoded (section 2.2.2).
_PLAIN = frozenset(range(0x21, 0x7F))


@dataclass(slots=True)
class Group:
    """The rules for one product token, a line each and each once, and the delay asked for (seconds)."""

    rules: dict[str, None] = field(default_factory=dict)
    delay: float | None = None


@dataclass(frozen=True, slots=True)
class Rules:
    """What a robots.txt says to one crawler; `count` is how many rules, `delay` in seconds."""

    matcher: Any
    count: int
    delay: float | None = None

    def allows(self, url: str) -> bool:
        """Whether the address may be fetched."""
        return bool(self.matcher.can_fetch(url, "*"))


def product_token(user_agent: str) -> str:
    """The name by which robots.txt calls a crawler: "crawler" of "crawler/0.1 (+https://...)"."""
    found = _TOKEN.match(user_agent.strip().encode("utf-8", "replace"))
    return found[0].decode() if found else ""


def is_html(body: bytes) -> bool:
    """Whether a server sent a web page where robots.txt was asked for: it says nothing to crawlers."""
    return _unmarked(body[:512]).lstrip().lower().startswith(_HTML)


def read_rules(body: bytes, token: str) -> Rules:
    """The rules for the crawler called `token`: those of all groups that name it, else those of `*`."""
    own = token.lower().encode("utf-8", "replace")
    groups = {} if is_html(body) else _groups(body[:MAX_BYTES], {own, b"*"})
    mine = groups.get(own) or groups.get(b"*") or Group()
    groups.clear()
    text, count = "\n".join(("User-agent: *", *mine.rules)), len(mine.rules)
    mine.rules.clear()  # Protego needs room
    return Rules(Protego.parse(text), count, mine.delay)


def _groups(body: bytes, wanted: set[bytes]) -> dict[bytes, Group]:
    """What the lines say to the tokens wanted; only a rule ends the list of names before it."""
    groups: dict[bytes, Group] = {}
    named: set[bytes] = set()
    ruled = False
    for kind, value in _lines(body):
        if kind == "agent":
            agent = _agent(value)
            named = {agent} if ruled else named | {agent}
            ruled = False
            named &= wanted
            groups |= {name: Group() for name in named - groups.keys()}
            continue
        ruled = ruled or kind in ("allow", "disallow")
        for name in named:
            _add(groups[name], kind, value)
    return groups


def _add(group: Group, kind: str, value: bytes) -> None:
    if kind == "delay":
        group.delay = max(
            (delay for delay in (group.delay, _seconds(value)) if delay is not None), default=None
        )
    elif value and len(group.rules) < MAX_RULES:
        group.rules[f"{kind}: {_pattern(value)}"] = None


def _lines(body: bytes) -> Iterator[tuple[str, bytes]]:
    """The lines that mean something to any crawler: what they say (agent, allow...), and of what."""
    for line in _LINE.finditer(_unmarked(body)):
        text = line[0][:MAX_LINE].partition(b"#")[0].strip()
        name, colon, value = text.partition(b":")
        if not colon:
            words = text.split()
            name, value = (words[0], words[1]) if len(words) == 2 else (b"", b"")
        if kind := _FIELDS.get(name.strip().lower()):
            yield kind, value.strip()


def _unmarked(body: bytes) -> bytes:
    """The body in UTF-8, without the mark that names its encoding."""
    for mark, encoding in _MARKS:
        if body.startswith(mark):
            return body[len(mark) :].decode(encoding, "replace").encode("utf-8", "replace")
    return body


def _agent(value: bytes) -> bytes:
    """The product token of a line: up to the first letter that none has."""
    if value.startswith(b"*") and (len(value) == 1 or value[1:2].isspace()):
        return b"*"
    found = _TOKEN.match(value)
    return found[0].lower() if found else b""


def _pattern(value: bytes) -> str:
    return "".join(chr(byte) if byte in _PLAIN else f"%{byte:02X}" for byte in value)


def _seconds(value: bytes) -> float | None:
    """A delay as stated; None where it is none."""
    found = _DELAY.match(value)
    return float(f"{found[1].decode() or 0}.{(found[2] or b'0').decode()}") if found else None
