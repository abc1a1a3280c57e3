"""Anadolu Ajansı."""

from crawler.outlet import OutletSpider, Source


class AnadoluAjansi(OutletSpider):
    """Turkey's state news agency, in thirteen languages; this reads its Turkish service."""

    name = "aa"
    allowed_domains = ["aa.com.tr"]
    country, timezone = "TR", "Europe/Istanbul"
    languages = ["tr"]
    feeds = [
        Source("https://www.aa.com.tr/tr/rss/default?cat=guncel", found="link in article pages (2025, 2026)")
    ]
    # One sequence of numbers for all languages; /tr/p/ holds notices, /tr/pg/ pictures, /tr/vg/ videos.
    article_url = r"^/(?P<language>[a-z]{2})/(?!p/|pg/|vg/|info/)(?P<section>[\w-]+)/[^/]+/(?P<id>\d+)$"
    # A notice on subscriptions follows the text, and captions stand in it; the layout until 2025 comes last.
    selectors = {
        "body": [
            "//div[contains(@class, 'embed-responsive') and contains(@class, 'prose')]/*[not(self::figure)]",
            "div.detay-icerik > div > p, div.detay-icerik > div > h3",
        ],
        "byline": ["div.detay-spot-category > div.row > span:first-child"],
        "authors": ["div.detay-spot-category > div.row > span:first-child"],
    }
    other_names = ["Anadolu Ajansı", "Anadolu Agency", "AA"]
