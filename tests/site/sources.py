"""Feeds, sitemaps, robots.txt and listings over the site's articles, newest first."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from html import escape

from tests.site.answer import Answer, compressed, document, page
from tests.site.article import SECTIONS, SiteArticle
from tests.site.pages import NAME, frame

#: Entries of a feed, articles of the front page and of a page of a section.
FEED_ENTRIES, FRONT_ARTICLES, PAGE_ARTICLES = 20, 15, 20
#: Google's rule for news sitemaps: two days.
NEWS_WINDOW = timedelta(days=2)
_SITEMAPS = "http://www.sitemaps.org/schemas/sitemap/0.9"
_NEWS = "http://www.google.com/schemas/sitemap-news/0.9"

#: Address, title, time.
Entry = tuple[str, str, datetime]


def entry(article: SiteArticle, origin: str) -> Entry:
    """Address, title and time, as every source has them."""
    return origin + article.path, article.headline, article.published


def rss(entries: Sequence[Entry], origin: str) -> Answer:
    """RSS 2.0; its links carry a tracking parameter, as many do."""
    items = "".join(
        f"<item><title>{escape(title)}</title><link>{escape(url)}?utm_source=rss&amp;utm_medium=feed</link>"
        f"<guid>{escape(url)}</guid><pubDate>{format_datetime(time)}</pubDate></item>\n"
        for url, title, time in entries
    )
    text = (
        '<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0"><channel>'
        f"<title>{NAME}</title><link>{origin}/</link><description>Noticias del valle</description>"
        f"<ttl>30</ttl>\n{items}</channel></rss>\n"
    )
    return document(text, "application/rss+xml")


def atom(entries: Sequence[Entry], origin: str) -> Answer:
    """Atom 1.0."""
    items = "".join(
        f'<entry><title>{escape(title)}</title><link rel="alternate" href="{escape(url)}"/>'
        f"<id>{escape(url)}</id>"
        f"<published>{time.isoformat()}</published><updated>{time.isoformat()}</updated></entry>\n"
        for url, title, time in entries
    )
    text = (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom"><title>{NAME}</title>'
        f'<id>{origin}/</id><link rel="self" href="{origin}/atom.xml"/>\n{items}</feed>\n'
    )
    return document(text, "application/atom+xml")


def json_feed(entries: Sequence[Entry], origin: str) -> Answer:
    """JSON Feed 1.1."""
    items = [
        {"id": url, "url": url, "title": title, "date_published": time.isoformat(), "content_text": title}
        for url, title, time in entries
    ]
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": NAME,
        "home_page_url": origin + "/",
        "items": items,
    }
    return document(json.dumps(feed, ensure_ascii=False), "application/feed+json")


def sitemap_index(origin: str) -> Answer:
    """The index: the news sitemap and the compressed archive."""
    names = ("sitemap-news.xml", "sitemap-archive.xml.gz")
    maps = "".join(f"<sitemap><loc>{origin}/{name}</loc></sitemap>" for name in names)
    return document(
        f'<?xml version="1.0"?><sitemapindex xmlns="{_SITEMAPS}">{maps}</sitemapindex>', "application/xml"
    )


def news_sitemap(entries: Sequence[Entry], *, now: datetime) -> Answer:
    """Google News sitemap: the articles of the last two days, with title and time."""
    urls = "".join(
        f"<url><loc>{escape(url)}</loc><news:news><news:publication><news:name>{NAME}</news:name>"
        f"<news:language>es</news:language></news:publication><news:publication_date>{time.isoformat()}"
        f"</news:publication_date><news:title>{escape(title)}</news:title></news:news></url>\n"
        for url, title, time in entries
        if now - time <= NEWS_WINDOW
    )
    return document(
        f'<?xml version="1.0"?><urlset xmlns="{_SITEMAPS}" xmlns:news="{_NEWS}">{urls}</urlset>', "text/xml"
    )


def archive_sitemap(entries: Sequence[Entry]) -> Answer:
    """Every article, with `lastmod` only, as a gzip file (not as a content encoding)."""
    urls = "".join(
        f"<url><loc>{escape(u)}</loc><lastmod>{t.isoformat()}</lastmod></url>\n" for u, _, t in entries
    )
    plain = document(f'<?xml version="1.0"?><urlset xmlns="{_SITEMAPS}">{urls}</urlset>', "application/xml")
    return Answer(compressed(plain).body, headers={"Content-Type": "application/x-gzip"})


def monthly_index(entries: Sequence[Entry], origin: str) -> Answer:
    """An index of a sitemap a month, the newest first, without `lastmod`."""
    months = list(dict.fromkeys(f"{time:%Y-%m}" for _, _, time in entries))
    maps = "".join(f"<sitemap><loc>{origin}/sitemap-{month}.xml</loc></sitemap>" for month in months)
    return document(
        f'<?xml version="1.0"?><sitemapindex xmlns="{_SITEMAPS}">{maps}</sitemapindex>', "application/xml"
    )


def monthly_sitemap(entries: Sequence[Entry], month: str) -> Answer | None:
    """The articles of a month ("2017-08") without any date; `None` where it has none."""
    urls = "".join(f"<url><loc>{escape(u)}</loc></url>\n" for u, _, t in entries if f"{t:%Y-%m}" == month)
    text = f'<?xml version="1.0"?><urlset xmlns="{_SITEMAPS}">{urls}</urlset>'
    return document(text, "application/xml") if urls else None


def day_archive(day: str, articles: Sequence[SiteArticle]) -> Answer | None:
    """The archive page of a day ("2017/08/07"), without dates; `None` where nothing appeared."""
    items = "".join(
        f'<li><a href="{a.path}">{escape(a.headline)}</a></li>\n'
        for a in articles
        if f"{a.published:%Y/%m/%d}" == day
    )
    return page(frame(day, f"<h1>{day}</h1><ul>{items}</ul>")) if items else None


def text_sitemap(entries: Sequence[Entry]) -> Answer:
    """An address a line."""
    return document("".join(f"{url}\n" for url, _, _ in entries), "text/plain")


def robots(origin: str) -> Answer:
    """Names the sitemaps and keeps everybody out of `/private/`."""
    sitemaps = f"Sitemap: {origin}/sitemap.xml\nSitemap: {origin}/sitemap.txt\n"
    return document(f"User-agent: *\nDisallow: /private/\n\n{sitemaps}", "text/plain")


def front(articles: Sequence[SiteArticle]) -> Answer:
    """The front page: the newest by title and again in a list, links to sections, no dates."""
    newest = articles[:FRONT_ARTICLES]
    leads = "".join(f'<h5 class="title"><a href="{a.path}">{escape(a.headline)}</a></h5>\n' for a in newest)
    again = "".join(f'<li><a href="{a.path}"> * {escape(a.headline)}</a></li>\n' for a in newest[:5])
    more = "".join(f'<a href="/section/{name}">ver más</a>' for name in SECTIONS)
    return page(frame("Portada", f'<h1>{NAME}</h1>{leads}<ul class="most-read">{again}</ul>{more}'))


def section(name: str, articles: Sequence[SiteArticle], *, number: int) -> Answer:
    """Page `number` (from 1) of a section: each article with its day (`22/11/26`); a link to the next."""
    start = (number - 1) * PAGE_ARTICLES
    shown = articles[start : start + PAGE_ARTICLES]
    items = "".join(
        f'<li><span class="date">{a.published:%d/%m/%y}</span> '
        f'<a href="{a.path}">{escape(a.headline)}</a></li>\n'
        for a in shown
    )
    after = len(articles) > start + PAGE_ARTICLES
    link = f'<a rel="next" href="/section/{name}?page={number + 1}">Siguiente</a>' if after else ""
    return page(frame(name.title(), f"<h1>{name.title()}</h1><ul>{items}</ul>{link}"))


def html_feed() -> Answer:
    """A feed's address that answers with a page."""
    return page(frame("RSS", "<h1>Nuestros canales</h1><p>Esta página se ha mudado.</p>"))


def feeds(origin: str, entries: Sequence[Entry], now: datetime) -> dict[str, Callable[[], Answer]]:
    """Path -> what builds the source there, over `entries`, newest first."""
    newest = entries[:FEED_ENTRIES]
    return {
        "/rss.xml": lambda: rss(newest, origin),
        "/atom.xml": lambda: atom(newest, origin),
        "/feed.json": lambda: json_feed(newest, origin),
        "/html-feed.xml": html_feed,
        "/sitemap.xml": lambda: sitemap_index(origin),
        "/sitemap-months.xml": lambda: monthly_index(entries, origin),
        "/sitemap-news.xml": lambda: news_sitemap(entries, now=now),
        "/sitemap-archive.xml.gz": lambda: archive_sitemap(entries),
        "/sitemap.txt": lambda: text_sitemap(entries),
        "/robots.txt": lambda: robots(origin),
    }


def newest_first(entries: Sequence[Entry]) -> list[Entry]:
    """The entries by time, the newest first."""
    return sorted(entries, key=lambda one: one[2].astimezone(UTC), reverse=True)
