"""VnExpress."""

from crawler.outlet import OutletSpider, Source

_SEEN = "menu of an article page (2025)"


class VnExpress(OutletSpider):
    """Vietnam's most-read online newspaper, of FPT; its English edition is another site."""

    name = "vnexpress"
    allowed_domains = ["vnexpress.net"]
    country, timezone = "VN", "Asia/Ho_Chi_Minh"
    languages = ["vi"]
    feeds = [
        Source("https://vnexpress.net/rss/tin-moi-nhat.rss", found="public lists of feeds", verified=False)
    ]
    listings = [
        Source("https://vnexpress.net/tin-tuc-24h", found=_SEEN),
        Source("https://vnexpress.net/thoi-su", found=_SEEN),
        Source("https://vnexpress.net/the-gioi", found=_SEEN),
    ]
    article_url = r"^/[^/]+-(?P<id>\d{6,})\.html$"
    # The writer signs the last paragraph; the metadata names the paper.
    selectors = {
        "authors": ["article.fck_detail > p.Normal[style*='right'] strong", "p.author_mail strong"],
        "byline": ["article.fck_detail > p.Normal[style*='right']", "p.author_mail"],
        "body": ["article.fck_detail > p.Normal:not([style*='right'])"],
    }
    generic = ["location"]
    other_names = ["VnExpress", "Tin nhanh VnExpress"]
