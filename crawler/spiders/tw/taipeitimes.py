"""Taipei Times."""

from crawler.outlet import OutletSpider, Source


class TaipeiTimes(OutletSpider):
    """English daily of Taiwan, of the Liberty Times group."""

    name = "taipeitimes"
    allowed_domains = ["taipeitimes.com"]
    country, timezone = "TW", "Asia/Taipei"
    languages = ["en"]
    feeds = [Source("https://www.taipeitimes.com/xml/index.rss", found="link at the foot of pages (2024)")]
    article_url = r"^/News/(?P<section>[\w-]+)/archives/\d{4}/\d\d/\d\d/(?P<id>\d+)$"
    # Captions and the teasers below are headings and paragraphs too; JSON-LD names the paper as author,
    # and every page has the paper's motto as description.
    selectors = {
        "body": ["div.archives > p"],
        "description": ["div.archives > h2"],
        "byline": ["div.archives .name"],
        # What follows the slash is a role ("Staff reporter").
        "authors": ["(substring-before(concat(//div[@class='archives']//div[@class='name'], '/'), '/'))"],
    }
    generic = ["keywords", "description"]
    other_names = ["Taipei Times", "台北時報"]
