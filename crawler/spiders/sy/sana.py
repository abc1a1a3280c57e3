"""سانا (Syrian Arab News Agency)."""

from crawler.outlet import OutletSpider, Source


class Sana(OutletSpider):
    """Syria's state news agency; this reads its Arabic service."""

    name = "sana"
    allowed_domains = ["sana.sy"]
    country, timezone = "SY", "Asia/Damascus"
    languages = ["ar"]
    feeds = [
        Source("https://sana.sy/feed/", found="the feed that WordPress has; public lists", verified=False)
    ]
    # The other languages stand under /en/, /fr/...: another text under a number of their own.
    article_url = r"^/(?P<section>[\w-]+)/(?P<id>\d{5,})$"
    unverified = "no page of it was at hand: addresses as cited elsewhere, markup as WordPress writes it"
    agencies = {"سانا": "SANA", "SANA": "SANA"}
    other_names = ["سانا", "الوكالة العربية السورية للأنباء", "SANA"]
