"""Pages of an invented Radio Habana Cuba, in the markup of the real site's two generations."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from html import escape
from pathlib import Path
from zoneinfo import ZoneInfo

ORIGIN = "https://www.radiohc.cu"
HAVANA = ZoneInfo("America/Havana")
#: Language of the menus -> "edited by", "related", "comments", "send", "most read".
LABELS = {
    "": ("Editado por", "Relacionadas", "Comentarios", "Enviar", "Más leídas"),
    "en": ("Edited by", "Related", "Comments", "Send", "Most read"),
    "pt": ("Editado por", "Relacionadas", "Comentários", "Enviar", "Mais lidas"),
    "fr": ("Édité par", "À lire aussi", "Commentaires", "Envoyer", "Les plus lus"),
    "it": ("Modificato da", "Correlati", "Commenti", "Invia", "I più letti"),
    "eo": ("Eldonita de", "Rilataj artikoloj", "Komentoj", "Sendi", "Plej legataj"),
    "ar": ("تحرير", "مواضيع ذات صلة", "تعليقات", "إرسال", "الأكثر قراءة"),
}
SECTIONS = (
    "noticias/nacionales",
    "noticias/internacionales",
    "noticias/cultura",
    "noticias/deportes",
    "noticias/salud",
    "especiales/comentarios",
    "especiales/exclusivas",
)


@dataclass(frozen=True, kw_only=True)
class Piece:
    """An article of the site: `theme` is "v2" (2014-2019) or "new"; `day` in ISO 8601, Havana."""

    number: int
    menus: str
    section: str
    theme: str
    day: str
    slug: str
    headline: str
    paragraphs: Sequence[str]
    dateline: str = ""
    author: str = ""
    editor: str = ""
    archived: bool = False
    old_slug: str = ""

    @property
    def published(self) -> datetime:
        """The time that is printed; noon where the site prints none."""
        stamp = self.day if " " in self.day else f"{self.day} 12:00:00"
        return datetime.fromisoformat(stamp).replace(tzinfo=HAVANA)

    @property
    def listed(self) -> str:
        """The day as listings print it: 15/08/17."""
        return f"{self.published:%d/%m/%y}"

    def address(self, *, menus: str | None = None, index: bool = False, slug: str = "") -> str:
        """A form of the address: under other menus, and with /index.php in front."""
        prefix = self.menus if menus is None else menus
        parts = ["index.php" if index else "", prefix, self.section, f"{self.number}-{slug or self.slug}"]
        return "/".join([ORIGIN, *filter(None, parts)])


def pieces() -> list[Piece]:
    """The articles of the demo, newest first."""
    with Path(__file__).with_name("articles.toml").open("rb") as file:
        return [Piece(**one) for one in tomllib.load(file)["article"]]


def article_page(piece: Piece, others: Sequence[Piece]) -> str:
    """An article's page in the markup of its generation."""
    return (old_page if piece.theme == "v2" else new_page)(piece, others)


def old_page(piece: Piece, others: Sequence[Piece] = ()) -> str:
    """The site of 2014-2019, theme "v2.0": no date but the dateline's, the same metadata on each page."""
    main = (
        f'<div class="content_article"><h3 class="title_article">{escape(piece.headline)}</h3>'
        '<div class="share"><a href="#">Facebook</a> <a href="#">Twitter</a></div>'
        f'<div class="content">{_paragraphs(piece)}</div></div>'
        '<div class="comments"><h4>Comentarios</h4><span class="comment_q">0</span>'
        '<form action="/comments/add" method="post"><label>Nombre</label><input name="name">'
        '<label>Comentario</label><textarea name="text"></textarea><button>Enviar</button></form></div>'
    )
    return _old_frame(f"{piece.headline} - Radio Habana Cuba", main, others)


def _old_frame(title: str, main: str, others: Sequence[Piece]) -> str:
    items = "".join(
        f'<li><a href="/{section}">{section.split("/")[1].title()}</a></li>' for section in SECTIONS
    )
    latest = "".join(
        f'<h6 class="art-title"><a href="{escape(one.address())}">{escape(one.headline)}</a></h6>'
        for one in others
    )
    return (
        '<!DOCTYPE html>\n<html class="no-js" lang="es"><head><meta charset="utf-8">'
        f"<title>{escape(title)}</title>"
        '<meta name="description" content="Radio Habana Cuba, una voz de amistad que recorre el mundo">'
        '<meta name="keywords" content="Cuba, radio, noticias, onda corta, Habana">'
        '<!-- <link rel="canonical" href="http://www.radiohc.cu/"> -->'
        '<link rel="stylesheet" href="/themes/v2.0/css/foundation.min.css"></head>\n<body>'
        '<nav class="top-bar" data-topbar><ul class="title-area"><li class="name"><h1><a href="/">'
        f'Radio Habana Cuba</a></h1></li></ul><section class="top-bar-section"><ul class="left">{items}'
        '<li><a href="/audios">Audios</a></li><li><a href="/es/statics/rss">RSS</a></li></ul></section>'
        "</nav>\n"
        f'<div class="row"><div class="large-8 columns">{main}</div>\n'
        '<div class="large-4 columns"><div class="highLight"><h4>Últimas Noticias</h4>'
        f"{latest}</div></div></div>\n"
        '<footer class="row"><p>Radio Habana Cuba. Todos los derechos reservados.</p></footer>'
        "</body></html>\n"
    )


def new_page(piece: Piece, others: Sequence[Piece] = ()) -> str:
    """The site since about 2020: editor, time of Havana, author at the head of the text."""
    edited, related, comments, send, _ = LABELS[piece.menus]
    author = f"<p>{escape(piece.author)}</p>" if piece.author else ""
    editor = f'<p class="meta">{edited} {escape(piece.editor)}</p>' if piece.editor else ""
    links = "".join(
        f'<li><a href="{escape(one.address())}">{escape(one.headline)}</a></li>' for one in others[:2]
    )
    main = (
        f'<article><h1>{escape(piece.headline)}</h1>{editor}<p class="date">{piece.day}</p>'
        '<div class="share-buttons"><a href="#">Telegram</a><a href="#">WhatsApp</a></div>'
        f'<figure><img src="/storage/fotos/{piece.number}.jpg" alt="">'
        "<figcaption>Foto: Archivo/RHC</figcaption></figure>"
        f'<div class="article-text">{author}{_paragraphs(piece)}</div></article>'
        f'<section class="related"><h3>{related}</h3><ul>{links}</ul></section>'
        f'<section class="comments"><h3>{comments}</h3><form><input name="name"><textarea></textarea>'
        f'<img src="/captcha" alt="captcha"><button>{send}</button></form></section>'
    )
    return _new_frame(f"{piece.headline} | Radio Habana Cuba", main, piece.menus, others)


def _new_frame(title: str, main: str, menus: str, others: Sequence[Piece]) -> str:
    prefix = f"/{menus}" if menus else ""
    items = "".join(
        f'<li><a href="{prefix}/{section}">{section.split("/")[1].title()}</a></li>' for section in SECTIONS
    )
    read = "".join(
        f'<li><a href="{escape(one.address())}">{escape(one.headline)}</a></li>' for one in others[-2:]
    )
    return (
        f'<!DOCTYPE html>\n<html lang="{menus or "es"}"><head><meta charset="utf-8">'
        f"<title>{escape(title)}</title>"
        '<meta name="description" content="Radio Habana Cuba"></head>\n'
        f'<body><header class="navbar"><a class="navbar-brand" href="{prefix}/">Radio Habana Cuba</a>'
        f'<ul class="navbar-nav">{items}</ul></header>\n<main class="container">{main}\n'
        f"<aside><h3>{LABELS[menus][-1]}</h3><ol>{read}</ol></aside></main>\n"
        "<footer><p>© Radio Habana Cuba</p></footer></body></html>\n"
    )


def _paragraphs(piece: Piece) -> str:
    texts = list(piece.paragraphs)
    texts[0] = f"{piece.dateline} {texts[0]}".strip()
    return "\n".join(f"<p>{escape(text)}</p>" for text in texts)


def front_page(menus: str, articles: Sequence[Piece], archived: Sequence[Piece] = ()) -> str:
    """A front page: each article linked twice, without dates; the archive's in a block of their own."""
    first = "".join(
        f'<div class="content_article"><h5 class="title_article">'
        f'<a href="{escape(one.address(menus=menus))}">{escape(one.headline)}</a></h5>'
        f'<div class="excerpt"><p>{escape(one.paragraphs[0][:90])} '
        f'<a class="more" href="{escape(one.address(menus=menus))}">...</a></p></div></div>'
        for one in articles
    )
    old = "".join(
        f'<li><a href="{escape(one.address())}"> * {escape(one.headline)}</a></li>' for one in archived
    )
    block = (
        '<div class="section_block"><h5>Del archivo</h5><div class="section_l">'
        f'<ul>{old}</ul></div><a href="/noticias/internacionales">ver más</a></div>'
    )
    main = f'<div class="carrusell">{first}</div>{block if archived else ""}'
    return _new_frame("Radio Habana Cuba", main, menus, articles[:3])


def listing_page(section: str, articles: Sequence[Piece], *, next_page: str = "", extra: str = "") -> str:
    """A page of a section: headlines with the day as 15/08/17, and the link to the next page."""
    items = "".join(
        f'<div class="item"><h5 class="title_article"><a href="{escape(one.address())}">'
        f'{escape(one.headline)}</a></h5><span class="date">{one.listed}</span></div>\n'
        for one in articles
    )
    more = f'<ul class="pagination"><li><a href="{next_page}">Siguiente</a></li></ul>' if next_page else ""
    return _old_frame(
        f"{section} - Radio Habana Cuba", f"<h2>{section}</h2>{items}{extra}{more}", articles[:2]
    )


def feed(articles: Sequence[Piece]) -> str:
    """The feed: RSS 2.0, addresses under /es/ with a tracking parameter; a moved article's old one."""
    items = "".join(
        f"<item><title>{escape(one.headline)}</title>"
        f"<link>{escape(one.address(menus=one.menus or 'es', slug=one.old_slug))}?utm_source=rss</link>"
        f"<guid>{one.number}</guid><pubDate>{format_datetime(one.published)}</pubDate></item>\n"
        for one in articles
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0"><channel><title>Radio Habana Cuba</title>'
        f"<link>{ORIGIN}/</link><description>Noticias</description><language>es</language>\n{items}"
        "</channel></rss>\n"
    )


def programme_page() -> str:
    """A page at an article's address that is no article: a headline, and a player drawn by a script."""
    main = (
        '<article><h1>Parrilla</h1><div id="player"></div>'
        '<script>window.player.draw("programme");</script></article>'
    )
    return _new_frame("Parrilla | Radio Habana Cuba", main, "", ())
