"""Messages reach a real webhook and a real mail server over loopback, once each, secrets never logged."""

from __future__ import annotations

import json
import logging
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from email import message_from_bytes, policy
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from aiosmtpd.controller import Controller

from crawler.extensions.alerts import Channels, alert_text, alert_title, deliver_messages
from crawler.storage import Store
from crawler.storage.outbox import AlarmMessage
from tests.storage.test_alarms import EMPTY, NOON, SILENCE, judge, states

pytestmark = pytest.mark.system


class Webhook(ThreadingHTTPServer):
    """Takes what is posted to it; answers 500 as long as `broken`."""

    def __init__(self) -> None:
        self.taken: list[dict[str, Any]] = []
        self.broken = False
        super().__init__(("127.0.0.1", 0), _Hook)


class _Hook(BaseHTTPRequestHandler):
    server: Webhook

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        if not self.server.broken:
            self.server.taken.append(json.loads(body))
        self.send_response(500 if self.server.broken else 200)
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Nothing."""


@pytest.fixture
def webhook() -> Iterator[Webhook]:
    server = Webhook()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


class Mailbox:
    """What a mail server took."""

    def __init__(self) -> None:
        self.mails: list[Any] = []

    async def handle_DATA(self, server: object, session: object, envelope: Any) -> str:
        self.mails.append(message_from_bytes(envelope.content, policy=policy.default))
        return "250 taken"


@contextmanager
def mail_server() -> Iterator[tuple[Mailbox, int]]:
    box = Mailbox()
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    controller = Controller(box, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        yield box, port
    finally:
        controller.stop()


@pytest.fixture
def store(tmp_path: Any) -> Iterator[Store]:
    opened = Store.open(f"sqlite:///{tmp_path}/crawler.db")
    yield opened
    opened.close()


def address(webhook: Webhook) -> str:
    return f"json://desk:hush@127.0.0.1:{webhook.server_port}/hook/t0ken"


def test_alarms_of_a_run_are_one_message_to_the_webhook_and_never_two(store: Store, webhook: Webhook) -> None:
    channels = Channels.of([address(webhook)])
    judge(store, 1, SILENCE, EMPTY, channels=tuple(channels.urls))
    for _ in range(3):
        deliver_messages(store, channels, now=NOON)
    [posted] = webhook.taken
    assert posted["title"] == "crawler: 2 alarms: gazette"
    assert "gazette: silence, since 2024-05-01 12:00 UTC" in posted["message"]
    assert "To do: look" in posted["message"]
    assert states(store) == ["sent", "sent"]


def test_a_webhook_gets_the_fields_of_each_alarm_and_whether_it_is_over(
    store: Store, webhook: Webhook
) -> None:
    channels = Channels.of([address(webhook)])
    judge(store, 1, SILENCE, channels=tuple(channels.urls))
    deliver_messages(store, channels, now=NOON)
    judge(store, 2, channels=tuple(channels.urls), hours=3)
    deliver_messages(store, channels, now=NOON)
    raised, closed = webhook.taken
    assert (raised["type"], closed["type"]) == ("failure", "success")
    row = {name: raised[name] for name in ("event", "outlet", "kind", "subject", "since", "until")}
    assert row == {"event": "raised", "outlet": "gazette", "kind": "silence", "subject": "",
                   "since": "2024-05-01T12:00:00+00:00", "until": ""}  # fmt: skip
    assert "none for 9 h" in raised["evidence"]
    assert raised["suggestion"] == "look"
    assert raised["alarms"] == [row | {name: raised[name] for name in ("evidence", "suggestion")}]
    assert closed["until"] == "2024-05-01T15:00:00+00:00"


def test_no_line_of_the_log_says_where_a_message_goes(
    store: Store, webhook: Webhook, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    channels = Channels.of([address(webhook), "json://desk:hush@127.0.0.1:9/hook/t0ken"])
    judge(store, 1, SILENCE, channels=tuple(channels.urls))
    deliver_messages(store, channels, now=NOON)
    assert len(webhook.taken) == 1
    logging.getLogger("tests").debug("later lines are there")
    assert "later lines are there" in caplog.text
    assert "hush" not in caplog.text
    assert "t0ken" not in caplog.text


def test_a_webhook_that_fails_gets_it_at_the_next_run(
    store: Store, webhook: Webhook, caplog: pytest.LogCaptureFixture
) -> None:
    channels = Channels.of([address(webhook)])
    judge(store, 1, SILENCE, channels=tuple(channels.urls))
    webhook.broken = True
    deliver_messages(store, channels, now=NOON)
    assert states(store) == ["waiting"]
    webhook.broken = False
    deliver_messages(store, channels, now=NOON + timedelta(minutes=15))
    deliver_messages(store, channels, now=NOON + timedelta(minutes=30))
    assert len(webhook.taken) == 1
    assert "failed: sent again" in caplog.text
    for secret in ("hush", "t0ken", str(webhook.server_port)):
        assert secret not in caplog.text
        assert secret not in repr(channels)
        assert secret not in " ".join(channels.urls)


def test_a_mail_says_what_is_wrong_and_what_to_do(store: Store) -> None:
    with mail_server() as (box, port):
        url = f"mailto://127.0.0.1:{port}?from=crawler@news.example&to=desk@news.example"
        channels = Channels.of([url])
        judge(store, 1, SILENCE, channels=tuple(channels.urls))
        judge(store, 2, channels=tuple(channels.urls), hours=3)
        deliver_messages(store, channels, now=NOON)
        deliver_messages(store, channels, now=NOON)
    [mail] = box.mails
    assert mail["Subject"] == "crawler: 1 alarm, 1 closed: gazette"
    assert mail["To"].addresses[0].addr_spec == "desk@news.example"
    body = mail.get_body(("plain", "html")).get_content()
    assert "none for 9 h" in body
    assert "gazette: silence: over since 2024-05-01 15:00 UTC" in body


def test_one_channel_that_is_broken_keeps_no_other_from_its_message(store: Store, webhook: Webhook) -> None:
    channels = Channels.of(["nonsense://where", "json://127.0.0.1:9/closed", address(webhook)])
    judge(store, 1, SILENCE, channels=tuple(channels.urls))
    deliver_messages(store, channels, now=NOON)
    assert len(webhook.taken) == 1
    assert states(store) == ["waiting", "waiting", "sent"]


def message(**values: Any) -> AlarmMessage:
    known = {"id": 1, "event": "raised", "channel": "json-1", "outlet": "gazette", "kind": "silence"}
    rest = {"subject": "", "evidence": "none", "suggestion": "look", "opened_at": NOON, "closed_at": None}
    return AlarmMessage(**{**known, **rest, **values})


@pytest.mark.parametrize(
    ("outlets", "heading"),
    [
        (["taz"], "crawler: 1 alarm: taz"),
        (["taz", "lrt"], "crawler: 2 alarms: lrt, taz"),
        (["a", "b", "c", "d", "e"], "crawler: 5 alarms: a, b, c and 2 more"),
    ],
)
def test_the_heading_names_the_outlets(outlets: list[str], heading: str) -> None:
    assert alert_title([message(outlet=outlet) for outlet in outlets]) == heading


def test_what_a_site_wrote_can_neither_break_lines_nor_command_a_terminal() -> None:
    hostile = alert_text(message(subject="https://a.example/\x1b[2J\r\nBcc: x", evidence="a\u202eb\nc"))
    assert "\x1b" not in hostile
    assert "\r" not in hostile
    assert len(hostile.split("\n")) == 3
