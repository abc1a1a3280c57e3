"""Addresses that alarms are sent to, in the form of Apprise: what is wrong with one, and sending to it.

An address holds secrets: whatever is said of one names its scheme and a hash, and nothing else of it.
"""

from __future__ import annotations

import logging
import re
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from difflib import get_close_matches
from hashlib import sha256
from importlib import import_module
from typing import Any
from urllib.parse import unquote, urlsplit

#: Parts of an address shorter than this are no secrets, and words of any sentence.
_SHORT = 3


def channel_name(url: str) -> str:
    """Return what an address is called where people read it: its scheme and a hash."""
    return f"{_scheme(url) or 'channel'}-{sha256(url.encode()).hexdigest()[:8]}"


def load_apprise() -> Any:
    """Return the optional library, kept from logging the addresses that it is given; None without it."""
    try:
        import apprise
    except ImportError:
        return None
    logging.getLogger("apprise").setLevel(logging.CRITICAL + 1)
    logging.getLogger("urllib3").setLevel(logging.WARNING)  # at DEBUG it tells the paths that it asks for
    return apprise


def explain_address(url: str) -> str | None:
    """Return why Apprise, which must be installed, can't use an address; None where it can."""
    services = _services()
    scheme = _scheme(url)
    if not scheme:
        return "it has no scheme: an address begins with that of its service, such as mailtos://"
    if scheme not in services:
        close = get_close_matches(scheme, services, n=1)
        meant = f": did you mean {close[0]}://?" if close else ""
        return f"Apprise knows no service {scheme}://{meant}"
    if load_apprise().Apprise.instantiate(url, suppress_exceptions=True) is None:
        form = min(services[scheme].templates, key=len).replace("{schema}", scheme)
        return f"it is not whole: the shortest form of such an address is {form}"
    return None


def send_to_address(
    url: str,
    *,
    heading: str,
    body: str,
    kind: str = "info",
    rows: Sequence[Mapping[str, str]] = (),
) -> str | None:
    """Send a message through Apprise, which must be installed; return what went wrong, or None.

    `kind` is one of Apprise's: info, success, warning, failure. `rows` are what the message says as fields,
    for services that post them.
    """
    if wrong := explain_address(url):
        return wrong
    apprise = load_apprise()
    notifier = apprise.Apprise()
    notifier.add(url)
    for service in notifier:
        _add_fields(service, rows)
    message = {"title": heading, "body": body, "body_format": apprise.NotifyFormat.TEXT}
    with _told() as told, _silenced():
        try:
            sent = notifier.notify(**message, notify_type=apprise.NotifyType(kind))
        except Exception as error:  # whatever a service raises: it may hold the address
            return f"it raised {type(error).__name__}"
    said = " ".join(hide_address(line, url) for line in told if "://" not in line)
    return None if sent else said or "it was not taken, and Apprise does not say why"


def _add_fields(service: Any, rows: Sequence[Mapping[str, str]]) -> None:
    """Have a webhook post the fields too: of several rows a line each, and in JSON as a list besides."""
    if not rows or not isinstance(getattr(service, "payload_extras", None), dict):
        return
    fields: dict[str, Any] = {name: "\n".join(row[name] for row in rows) for name in rows[0]}
    if service.secure_protocol == "jsons":
        fields["alarms"] = [dict(row) for row in rows]
    service.payload_extras = {**fields, **service.payload_extras}


@contextmanager
def _silenced() -> Iterator[None]:
    """No line of this thread goes to the log meanwhile: what sends may write down where it sends to."""
    here = threading.get_ident()

    def is_elsewhere(record: logging.LogRecord) -> bool:
        return record.thread != here

    handlers = [*logging.getLogger().handlers, *filter(None, [logging.lastResort])]
    for handler in handlers:
        handler.addFilter(is_elsewhere)
    try:
        yield
    finally:
        for handler in handlers:
            handler.removeFilter(is_elsewhere)


def hide_address(text: str, url: str) -> str:
    """Return `text` without any part of an address but its scheme."""
    parts = re.split(r"[/:@?&=;,#\s]+", url.partition("://")[2])
    known = {form for part in parts for form in (part, unquote(part)) if len(form) >= _SHORT}
    for part in sorted(known, key=len, reverse=True):
        text = text.replace(part, "***")
    return text


def _scheme(url: str) -> str:
    scheme = url.partition("://")[0] if "://" in url else ""
    return "".join(char for char in urlsplit(f"{scheme}://x").scheme if char.isalnum())


def _services() -> dict[str, Any]:
    """The classes of Apprise's services by their schemes."""
    load_apprise()
    manager = import_module("apprise.manager_plugins").NotificationManager()
    return {scheme: manager[scheme] for scheme in manager.schemas()}


@contextmanager
def _told() -> Iterator[list[str]]:
    """What Apprise warns of meanwhile; none of it goes to the log."""
    lines: list[str] = []

    class Keeper(logging.Handler):
        """Keeps messages."""

        def emit(self, record: logging.LogRecord) -> None:
            lines.append(record.getMessage())

    logger, keeper = logging.getLogger("apprise"), Keeper(logging.WARNING)
    before = logger.level, logger.propagate
    logger.addHandler(keeper)
    logger.setLevel(logging.WARNING)
    logger.propagate = False
    try:
        yield lines
    finally:
        logger.level, logger.propagate = before
        logger.removeHandler(keeper)
