"""`scrapy list`: Scrapy's own command, whose output may be piped into `head`."""

from __future__ import annotations

import argparse

from scrapy.commands import list as scrapy_list
from scrapy.spiderloader import get_spider_loader

from crawler.terminal.output import print_lines


class Command(scrapy_list.Command):
    """Names every spider of the project, an outlet or not."""

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Print a name a line, in the order of the alphabet."""
        assert self.settings is not None
        print_lines(sorted(get_spider_loader(self.settings).list()))
