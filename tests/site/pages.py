"""HTML of articles, in the markups that news sites are written in."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from html import escape

from tests.site.article import SiteArticle

#: What stands before a name in a printed credit line.
BY = {
    "es": "Por",
    "en": "By",
    "fr": "Par",
    "pt": "Por",
    "de": "Von",
    "ru": "Автор:",
    "ar": "بقلم",
    "zh": "记者：",
    "ja": "文：",
}
#: Pages that an article in markup `paged` is spread over.
PARTS = 3
NAME = "La Hoja del Valle"


@dataclass(frozen=True, slots=True)
class View:
    """One request for an article: where the site stands, which part, and what surrounds the text."""

    article: SiteArticle
    origin: str
    part: int = 1
    related: Sequence[SiteArticle] = ()
    #: Bytes of menus and scripts to add, so that the page weighs what a real one does.
    filler: int = 0

    @property
    def url(self) -> str:
        """The address that the site calls canonical, without the part."""
        return self.origin + self.article.path


def article_page(view: View) -> str:
    """The article's page in its own markup."""
    writers: dict[str, Callable[[View], str]] = {
        "plain": _plain,
        "latin1": _plain,
        "microdata": _microdata,
        "opengraph": _opengraph,
        "paged": _paged,
    }
    return writers.get(view.article.markup, _jsonld)(view)


def frame(title: str, main: str, *, head: str = "", filler: int = 0, charset: str = "utf-8") -> str:
    """A whole page: menus and footer in Spanish, whatever the language of the text."""
    return (
        f'<!DOCTYPE html>\n<html lang="es"><head><meta charset="{charset}">'
        f"<title>{escape(title)} - {NAME}</title>{head}</head>\n"
        f'<body><header><p class="logo"><a href="/">{NAME}</a></p>{_MENU}</header>\n<main>{main}</main>\n'
        f"<footer>{_filler(filler)}{_RIGHTS}</footer></body></html>\n"
    )


def paragraphs(texts: Sequence[str]) -> str:
    """One `<p>` a text."""
    return "\n".join(f"<p>{escape(text)}</p>" for text in texts)


_MENU = (
    '<nav><ul><li><a href="/section/news">Noticias</a></li><li><a href="/section/culture">Cultura</a></li>'
    '<li><a href="/section/sport">Deportes</a></li><li><a href="/about">Quiénes somos</a></li></ul></nav>'
)

_RIGHTS = "<p>Todos los derechos reservados. Contacto: redaccion@valle.example</p>"


@cache
def _filler(size: int) -> str:
    item = '<li class="menu-item menu-item-type-custom"><a href="/section/news?tag={0}">Tema {0}</a></li>'
    items = "".join(item.format(number) for number in range(size // 2 // len(item)))
    script = "window.settings = " + json.dumps({"key": "0123456789abcdef" * (size // 2 // 16)}) + ";"
    return f'<ul class="topics">{items}</ul><script>{script}</script>' if size else ""


def _around(view: View) -> str:
    links = "".join(f'<li><a href="{a.path}">{escape(a.headline)}</a></li>' for a in view.related)
    return f'<aside><h4>Más leídas</h4><ul class="most-read">{links}</ul></aside>'


def _canonical(view: View) -> str:
    return f'<link rel="canonical" href="{view.url}">'


def _byline(article: SiteArticle) -> str:
    return f"{BY[article.language]} {article.author}"


def _jsonld(view: View, *, main: str | None = None, head: str = "") -> str:
    article = view.article
    text = main if main is not None else paragraphs(article.printed) + _wall(article)
    body = (
        f'<article><h1>{escape(article.headline)}</h1><p class="byline">{escape(_byline(article))}</p>'
        f'<div class="article-body">{text}</div></article>{_around(view)}'
    )
    return frame(article.headline, body, head=_canonical(view) + _structured(view) + head, filler=view.filler)


def _structured(view: View) -> str:
    article = view.article
    data = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": article.headline,
        "datePublished": article.published.isoformat(),
        "dateModified": (article.modified or article.published).isoformat(),
        "author": [{"@type": "Person", "name": article.author}],
        "publisher": {"@type": "NewsMediaOrganization", "name": NAME},
        "articleSection": article.section,
        "mainEntityOfPage": view.url,
        **({"isAccessibleForFree": False} if article.markup == "paywalled" else {}),
    }
    text = json.dumps(data, ensure_ascii=False).replace("</", "<\\/")  # `</` would end the element
    return f'<script type="application/ld+json">{text}</script>'


def _wall(article: SiteArticle) -> str:
    if article.markup != "paywalled":
        return ""
    offer = '<p>Suscríbase para seguir leyendo.</p><a href="/subscribe">Suscribirse</a>'
    return f'</div><div class="paywall">{offer}'


def _paged(view: View) -> str:
    texts, part = view.article.paragraphs, view.part
    size = -(-len(texts) // PARTS)
    head = f'<link rel="prev" href="{_part(view, part - 1)}">' if part > 1 else ""
    head += f'<link rel="next" href="{_part(view, part + 1)}">' if part < PARTS else ""
    return _jsonld(view, main=paragraphs(texts[(part - 1) * size : part * size]), head=head)


def _part(view: View, part: int) -> str:
    return view.article.path + (f"?page={part}" if part > 1 else "")


def _plain(view: View) -> str:
    """No metadata at all: a heading, a printed time without its offset, the credit, the text."""
    article, latin1 = view.article, view.article.markup == "latin1"
    printed = f"{article.published:%Y-%m-%d %H:%M:%S}" if latin1 else f"{article.published:%Y-%m-%d %H:%M}"
    main = (
        f'<div id="nota"><h1>{escape(article.headline)}</h1><p class="info">{printed}</p>'
        f'<p class="author">{escape(_byline(article))}</p>'
        f'<div class="texto">{paragraphs(article.printed)}</div></div>'
    )
    charset = "iso-8859-1" if latin1 else "utf-8"
    return frame(article.headline, main + _around(view), filler=view.filler, charset=charset)


def _microdata(view: View) -> str:
    article = view.article
    main = (
        '<article itemscope itemtype="https://schema.org/NewsArticle">'
        f'<h1 itemprop="headline">{escape(article.headline)}</h1>'
        f'<meta itemprop="articleSection" content="{article.section}">'
        f'<time itemprop="datePublished" datetime="{article.published.isoformat()}">'
        f"{article.published:%d/%m/%Y}</time>"
        f'<p>{BY[article.language]} <span itemprop="author" itemscope itemtype="https://schema.org/Person">'
        f'<span itemprop="name">{escape(article.author)}</span></span></p>'
        f'<div itemprop="articleBody">{paragraphs(article.printed)}</div></article>'
    )
    return frame(article.headline, main + _around(view), head=_canonical(view), filler=view.filler)


def _opengraph(view: View) -> str:
    article = view.article
    properties = {
        "og:type": "article",
        "og:title": article.headline,
        "og:url": view.url,
        "og:site_name": NAME,
        "article:published_time": article.published.isoformat(),
        "article:section": article.section,
    }
    head = "".join(
        f'<meta property="{name}" content="{escape(value)}">' for name, value in properties.items()
    )
    head += f'<meta name="author" content="{escape(article.author)}">{_canonical(view)}'
    main = f"<article><h2>{escape(article.headline)}</h2>{paragraphs(article.printed)}</article>"
    return frame(article.headline, main + _around(view), head=head, filler=view.filler)
