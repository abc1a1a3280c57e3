"""`scrapy alerts test`: sends a message to every address that alarms go to, and says what came of it."""

from __future__ import annotations

import argparse
from collections.abc import Iterator

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError

from crawler.extensions.alert_addresses import load_apprise, send_to_address
from crawler.extensions.alerts import INSTALL, Channels
from crawler.normalization.text.terminal import make_printable
from crawler.terminal.output import print_lines

HEADING = "crawler: a test"
BODY = "This message was asked for by `scrapy alerts test`: alarms about outlets will come this way."
#: The exit status where a message was not taken.
NOT_TAKEN = 1


class Command(ScrapyCommand):
    """Tries the addresses of `ALERT_URLS`."""

    requires_project = True
    requires_crawler_process = False

    def syntax(self) -> str:
        """How it is called."""
        return "test"

    def short_desc(self) -> str:
        """One line for `scrapy -h`."""
        return "Send a test message to every address that alarms are sent to"

    def long_desc(self) -> str:
        """What it does, with its exit status."""
        return (
            "test: send a message to each address of CRAWLER_ALERT_URLS, and say of each what happened; an"
            " address is named by its scheme and a hash, for it holds secrets. Exit status: 0 every message"
            " was taken; 1 one was not; 2 wrong usage, or no address."
        )

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Send, and print a line for each address."""
        assert self.settings is not None
        if args != ["test"]:
            raise UsageError("say what to do: scrapy alerts test", print_help=False)
        channels = Channels.of(self.settings.getlist("ALERT_URLS"))
        if not channels.urls:
            raise UsageError("no address is set: name some in CRAWLER_ALERT_URLS", print_help=False)
        if load_apprise() is None:
            raise UsageError(INSTALL, print_help=False)
        print_lines(self._try_channels(channels))

    def _try_channels(self, channels: Channels) -> Iterator[str]:
        for name, url in channels.urls.items():
            wrong = send_to_address(url, heading=HEADING, body=BODY)
            self.exitcode = NOT_TAKEN if wrong else self.exitcode
            yield make_printable(f"{name}: {f'not sent: {wrong}' if wrong else 'sent'}")
