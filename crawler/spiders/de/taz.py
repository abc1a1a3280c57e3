"""die tageszeitung."""

from crawler.outlet import OutletSpider, Source


class Taz(OutletSpider):
    """Daily of Berlin, owned by its readers."""

    name = "taz"
    allowed_domains = ["taz.de"]
    country, timezone = "DE", "Europe/Berlin"
    languages = ["de"]
    feeds = [Source("https://taz.de/rss.xml", found="link rel=alternate in article pages (2023)")]
    # Sections are !p1234, topics !t1234, authors !a1234; notices of the house have six digits or fewer.
    article_url = r"/!(?P<id>\d{7,})$"
    # Since 2024 a plea for support and the readers' comments stand beside the text.
    selectors = {"body": ["div.main-article-corpus p.paragraph, div.main-article-corpus h2.headline"]}
    other_names = ["taz", "taz.de", "die tageszeitung"]
