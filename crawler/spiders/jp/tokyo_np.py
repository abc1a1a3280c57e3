"""東京新聞 (Tokyo Shimbun)."""

from crawler.outlet import OutletSpider, Source

_SEEN = "menu of article pages (2025)"


class TokyoShimbun(OutletSpider):
    """Daily of Tokyo and its region, of the Chunichi group; no feed and no sitemap is linked."""

    name = "tokyo_np"
    allowed_domains = ["tokyo-np.co.jp"]
    country, timezone = "JP", "Asia/Tokyo"
    languages = ["ja"]
    listings = [
        Source("https://www.tokyo-np.co.jp/", found=_SEEN),
        Source("https://www.tokyo-np.co.jp/main_news", found=_SEEN),
        Source("https://www.tokyo-np.co.jp/n/national", found=_SEEN),
        Source("https://www.tokyo-np.co.jp/n/politics", found=_SEEN),
        Source("https://www.tokyo-np.co.jp/n/world", found=_SEEN),
        Source("https://www.tokyo-np.co.jp/n/economics", found=_SEEN),
    ]
    article_url = r"^/article/(?P<id>\d+)$"
    # Each paragraph is a block of its own, as are the pictures and, after them, the reader's tools.
    # JSON-LD's first section is "news", whatever it is.
    selectors = {
        "body": ["//div[@id='entry']/div[@class='block'][not(.//img)]"],
        "article_section": ["div.cmp-lst015 li a"],
    }
    other_names = ["東京新聞", "東京新聞デジタル"]
