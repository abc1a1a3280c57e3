"""Every setting of the project, one reason each.

Override any with `-s NAME=VALUE`. Secrets and the database come from the environment.
"""

import os
from importlib.resources import files

#: Names the project in logs and exports.
BOT_NAME = "crawler"
#: Packages whose files are outlets; name yours beside it.
SPIDER_MODULES = ["crawler.spiders"]
#: Where `genspider` writes a new outlet.
NEWSPIDER_MODULE = "crawler.spiders"
#: The project's own commands: `crawl`, `articles`, `runs`.
COMMANDS_MODULE = "crawler.commands"
#: `scrapy genspider -t outlet NAME HOST` writes an outlet's file.
TEMPLATES_DIR = str(files("crawler").joinpath("templates"))
#: A broken outlet must not take the others along; Scrapy's own loader drops all after it.
SPIDER_LOADER_CLASS = "crawler.spiderloader.OutletLoader"
#: Replay sets its handlers, and no delays; a spider that is no outlet is crawled as by Scrapy.
ADDONS = {"crawler.warc.replay.ReplayAddon": 0, "crawler.addon.OrdinarySpiders": 100}

# The store

#: SQLite by default; `postgresql+psycopg://user:password@host/name` for several machines.
DATABASE_URL = os.environ.get("DATABASE_URL") or "sqlite:///data/crawler.db"
#: Only `scrapy crawl` switches it on: `fetch`, `parse`, `shell` and `check` leave the database as it is.
STORE_ENABLED = False
#: Seconds for which a full, locked or unreachable database is tried again before the run gives up.
STORE_PATIENCE = 60.0
#: Seconds after which an outlet that is being crawled may be taken over: its crawl renews that four times
#: within them.
LEASE_SECONDS = 120.0
#: Sources are left that are not due yet. Only `scrapy crawldue` switches it on.
ONLY_DUE = False
#: Outlets that `scrapy crawldue` crawls at once.
DUE_AT_ONCE = 16
#: Seconds after which `scrapy crawldue --loop` looks again at what is due.
DUE_PAUSE = 60.0
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

#: Pages of the back catalogue that a run takes, after all fresh news: at a request a second a quarter of an
#: hour, in which no other crawl of the outlet begins. 0 is no limit.
ARCHIVE_PAGES = 1000

# Budgets: what is left where one is spent stays pending for the next run

#: Requests of a run; a trap (a calendar without an end) costs no more. 0 is no limit, here and below.
BUDGET_PAGES = 20_000
#: Bytes that a run receives.
BUDGET_BYTES = 8 * 1024**3
#: Seconds that a run sends requests.
BUDGET_SECONDS = 12 * 60 * 60.0
#: Requests to one host in a run: one of many must not take all.
BUDGET_HOST_PAGES = 10_000
#: Bytes that one host sends in a run.
BUDGET_HOST_BYTES = 4 * 1024**3
#: Seconds after the first request to a host; a slow one has the run's own.
BUDGET_HOST_SECONDS = 0.0
#: Sources one below the other: an index of sitemaps that names another without an end.
BUDGET_DEPTH = 5

# Politeness

#: A crawl of the live web warns while the user agent holds this.
CONTACT_PLACEHOLDER = "https://example.org/set-CRAWLER_CONTACT"
#: A page or address where outlets can reach you: the environment variable CRAWLER_CONTACT.
CONTACT = os.environ.get("CRAWLER_CONTACT") or CONTACT_PLACEHOLDER
#: An honest one: says who fetches and where to complain.
USER_AGENT = f"crawler/0.1 (+{CONTACT})"
#: What robots.txt forbids is not fetched.
ROBOTSTXT_OBEY = True
#: The name by which robots.txt calls this crawler, where it is not the first word of the user agent.
ROBOTSTXT_USER_AGENT = ""
#: Seconds between requests that robots.txt may ask for (Crawl-delay); more would never come to an end.
CRAWL_DELAY_MAX = 60.0
#: Seconds for which an answer may ask to be left alone (429, 503 with Retry-After); 0: none is heeded.
RETRY_AFTER_MAX = 24 * 60 * 60.0
#: Seconds of such a pause that a run waits itself; for longer the host's pages are left to a later run.
RETRY_AFTER_WAIT = 30.0
#: Each host's /.well-known/tdmrep.json is asked for once a day: text and data mining is reserved there.
TDM_HOST_FILE = True
#: What is reserved so is recorded; whether it is stored depends on what you do with it.
TDM_OBEY = False
#: One request at a time, so that no outlet notices. Scrapy keeps to it only where there is a delay.
CONCURRENT_REQUESTS_PER_DOMAIN = 1
#: Seconds between two requests to one host.
DOWNLOAD_DELAY = 1.0
#: Up to half the delay more or less: no beat that falls together with others'.
DOWNLOAD_DELAY_JITTER = 0.5
#: A slow server is asked less often.
AUTOTHROTTLE_ENABLED = True
#: Until it is known how fast the server answers, the usual delay.
AUTOTHROTTLE_START_DELAY = 1.0
#: However slow a server is, once a minute is asked.
AUTOTHROTTLE_MAX_DELAY = 60.0

# Hardening: everything fetched is hostile

#: The largest page of a news site is far below; a bomb is cut here, also while it is decompressed.
DOWNLOAD_MAXSIZE = 12 * 1024 * 1024
#: No warning before the cap: what is cut is counted as `too-large`.
DOWNLOAD_WARNSIZE = 0
#: Seconds for a whole response; slow headers and endless bodies end here.
DOWNLOAD_TIMEOUT = 30
#: Seconds for a name; a resolver that hangs must not hold a crawl.
DNS_TIMEOUT = 20
#: The guard refuses what is longer than 8,192 characters, and says so; Scrapy's limit drops in silence.
URLLENGTH_LIMIT = 0
#: A longer chain is a loop.
REDIRECT_MAX_TIMES = 5
#: Seconds before a page refreshes to an address below which that is a redirect; later it only reloads itself.
METAREFRESH_MAXDELAY = 10
#: Tried again in the run for passing faults; later runs back off by `schedule.revisit`.
RETRY_TIMES = 1
#: 429 is left out: asking again at once is what it forbids.
RETRY_HTTP_CODES = [500, 502, 503, 504, 522, 524, 408]
#: Scrapy takes any certificate by default; an outlet whose own is broken says False in `custom_settings`.
DOWNLOAD_VERIFY_CERTIFICATES = True
#: News needs none, and a flood of them costs memory.
COOKIES_ENABLED = False
#: No port is opened.
TELNETCONSOLE_ENABLED = False
#: Nobody steers a crawl from outside.
REMOTE_CONTROL_ENABLED = False
#: Outlets need not know where a link was found: no Referer is sent.
REFERRER_POLICY = "no-referrer"
#: A run that grows without end must end.
MEMUSAGE_ENABLED = True
#: Megabytes above which it ends in order rather than by the kernel.
MEMUSAGE_LIMIT_MB = 1024
#: Hosts that may have a private address (a local test site, an intranet).
GUARD_ALLOWED_HOSTS: list[str] = []
#: What a name resolves to is checked before it is connected to.
TWISTED_DNS_RESOLVER = "crawler.middlewares.guard.GuardedResolver"
#: Only these: no file:, data:, ftp: or s3:.
DOWNLOAD_HANDLERS = {
    "http": "crawler.handlers.http.DownloadHandler",
    "https": "crawler.handlers.http.DownloadHandler",
    "data": None,
    "file": None,
    "ftp": None,
    "s3": None,
}

# Readers: processes that read pages beside the one that fetches, shared by all crawls of a process

#: How many. 0: pages are read where they are fetched, however long one takes, and no limit below holds.
READERS = 0
#: Seconds that one page may take to be read; its reader is then replaced, and the page fails as `too-slow`.
READ_SECONDS = 20.0
#: Megabytes that one page may take above an idle reader; it then fails as `too-large` (on Linux alone).
READ_MEMORY_MB = 600

# How a run is made

#: The writer, the robots and the replay wait with asyncio.
TWISTED_REACTOR = "twisted.internet.asyncioreactor.AsyncioSelectorReactor"
#: Keys tell what was seen; a filter of its own would drop a redirect's target silently. A spider that is no
#: outlet has Scrapy's own.
DUPEFILTER_CLASS = "scrapy.dupefilters.BaseDupeFilter"
#: The default starts 100 tasks a response, which costs a third of the speed; one article comes of one page.
CONCURRENT_ITEMS = 1
#: The frontier stands next to the spider, so that it sees what the others let through.
SPIDER_MIDDLEWARES = {"crawler.middlewares.frontier.FrontierMiddleware": 950}
#: Readers see what the callback will get. The guard comes first, in place of Scrapy's offsite check;
#: robots.txt is waited for by all; a pause that a host asks for is noted before Scrapy would ask again, and
#: only what is sent counts on the budget.
DOWNLOADER_MIDDLEWARES = {
    "scrapy.downloadermiddlewares.offsite.OffsiteMiddleware": None,
    "crawler.middlewares.readers.ReadersMiddleware": 25,
    "crawler.middlewares.guard.GuardMiddleware": 50,
    "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
    "crawler.middlewares.robots.RobotsMiddleware": 100,
    "crawler.middlewares.tdm.TdmMiddleware": 105,
    "crawler.middlewares.delay.PaceMiddleware": 110,
    "crawler.middlewares.conditional.ConditionalMiddleware": 450,
    "crawler.middlewares.retry_after.RetryAfterMiddleware": 555,
    "crawler.middlewares.budgets.BudgetMiddleware": 557,
    "scrapy.downloadermiddlewares.httpcompression.HttpCompressionMiddleware": None,
    "crawler.middlewares.decompression.CompressionMiddleware": 590,
    "scrapy.downloadermiddlewares.redirect.MetaRefreshMiddleware": None,
    "crawler.middlewares.meta_refresh.MetaRefreshMiddleware": 580,
    "scrapy.downloadermiddlewares.redirect.RedirectMiddleware": None,
    "crawler.middlewares.redirect.RedirectMiddleware": 600,
    "scrapy.downloadermiddlewares.cookies.CookiesMiddleware": None,
    "crawler.middlewares.cookies.CookiesMiddleware": 700,
}
#: A draft becomes an article, is checked, and is passed on once it is stored. Your own: above 900.
ITEM_PIPELINES = {
    "crawler.pipelines.normalize.NormalizePipeline": 300,
    "crawler.pipelines.validate.ValidatePipeline": 400,
    "crawler.pipelines.store.StorePipeline": 900,
}
#: The run with its account, what is wrong with contact, settings and alert addresses, the progress line,
#: AutoThrottle with a floor.
EXTENSIONS = {
    "crawler.extensions.runs.Runs": 100,
    "crawler.extensions.contact.Contact": 150,
    "crawler.extensions.start_check.StartCheck": 160,
    "crawler.extensions.progress.Progress": 200,
    "crawler.extensions.health.Health": 300,
    "crawler.extensions.metrics.Metrics": 400,
    "crawler.extensions.json_logs.JsonLogs": 50,
    "crawler.extensions.clean_logs.CleanLogs": 50,
    "scrapy.extensions.throttle.AutoThrottle": None,
    "crawler.extensions.autothrottle.Throttle": 0,
    # They are off, and loading them costs a tenth of a second and 10 MB.
    "scrapy.extensions.telnet.TelnetConsole": None,
    "scrapy.extensions.remote_control.RemoteControl": None,
}
#: A cell that a spreadsheet would run as a formula is written as text.
FEED_EXPORTERS = {"csv": "crawler.exports.csv.SafeCsvItemExporter"}
#: Where nobody reads the items on standard output (`-o - | head -1`), the crawl ends in order.
FEED_STORAGES = {"stdout": "crawler.exports.stdout.PipedFeedStorage"}
#: JSON in the text's own letters rather than in escapes.
FEED_EXPORT_ENCODING = "utf-8"

# Health

#: After each whole run an outlet is judged; what is wrong with it becomes an alarm.
HEALTH_ENABLED = True
#: Where alarms are sent, as Apprise's addresses (`pip install 'presswatch[alerts]'`): they hold secrets, so
#: they come from the environment variable CRAWLER_ALERT_URLS, with spaces between them.
ALERT_URLS = os.environ.get("CRAWLER_ALERT_URLS", "").split()
#: The text file that Prometheus's node exporter collects, written anew after each run; empty: none.
METRICS_FILE = ""

# What is seen

#: Quiet in cron: what is wrong is logged. `-L INFO` shows more.
LOG_LEVEL = "WARNING"
#: One JSON object a line, with outlet, run and address, for programs that read logs.
LOG_JSON = False
#: A line with the figures, and the account of each run, on a terminal only.
PROGRESS_ENABLED = True
