"""The outlets of the three days, each with its desk."""

from __future__ import annotations

from datetime import datetime

from tools.three_days.papers import Courier, Paper, Valley
from tools.three_days.plan import Desk

DESKS = {
    "gazette": Desk(per_day=24, days_before=2, offset=-5),
    "courier": Desk(per_day=24, days_before=2, offset=-5),
    "herald": Desk(per_day=20, days_before=2, offset=-5),
    "anzeiger": Desk(per_day=20, days_before=2, offset=1),
    "tribune": Desk(per_day=24, days_before=2, offset=-5),
    "record": Desk(per_day=12, days_before=12, silent=(24, 58)),
    "correo": Desk(per_day=16, days_before=2),
}

_PLATFORM = """
article_url = {address!r}
country, timezone, languages = {country!r}, {zone!r}, [{language!r}]
"""


def papers(start: datetime) -> dict[str, Paper]:
    """All of them, before their first article."""
    made = (
        Valley("gazette", start, markups=("jsonld",), feeds=["/rss.xml"]),
        Valley("courier", start, markups=("jsonld", "microdata", "opengraph"),
               feeds=["/rss.xml"], listings=["/section/news", "/section/culture", "/section/sport"]),
        Courier("herald", start, platform="wordpress", feeds=["/feed/"],
                body=_lines(r"/\d{4}/\d\d/\d\d/[^/]+/?$", "CO", "America/Bogota", "en")),
        Courier("anzeiger", start, platform="typo3", feeds=["/rss/alle.xml"],
                body=_lines(r"/(?P<section>\w+)/artikel/.+-(?P<id>\d+)\.html", "DE", "Europe/Berlin", "de")),
        Valley("tribune", start, markups=("jsonld", "microdata", "opengraph"),
               feeds=["/rss.xml"], sitemaps=["/sitemap-news.xml"]),
        Courier("record", start, platform="drupal", feeds=["/rss.xml"],
                body=_lines(r"/(?P<section>news|sport|culture)/[^/]+$", "GB", "Europe/London", "en")),
        Courier("correo", start, platform="joomla", feeds=["/?format=feed&type=rss"],
                body=_lines(r"/(?P<section>\w+)/(?P<id>\d+)-[^/]+$", "GB", "Europe/London", "es")),
    )  # fmt: skip
    return {paper.name: paper for paper in made}


def _lines(address: str, country: str, zone: str, language: str) -> str:
    return _PLATFORM.format(address=address, country=country, zone=zone, language=language)
