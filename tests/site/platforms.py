"""News sites in the markup and with the addresses of well-known systems, with invented text, for loopback."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, timezone
from email.utils import format_datetime
from html import escape
from urllib.parse import quote

from tests.site.answer import Answer, document, page
from tests.site.server import Server
from tests.site.text import Text, compose, slug

#: Articles of each site.
ARTICLES = 12


@dataclass(frozen=True, slots=True)
class Story:
    """An article of a platform's site."""

    path: str
    section: str
    language: str
    text: Text
    published: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Platform:
    """How a system names, lists and marks up articles.

    `address` is filled with n (number), slug, s (section), d (date) and l (language); `feeds` are paths of
    feeds of which `linked` ones stand in the head of the home page; `wrong` is a path that is called a feed
    and is a page; `robots` are sitemaps named there.
    """

    name: str
    address: str
    markup: Callable[[Story, str], str]
    feeds: tuple[str, ...] = ()
    linked: bool = True
    full_text: bool = False
    atom: bool = False
    wrong: str | None = None
    sitemaps: tuple[str, ...] = ()
    robots: tuple[str, ...] = ()
    sections: tuple[str, ...] = ("news", "sport", "culture")
    languages: tuple[str, ...] = ("en",)
    offset: int = 0
    menu: str = '<nav class="main-menu"><ul>{}</ul></nav>'


def _linked(story: Story, origin: str) -> str:
    data = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": story.text.headline,
        "datePublished": story.published.isoformat(),
        "author": {"@type": "Person", "name": story.text.author},
        "mainEntityOfPage": origin + story.path,
    }
    return f'<script type="application/ld+json">{json.dumps(data)}</script>'


def _paragraphs(story: Story) -> str:
    return "".join(f"<p>{escape(text)}</p>" for text in story.text.paragraphs)


def wordpress(story: Story, origin: str) -> str:
    """A theme with `entry-*` classes and the JSON-LD of a plugin."""
    return (
        f'{_linked(story, origin)}<article class="post type-post hentry"><header class="entry-header">'
        f'<h1 class="entry-title">{escape(story.text.headline)}</h1><div class="entry-meta">'
        f'<time class="entry-date published" datetime="{story.published.isoformat()}">'
        f"{story.published:%B %d, %Y}</time>"
        f' <span class="byline">by <a rel="author" href="/author/x/">'
        f"{escape(story.text.author)}</a></span></div>"
        f'</header><div class="entry-content">{_paragraphs(story)}</div></article>'
    )


def joomla(story: Story, origin: str) -> str:
    """`item-page` with microdata."""
    return (
        '<div class="item-page" itemscope itemtype="https://schema.org/Article"><div class="page-header">'
        f'<h2 itemprop="headline">{escape(story.text.headline)}</h2></div>'
        '<dl class="article-info"><dd class="published">'
        f'<time datetime="{story.published.isoformat()}" itemprop="datePublished">'
        f"{story.published:%d %B %Y}</time></dd>"
        f'<dd class="createdby" itemprop="author"><span itemprop="name">'
        f"{escape(story.text.author)}</span></dd></dl>"
        f'<div itemprop="articleBody">{_paragraphs(story)}</div></div>'
    )


def drupal(story: Story, origin: str) -> str:
    """`node` with fields."""
    return (
        f'<article class="node node--type-article"><h1 class="page-title">{escape(story.text.headline)}</h1>'
        f'<div class="node__meta">By {escape(story.text.author)} on '
        f'<time datetime="{story.published.isoformat()}">{story.published:%a, %m/%d/%Y - %H:%M}</time></div>'
        f'<div class="node__content"><div class="field field--name-body">'
        f"{_paragraphs(story)}</div></div></article>"
    )


def tables(story: Story, origin: str) -> str:
    """A layout of tables without any class."""
    return (
        '<table width="760"><tr><td width="150"><a href="/">Home</a></td><td>'
        f'<h1><font size="4">{escape(story.text.headline)}</font></h1>'
        f'<font size="1">{story.published:%d/%m/%Y}</font><br>'
        f"<b>{escape(story.text.author)}</b><br>{_paragraphs(story)}</td></tr></table>"
    )


def modern(story: Story, origin: str) -> str:
    """Class names made by a compiler, and JSON-LD."""
    return (
        f'{_linked(story, origin)}<main id="__next"><div class="css-1x9q">'
        f'<h1 class="css-8a2">{escape(story.text.headline)}</h1>'
        f'<div class="css-77b">{escape(story.text.author)}</div>'
        f'<div class="css-b0d">{_paragraphs(story)}</div></div></main>'
    )


PLATFORMS = (
    Platform(
        name="wordpress", address="/{d:%Y/%m/%d}/{slug}/", markup=wordpress, feeds=("/feed/",), offset=-5
    ),
    Platform(
        name="joomla",
        address="/{s}/{n}-{slug}",
        markup=joomla,
        feeds=("/?format=feed&type=rss",),
        linked=False,
        languages=("es",),
    ),
    Platform(
        name="drupal", address="/{s}/{slug}", markup=drupal, feeds=("/rss.xml",), sitemaps=("/sitemap.xml",)
    ),
    Platform(
        name="arc",
        address="/{s}/{d:%Y/%m/%d}/{slug}/",
        markup=modern,
        linked=False,
        feeds=("/arc/outboundfeeds/rss/?outputType=xml",),
        robots=("/arc/outboundfeeds/sitemap-news/?outputType=xml",),
    ),
    Platform(
        name="tables",
        address="/noticia_{n}.html",
        markup=tables,
        languages=("es",),
        menu='<table><tr><td class="menu">{}</td></tr></table>',
    ),
    Platform(name="nofeed", address="/{s}/{slug}-{n}", markup=modern, sitemaps=("/sitemap_index.xml",)),
    Platform(name="ghost", address="/{slug}/", markup=wordpress, feeds=("/rss/",), full_text=True),
    Platform(
        name="wrongfeed",
        address="/{s}/{slug}_{n}",
        markup=drupal,
        wrong="/rss",
        robots=("/news-sitemap.xml",),
    ),
    Platform(
        name="languages",
        address="/{l}/{s}/{n}-{slug}",
        markup=drupal,
        languages=("es", "en", "fr"),
        feeds=("/es/rss.xml", "/en/rss.xml", "/fr/rss.xml"),
        sections=("a-la-une", "monde"),
    ),
    Platform(
        name="codes", address="/article/{slug}-{u}", markup=modern, robots=("/sitemap-news.xml",), offset=2
    ),
    Platform(
        name="blogger",
        address="/{d:%Y/%m}/{slug}.html",
        markup=wordpress,
        feeds=("/feeds/posts/default",),
        atom=True,
        languages=("pt",),
        offset=-3,
    ),
    Platform(
        name="typo3",
        address="/{s}/artikel/{slug}-{n}.html",
        markup=drupal,
        feeds=("/rss/alle.xml",),
        languages=("de",),
        sections=("politik", "kultur", "sport"),
        offset=1,
    ),
    Platform(
        name="cyrillic", address="/{s}/{n}/", markup=joomla, feeds=("/rss",), languages=("ru",), offset=3
    ),
)


@dataclass
class PlatformSite:
    """A platform's site on loopback: its articles, and what it answers."""

    platform: Platform
    stories: list[Story] = field(default_factory=list)
    origin: str = ""

    def __post_init__(self) -> None:
        now = (
            datetime.now(UTC)
            .astimezone(timezone(timedelta(hours=self.platform.offset)))
            .replace(microsecond=0)
        )
        self.stories = [self._story(number, now) for number in range(ARTICLES)]

    def _story(self, number: int, now: datetime) -> Story:
        platform = self.platform
        language = platform.languages[number % len(platform.languages)]
        section = platform.sections[number % len(platform.sections)]
        text = compose(language, f"{platform.name} {number}")
        published = now - timedelta(hours=5 * number + 1)
        path = platform.address.format(
            n=483217 + 13 * number, slug=slug(text.headline), s=section, d=published, l=language,
            u=f"{0x3F2A1B00 + number:08x}-7c1d-4e55-9a0b-{number * 7919 + 0x10000000:012x}",
        )  # fmt: skip
        return Story(quote(path), section, language, text, published)

    @contextmanager
    def serve(self) -> Iterator[PlatformSite]:
        """Answer until the end of the block."""
        server = Server(lambda method, target, headers: self.answer(target))
        self.origin = f"http://127.0.0.1:{server.port}"
        server.start()
        try:
            yield self
        finally:
            server.close()

    def answer(self, target: str) -> Answer:
        """What the site says at a path with its query."""
        platform = self.platform
        story = next((s for s in self.stories if s.path == target), None)
        if story:
            return self._page(story.text.headline, platform.markup(story, self.origin), story.language)
        if target in platform.feeds:
            return self._feed(target)
        if target in (*platform.sitemaps, *platform.robots) or (
            target == "/sitemap.xml" and platform.sitemaps
        ):
            return self._sitemap(target)
        if target == "/robots.txt":
            named = "".join(f"Sitemap: {self.origin}{path}\n" for path in platform.robots)
            return document(f"User-agent: *\nDisallow: /admin\n{named}", "text/plain")
        sections = {f"/{s}": s for s in platform.sections}
        if target == "/" or target in sections:
            wanted = [s for s in self.stories if target == "/" or s.section == sections[target]]
            return self._page("Larne Courier", _teasers(wanted), platform.languages[0])
        if target == platform.wrong:
            return self._page("RSS", "<p>Our feeds have moved.</p>", platform.languages[0])
        return page("<html><title>404</title><h1>Not found</h1></html>", status=404)

    def _page(self, title: str, inner: str, language: str) -> Answer:
        platform = self.platform
        named = [*(platform.feeds if platform.linked else ()), *([platform.wrong] if platform.wrong else [])]
        kind = "application/atom+xml" if platform.atom else "application/rss+xml"
        links = "".join(f'<link rel="alternate" type="{kind}" href="{escape(path)}">' for path in named)
        menu = platform.menu.format("".join(f'<li><a href="/{s}">{s}</a></li>' for s in platform.sections))
        return page(
            f'<!doctype html><html lang="{language}"><head><meta charset="utf-8">'
            f"<title>{escape(title)} - Larne Courier</title>{links}</head><body><header>{menu}</header>"
            f"{inner}"
            '<footer><a href="/about">About</a></footer></body></html>'
        )

    def _feed(self, target: str) -> Answer:
        own = [
            s for s in self.stories if len(self.platform.feeds) == 1 or target.startswith(f"/{s.language}/")
        ]
        if self.platform.atom:
            entries = "".join(
                f'<entry><title>{escape(s.text.headline)}</title><link href="{self.origin}{s.path}"/>'
                f"<id>{s.path}</id>"
                f"<published>{s.published.isoformat()}</published></entry>"
                for s in own
            )
            return document(
                f'<feed xmlns="http://www.w3.org/2005/Atom">{entries}</feed>', "application/atom+xml"
            )
        items = "".join(f"<item>{self._item(story)}</item>" for story in own)
        channel = (
            f"<channel><title>Larne Courier</title><language>{own[0].language}</language>{items}</channel>"
        )
        return document(
            f'<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/">{channel}</rss>',
            "application/rss+xml",
        )

    def _item(self, story: Story) -> str:
        full = escape(_paragraphs(story)) if self.platform.full_text else ""
        return (
            f"<title>{escape(story.text.headline)}</title><link>{self.origin}{story.path}</link>"
            f"<pubDate>{format_datetime(story.published)}</pubDate>"
            + (f"<content:encoded>{full}</content:encoded>" if full else "")
        )

    def _sitemap(self, target: str) -> Answer:
        space = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
        if "index" in target:
            child = f"<sitemap><loc>{self.origin}/sitemap.xml</loc></sitemap>"
            return document(f"<sitemapindex {space}>{child}</sitemapindex>", "application/xml")
        news = 'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'
        urls = "".join(
            f"<url><loc>{self.origin}{s.path}</loc><lastmod>{s.published.isoformat()}</lastmod><news:news>"
            f"<news:publication_date>{s.published.isoformat()}</news:publication_date>"
            f"<news:title>{escape(s.text.headline)}</news:title></news:news></url>"
            for s in self.stories
        )
        return document(f"<urlset {space} {news}>{urls}</urlset>", "application/xml")


def _teasers(stories: list[Story]) -> str:
    cards = (
        f'<li class="teaser"><h3><a href="{escape(s.path)}">{escape(s.text.headline)}</a></h3>'
        f"<p>{escape(s.text.paragraphs[0][:120])}</p></li>"
        for s in stories
    )
    return f"<main><ul>{''.join(cards)}</ul></main>"
