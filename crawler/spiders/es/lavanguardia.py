"""La Vanguardia."""

from crawler.outlet import OutletSpider, Source


class LaVanguardia(OutletSpider):
    """Daily of Barcelona, in Spanish and, on a site of its own, in Catalan."""

    name = "lavanguardia"
    allowed_domains = ["lavanguardia.com"]
    country, timezone = "ES", "Europe/Madrid"
    languages = ["es"]
    sitemaps = [
        Source(
            "https://www.lavanguardia.com/sitemap-google-news.xml", found="link in article pages (2025, 2026)"
        )
    ]
    article_url = r"/(?P<section>[\w-]+)/\d{8}/(?P<id>\d+)/[^/]+\.html$"
    other_names = ["La Vanguardia"]
