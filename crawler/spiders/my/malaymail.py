"""Malay Mail."""

from crawler.outlet import OutletSpider, Source

_SEEN = "menu of an article page (2024)"


class MalayMail(OutletSpider):
    """English news site of Malaysia, a newspaper until 2018."""

    name = "malaymail"
    allowed_domains = ["malaymail.com"]
    country, timezone = "MY", "Asia/Kuala_Lumpur"
    languages = ["en"]
    feeds = [
        Source("https://www.malaymail.com/feed/rss/malaysia", found="public lists of feeds", verified=False)
    ]
    listings = [
        Source("https://www.malaymail.com/news/malaysia", found=_SEEN),
        Source("https://www.malaymail.com/news/world", found=_SEEN),
        Source("https://www.malaymail.com/news/money", found=_SEEN),
        Source("https://www.malaymail.com/news/opinion", found=_SEEN),
    ]
    article_url = r"^/(?:amp/)?news/(?P<section>[\w-]+)/\d{4}/\d\d/\d\d/[^/]+/(?P<id>\d+)$"
    other_names = ["Malay Mail"]
