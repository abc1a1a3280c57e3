"""LRT, Lietuvos nacionalinis radijas ir televizija."""

from crawler.outlet import OutletSpider, Source


class Lrt(OutletSpider):
    """Lithuania's public broadcaster, also in English, Russian, Polish and Ukrainian."""

    name = "lrt"
    allowed_domains = ["lrt.lt"]
    country, timezone = "LT", "Europe/Vilnius"
    languages = ["lt", "en", "ru", "pl", "uk"]
    feeds = [
        Source("https://www.lrt.lt/naujienos/nuomones?rss", found="link in a page of the section (2024)"),
        Source(
            "https://www.lrt.lt/?rss", found="public lists of feeds; in the section's form", verified=False
        ),
    ]
    # Section's number, article's number; records of broadcasts (/mediateka) have another form.
    article_url = r"/(?P<section>[\w-]+)/\d{1,4}/(?P<id>\d{5,})(?:/[^/]+)?$"
    selectors = {"byline": ["div.avatar-group__description a"]}
    other_names = ["LRT", "lrt.lt", "LRT.lt"]
