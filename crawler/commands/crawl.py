"""`scrapy crawl`, whose exit status says what happened."""

from __future__ import annotations

import argparse
import sys

from scrapy import Spider
from scrapy.commands import crawl
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.exceptions import UsageError

from crawler.crawl_process import CrawlProcess
from crawler.exit_status import EXIT_CODES, EXIT_STATUSES, describe_codes
from crawler.extensions.health import judged
from crawler.extensions.run_summary import RunSummary
from crawler.extensions.runs import busy_with, cut_run, run_ended
from crawler.outlet import ArgumentError, OutletSpider
from crawler.spiderloader import OutletError
from crawler.storage import StoreError
from crawler.storage.store import Store
from crawler.warc.replay import ArchiveError, open_index


class Command(crawl.Command):
    """Runs one outlet, or `article`, with the store on; any other spider as Scrapy would."""

    def long_desc(self) -> str:
        """What it does, with its exit statuses."""
        statuses = describe_codes(sorted(EXIT_STATUSES, key=lambda status: status.code))
        return f"Crawl an outlet into the database. Exit status: {statuses}."

    def process_options(self, args: list[str], opts: argparse.Namespace) -> None:
        """Switch the store on: only `crawl` writes to the database."""
        super().process_options(args, opts)
        assert self.settings is not None
        self.settings.set("STORE_ENABLED", True, priority="cmdline")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Check everything that can be wrong before the reactor runs, then crawl."""
        if len(args) != 1:
            raise UsageError("give the name of one outlet, such as: scrapy crawl radiohc")
        assert self.crawler_process is not None
        if isinstance(self.crawler_process, AsyncCrawlerProcess):
            self.crawler_process = CrawlProcess(self.crawler_process.settings)
        spider = self._load(args[0])
        if not issubclass(spider, OutletSpider):
            super().run(args, opts)
            return
        self._check(spider, opts.spargs)
        crawler = self._create_crawler(args[0])
        crawler.signals.connect(self._ended, signal=run_ended)
        crawler.signals.connect(self._ended, signal=judged)
        self.exitcode = EXIT_CODES["store"]  # until the run says how it went
        self.crawler_process.crawl(crawler, **opts.spargs)
        self.crawler_process.start()
        if self.crawler_process.bootstrap_failed:
            self.exitcode = EXIT_CODES["configuration"]
        elif summary := cut_run(crawler):
            self._ended(summary)
        elif why := busy_with(crawler):
            sys.stderr.write(f"{why}\n")
            self.exitcode = EXIT_CODES["busy"]

    def _check(self, spider: type[OutletSpider], arguments: dict[str, str]) -> None:
        """Raise UsageError for wrong arguments, archive or database."""
        assert self.settings is not None
        try:
            spider.read_arguments(**arguments)
            if spider.one_off and not self.settings.get("REPLAY") and not arguments.keys() & {"url", "file"}:
                raise ArgumentError(
                    "nothing to fetch: give -a url=URL or -a file=PATH (- for standard input), or an archive"
                    " with -s REPLAY=PATH, whose pages are imported"
                )
            if self.settings.get("REPLAY"):
                open_index(self.settings["REPLAY"])
            Store.open(self.settings["DATABASE_URL"]).close()
        except (ArgumentError, ArchiveError, StoreError) as error:
            raise UsageError(str(error), print_help=False) from error

    def _load(self, name: str) -> type[Spider]:
        assert self.crawler_process is not None
        try:
            return self.crawler_process.spider_loader.load(name)
        except OutletError as error:
            raise UsageError(str(error), print_help=False) from error

    def _ended(self, summary: RunSummary) -> None:
        self.exitcode = summary.exit_code
