"""A site that links in circles, and an ordinary spider of Scrapy's that follows every link of it."""

from __future__ import annotations

from tests.site import Site
from tests.site.answer import page

#: Page -> the pages that it links to: every one is reached again and again.
LINKS = {"/circle/a": "bc", "/circle/b": "ac", "/circle/c": "ab"}
#: The spider gives up after this many pages, so that a test of one that runs in circles ends.
AT_MOST = 60

SPIDER = '''
from scrapy.linkextractors import LinkExtractor
from scrapy.spiders import CrawlSpider, Rule


class Circles(CrawlSpider):
    """Follows every link; its items are its own."""

    name = "circles"
    allowed_domains = ["127.0.0.1"]
    start_urls = ["START"]
    custom_settings = {"CLOSESPIDER_PAGECOUNT": AT_MOST}
    rules = [Rule(LinkExtractor(), callback="parse_page", follow=True)]

    def parse_page(self, response):
        yield {"url": response.url, "title": response.css("title::text").get()}
'''


def script_circle(site: Site) -> str:
    """Put the pages on the site; returns the code of the spider that begins at the first."""
    foreign = f"http://localhost:{site.origin.rpartition(':')[2]}/circle/a"
    for path, others in LINKS.items():
        links = "".join(f'<a href="/circle/{other}">{other}</a>' for other in others)
        site.script(path, page(f"<title>{path}</title>{links}<a href='{foreign}'>elsewhere</a>"))
    return SPIDER.replace("START", site.url("/circle/a")).replace("AT_MOST", str(AT_MOST))


def asked_in_circle(site: Site) -> dict[str, int]:
    """How often each page of the circle was asked for, and by which host it was called."""
    return {path: len(site.asked(path)) for path in LINKS}
