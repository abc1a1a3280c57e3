"""Українська правда."""

from crawler.outlet import OutletSpider, Source


class UkrainskaPravda(OutletSpider):
    """Online newspaper of Kyiv; this reads its Ukrainian edition."""

    name = "pravda_ua"
    allowed_domains = ["pravda.com.ua"]
    country, timezone = "UA", "Europe/Kyiv"
    languages = ["uk"]
    feeds = [Source("https://www.pravda.com.ua/rss/", found="public lists of feeds", verified=False)]
    # /rus/ and /eng/ hold translations under the same number: other texts, so other articles.
    article_url = r"^/(?P<section>news|articles|columns)/\d{4}/\d\d/\d\d?/(?P<id>\d+)$"
    unverified = "no page of it was at hand: addresses as cited elsewhere, markup as it is commonly read"
    selectors = {"body": ["div.post_text", "div.post__text"], "byline": [".post_author"]}
    other_names = ["Українська правда", "УП"]
