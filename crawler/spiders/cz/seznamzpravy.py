"""Seznam Zprávy."""

from crawler.outlet import OutletSpider, Source

_SEEN = "menu of article pages (2025)"


class SeznamZpravy(OutletSpider):
    """News site of Seznam.cz, the Czech web portal."""

    name = "seznamzpravy"
    allowed_domains = ["seznamzpravy.cz"]
    country, timezone = "CZ", "Europe/Prague"
    languages = ["cs"]
    listings = [
        Source("https://www.seznamzpravy.cz/", found=_SEEN),
        Source("https://www.seznamzpravy.cz/sekce/domaci-13", found=_SEEN),
        Source("https://www.seznamzpravy.cz/sekce/tech-430", found=_SEEN),
        Source("https://www.seznamzpravy.cz/sekce/sport-147", found=_SEEN),
    ]
    # The permalink has the number alone; episodes of podcasts have a page of the same form.
    article_url = r"^/clanek/(?!audio-)(?:[^/]+-)?(?P<id>\d+)$"
    # Boxes and tables stand among the paragraphs; JSON-LD names the text itself by this class.
    selectors = {
        "body": [
            "//article//*[contains(@class, 'speakable')][not(ancestor::*[contains(@class, 'mol-post-card')])]"
        ]
    }
    other_names = ["Seznam Zprávy"]
