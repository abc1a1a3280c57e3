"""A real crawl over archives, in a process of its own: `python -m tests.warc.crawl < job.json`.

A job is `{"settings": {...}, "requests": [{"url": ..., "headers": {...}, "method": ...}]}`; what is
printed is `{"responses": [...], "errors": [...], "stats": {...}, "reason": ..., "failed": ...}`.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.waiting import NET

ROOT = Path(__file__).parents[2]


def crawl(replay: str, *urls: str | dict[str, Any], **settings: Any) -> dict[str, Any]:
    """Run a crawl of `urls` under REPLAY and return what it printed."""
    requests = [{"url": one} if isinstance(one, str) else one for one in urls]
    job = json.dumps({"settings": {"REPLAY": replay, **settings}, "requests": requests})
    done = subprocess.run(
        [sys.executable, "-m", "tests.warc.crawl"],
        input=job,
        capture_output=True,
        text=True,
        cwd=ROOT,
        timeout=NET,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    result: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return {**result, "log": done.stderr}


def _run(job: dict[str, Any]) -> dict[str, Any]:
    from scrapy import Request, Spider, signals
    from scrapy.crawler import CrawlerProcess

    result: dict[str, Any] = {"responses": [], "errors": [], "reason": None}

    class Asker(Spider):
        name = "asker"
        custom_settings = {"DOWNLOAD_DELAY": 30}

        async def start(self):
            for one in job["requests"]:
                yield Request(**one, callback=self.keep, errback=self.fail, dont_filter=True)

        def keep(self, response):
            result["responses"].append(
                {
                    "url": response.url,
                    "status": response.status,
                    "text": response.text if hasattr(response, "text") else response.body.decode("latin-1"),
                    "type": type(response).__name__,
                    "headers": {
                        k.decode(): [v.decode("latin-1") for v in vs] for k, vs in response.headers.items()
                    },
                    "date": str(response.meta.get("archive_date")),
                    "flags": response.flags,
                }
            )

        def fail(self, failure):
            result["errors"].append(f"{failure.type.__name__}: {failure.value}")

    settings = {
        "ADDONS": {"crawler.warc.replay.ReplayAddon": 500},
        "TWISTED_REACTOR": "twisted.internet.asyncioreactor.AsyncioSelectorReactor",
        "TELNETCONSOLE_ENABLED": False,
        "HTTPERROR_ALLOW_ALL": True,
        "ROBOTSTXT_OBEY": True,
        **job["settings"],
    }
    process = CrawlerProcess(settings)
    crawler = process.create_crawler(Asker)
    crawler.signals.connect(lambda reason: result.update(reason=reason), signals.spider_closed, weak=False)
    process.crawl(crawler)
    process.start()
    result["failed"] = process.bootstrap_failed
    stats = {} if process.bootstrap_failed else crawler.stats.get_stats()
    result["stats"] = {key: value for key, value in stats.items() if isinstance(value, int)}
    return result


if __name__ == "__main__":
    print(json.dumps(_run(json.load(sys.stdin))))
