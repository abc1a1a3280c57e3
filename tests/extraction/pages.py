"""Pages in real-world markup with invented text, for the tests of extraction."""

from __future__ import annotations

PARAGRAPHS = (
    "The harbour of Port Larne will close for three weeks in May while divers repair the outer wall.",
    "Storms in February tore a gap of eleven metres into the wall, the harbour master said on Monday.",
    "Fishing boats are to land their catch at Glenmore instead, where the quay was lengthened last year.",
    "The council has set aside four million crowns for the work and expects the state to pay one half.",
    "Ferries to the islands will leave from the old railway pier, with two sailings a day until June.",
)
HEADLINE = "Port Larne harbour closes for repairs"
URL = "https://www.larne-courier.example/news/2024/04/18/harbour-closes-for-repairs-88213"

NEWS_ARTICLE = """{
 "@context": "https://schema.org", "@type": "NewsArticle",
 "mainEntityOfPage": {"@type": "WebPage", "@id": "https://www.larne-courier.example/news/2024/04/18/harbour-closes-for-repairs-88213"},
 "headline": "Port Larne harbour closes for repairs",
 "alternativeHeadline": "Three weeks without ferries",
 "description": "Divers mend the outer wall.",
 "datePublished": "2024-04-18T06:30:00+02:00", "dateModified": "2024-04-18T09:05:00+02:00",
 "author": [{"@type": "Person", "name": "Ines Halvorsen"}, {"@type": "Person", "name": "Tom Achebe"}],
 "publisher": {"@type": "NewsMediaOrganization", "name": "Larne Courier"},
 "sourceOrganization": {"@type": "Organization", "name": "Reuters"},
 "articleSection": "Region", "keywords": ["harbour", "storm damage"],
 "isAccessibleForFree": "False", "license": "https://creativecommons.org/licenses/by/4.0/",
 "contentLocation": {"@type": "Place", "name": "Port Larne"},
 "image": {"@type": "ImageObject", "url": "/img/harbour.jpg"},
 "video": {"@type": "VideoObject", "contentUrl": "https://video.larne-courier.example/wall.mp4"},
 "audio": {"@type": "AudioObject", "contentUrl": "https://audio.larne-courier.example/88213.mp3"}
}"""


def body(*paragraphs: str) -> str:
    """Return paragraphs as `p` elements."""
    return "\n".join(f"<p>{text}</p>" for text in paragraphs or PARAGRAPHS)


def page(
    head: str = "",
    article: str | None = None,
    *,
    title: str = f"{HEADLINE} | Larne Courier",
    lang: str = "en",
) -> str:
    """Return a whole page with a menu, the article and a footer."""
    inner = article if article is not None else f"<h1>{HEADLINE}</h1>{body()}"
    return f"""<!DOCTYPE html><html lang="{lang}"><head><meta charset="utf-8"><title>{title}</title>
{head}</head><body>
<header><nav><ul><li><a href="/">Home</a></li><li><a href="/region">Region</a></li></ul></nav></header>
<main><article>{inner}</article>
<aside class="related"><h3>More news</h3><ul><li><a href="/a/1">Bridge opened</a></li></ul></aside></main>
<footer><p>Larne Courier, 12 Quay Street. All rights reserved.</p></footer></body></html>"""


def linked(json: str = NEWS_ARTICLE) -> str:
    """Return a JSON-LD script."""
    return f'<script type="application/ld+json">{json}</script>'
