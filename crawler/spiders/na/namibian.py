"""The Namibian."""

from crawler.outlet import Source
from crawler.platforms.wordpress import WordPress


class TheNamibian(WordPress):
    """Namibia's largest daily, in English and Oshiwambo."""

    name = "namibian"
    allowed_domains = ["namibian.com.na"]
    country, timezone = "NA", "Africa/Windhoek"
    languages = ["en", "kj", "ng"]
    feeds = [
        Source("https://www.namibian.com.na/feed/", found="link rel=alternate in article pages (2023, 2024)")
    ]
    pages = [
        "about-us",
        "about-us-2",
        "archive",
        "contact-us",
        "newsletters",
        "oshiwambo",
        "subscribe-now",
        "supplements",
    ]
    other_names = ["The Namibian"]
