"""Every setting of the project, one reason each.

Override any with `-s NAME=VALUE`. Secrets and the database come from the environment.
"""

import os
from pathlib import Path

BOT_NAME = "crawler"
SPIDER_MODULES = ["crawler.spiders"]
NEWSPIDER_MODULE = "crawler.spiders"
COMMANDS_MODULE = "crawler.commands"
#: `scrapy genspider -t outlet NAME HOST` writes an outlet's file.
TEMPLATES_DIR = str(Path(__file__).parent / "templates")
#: A broken outlet must not take the others along; Scrapy's own loader drops all after it.
SPIDER_LOADER_CLASS = "crawler.loader.OutletLoader"
ADDONS = {"crawler.archive.replay.ReplayAddon": 0}

# The store

#: SQLite by default; `postgresql+psycopg://user:password@host/name` for several machines.
DATABASE_URL = os.environ.get("DATABASE_URL") or "sqlite:///data/crawler.db"
#: Only `scrapy crawl` switches it on: `fetch`, `parse`, `shell` and `check` leave the database as it is.
STORE_ENABLED = False
#: Seconds for which a full, locked or unreachable database is tried again before the run gives up.
STORE_PATIENCE = 60.0
#: WARC files (path, folder or glob) that answer in place of the network.
REPLAY = ""

# What is taken

#: A first crawl without `-a since` goes back this many days.
FIRST_CRAWL_DAYS = 30
#: An undated sitemap may list everything since the beginning: only its newest links are taken.
UNDATED_SITEMAP_LIMIT = 200
#: Children that a sitemap index may have within the window; more is an archive or a trap.
SITEMAP_CHILDREN_LIMIT = 50
#: Pages of a listing, where dates do not end it earlier.
LISTING_PAGE_LIMIT = 10

# Politeness

#: Says who fetches and where to complain. Set CRAWLER_CONTACT to your own page or address.
CONTACT_PLACEHOLDER = "https://example.org/set-CRAWLER_CONTACT"
CONTACT = os.environ.get("CRAWLER_CONTACT") or CONTACT_PLACEHOLDER
USER_AGENT = f"crawler/0.1 (+{CONTACT})"
ROBOTSTXT_OBEY = True
#: One request at a time and a second between two, so that no outlet notices.
CONCURRENT_REQUESTS_PER_DOMAIN = 1
DOWNLOAD_DELAY = 1.0
#: Up to half the delay more or less: no beat that falls together with others'.
DOWNLOAD_DELAY_JITTER = 0.5
#: A slow server is asked less often.
AUTOTHROTTLE_ENABLED = True
AUTOTHROTTLE_START_DELAY = 1.0
AUTOTHROTTLE_MAX_DELAY = 60.0

# Hardening: everything fetched is hostile

#: The largest page of a news site is far below; a bomb is cut here, also while it is decompressed.
DOWNLOAD_MAXSIZE = 12 * 1024 * 1024
DOWNLOAD_WARNSIZE = 0
#: Seconds for a whole response; slow headers and endless bodies end here.
DOWNLOAD_TIMEOUT = 30
DNS_TIMEOUT = 20
#: A longer chain is a loop.
REDIRECT_MAX_TIMES = 5
#: Tried again in the run for passing faults; later runs back off by `storage.due`.
RETRY_TIMES = 1
#: 429 is left out: asking again at once is what it forbids.
RETRY_HTTP_CODES = [500, 502, 503, 504, 522, 524, 408]
#: News needs none, and a flood of them costs memory.
COOKIES_ENABLED = False
#: No port is opened.
TELNETCONSOLE_ENABLED = False
REMOTE_CONTROL_ENABLED = False
#: Outlets need not know where a link was found: no Referer is sent.
REFERRER_POLICY = "no-referrer"
#: Above this a run ends in order rather than by the kernel.
MEMUSAGE_ENABLED = True
MEMUSAGE_LIMIT_MB = 1024
#: Hosts that may have a private address (a local test site, an intranet).
GUARD_ALLOWED_HOSTS: list[str] = []
#: What a name resolves to is checked before it is connected to.
DNS_RESOLVER = "crawler.middlewares.guard.GuardedResolver"
#: Only these: no file:, data:, ftp: or s3:.
DOWNLOAD_HANDLERS = {
    "http": "crawler.middlewares.download.DownloadHandler",
    "https": "crawler.middlewares.download.DownloadHandler",
    "data": None,
    "file": None,
    "ftp": None,
    "s3": None,
}

# How a run is made

TWISTED_REACTOR = "twisted.internet.asyncioreactor.AsyncioSelectorReactor"
#: Keys tell what was seen; a filter of its own would drop a redirect's target silently.
DUPEFILTER_CLASS = "scrapy.dupefilters.BaseDupeFilter"
#: The default starts 100 tasks a response, which costs a third of the speed; one article comes of one page.
CONCURRENT_ITEMS = 1
SPIDER_MIDDLEWARES = {"crawler.middlewares.frontier.FrontierMiddleware": 950}
DOWNLOADER_MIDDLEWARES = {
    "scrapy.downloadermiddlewares.offsite.OffsiteMiddleware": None,
    "crawler.middlewares.guard.GuardMiddleware": 50,
    "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
    "crawler.middlewares.robots.RobotsMiddleware": 100,
    "crawler.middlewares.conditional.ConditionalMiddleware": 450,
}
ITEM_PIPELINES = {
    "crawler.pipelines.normalize.NormalizePipeline": 300,
    "crawler.pipelines.validate.ValidatePipeline": 400,
    "crawler.pipelines.store.StorePipeline": 900,
}
EXTENSIONS = {
    "crawler.extensions.runs.Runs": 100,
    "crawler.extensions.contact.Contact": 150,
    "crawler.extensions.progress.Progress": 200,
}
#: A cell that a spreadsheet would run as a formula is written as text.
FEED_EXPORTERS = {"csv": "crawler.extensions.csv.SafeCsvItemExporter"}
FEED_EXPORT_ENCODING = "utf-8"

# What is seen

#: Quiet in cron: what is wrong is logged. `-L INFO` shows more.
LOG_LEVEL = "WARNING"
#: A line with the figures, on a terminal only.
PROGRESS_ENABLED = True
