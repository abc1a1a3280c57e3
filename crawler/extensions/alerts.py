"""Messages about alarms to webhooks, mail and whatever else Apprise knows; no address is ever logged."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from crawler.extensions.alert_addresses import channel_name, load_apprise, send_to_address
from crawler.extras import explain_missing
from crawler.normalization.text.terminal import make_printable
from crawler.storage.outbox import AlarmMessage, claim_messages, settle_messages
from crawler.storage.store import Store

logger = logging.getLogger(__name__)

INSTALL = f"{explain_missing('ALERT_URLS', needs='Apprise', extra='alerts')}. The messages wait."


@dataclass(frozen=True)
class Channels:
    """Where messages go: a name that tells nothing of the address -> the address, in Apprise's form."""

    urls: dict[str, str] = field(default_factory=dict, repr=False)

    @classmethod
    def of(cls, urls: Iterable[str]) -> Channels:
        """The channels of `ALERT_URLS`, each named by its scheme and a hash."""
        return cls({channel_name(url): url for raw in urls for url in raw.split()})


def deliver_messages(store: Store, channels: Channels, *, now: datetime) -> None:
    """Send what waits for each channel, in one message a channel; what fails waits for the next run."""
    if channels.urls and load_apprise() is None:
        logger.error(INSTALL)
        return
    for name, url in channels.urls.items():
        messages = claim_messages(store, name, now=now)
        if not messages:
            continue
        text = "\n\n".join(map(alert_text, messages))
        sent = send(
            url, alert_title(messages), text, kind=alert_kind(messages), rows=[*map(alert_row, messages)]
        )
        settle_messages(store, messages, sent=sent, now=now)
        if not sent:
            logger.error(
                "%d of the messages that wait for %s failed: sent again at the next run", len(messages), name
            )


def send(
    url: str, heading: str, body: str, *, kind: str = "info", rows: Sequence[Mapping[str, str]] = ()
) -> bool:
    """Hand a message to Apprise; False where it was not taken. Errors are told without the address."""
    if load_apprise() is None:
        return False
    if wrong := send_to_address(url, heading=heading, body=body, kind=kind, rows=rows):
        logger.error("%s", make_printable(f"{channel_name(url)}: {wrong}"))
    return wrong is None


def alert_kind(messages: Sequence[AlarmMessage]) -> str:
    """What Apprise calls the message: a failure where an alarm was raised, a success where all are over."""
    return "failure" if any(message.event == "raised" for message in messages) else "success"


def alert_row(message: AlarmMessage) -> dict[str, str]:
    """One alarm as fields, for programs: instants in ISO 8601, what there is nothing of as empty text."""
    until = message.closed_at.isoformat() if message.closed_at else ""
    row = {name: getattr(message, name) for name in ("event", "outlet", "kind", "subject")}
    row |= {"since": message.opened_at.isoformat(), "until": until}
    return row | {"evidence": message.evidence, "suggestion": message.suggestion}


def alert_title(messages: Sequence[AlarmMessage]) -> str:
    """The heading: how many alarms, of which outlets."""
    outlets = sorted({message.outlet for message in messages})
    named = ", ".join(outlets[:3]) + (f" and {len(outlets) - 3} more" if len(outlets) > 3 else "")
    return make_printable(f"crawler: {', '.join(_numbers(messages))}: {named}")


def _numbers(messages: Sequence[AlarmMessage]) -> Iterator[str]:
    for event, noun in (("raised", "alarm"), ("closed", "closed")):
        number = sum(message.event == event for message in messages)
        if number:
            yield f"{number} {noun}{'s' if number > 1 and event == 'raised' else ''}"


def alert_text(message: AlarmMessage) -> str:
    """One alarm, for people: what, since when, why, and what to do."""
    about = f" of {message.subject}" if message.subject else ""
    head = f"{message.outlet}: {message.kind}{about}"
    if message.event == "closed" and message.closed_at:
        return make_printable(
            f"{head}: over since {_when(message.closed_at)}, began {_when(message.opened_at)}."
        )
    lines = (f"{head}, since {_when(message.opened_at)}", message.evidence, f"To do: {message.suggestion}")
    return "\n".join(map(make_printable, lines))


def _when(at: datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M} UTC"
