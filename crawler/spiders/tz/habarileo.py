"""HabariLeo."""

from crawler.outlet import Source
from crawler.platforms.wordpress import WordPress


class HabariLeo(WordPress):
    """Tanzania's state-owned daily in Swahili."""

    name = "habarileo"
    allowed_domains = ["habarileo.co.tz"]
    country, timezone = "TZ", "Africa/Dar_es_Salaam"
    languages = ["sw"]
    feeds = [Source("https://habarileo.co.tz/feed/", found="link rel=alternate in article pages (2025)")]
    other_names = ["HabariLeo", "Habari Leo"]
