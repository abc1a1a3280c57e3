"""Addresses of articles told from those of lists, tools, files and pages about the site."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from crawler.discovery.article_urls import looks_like_article
from tests.growth import check_linear

ARTICLES = [
    "/2024/05/03/harbour-reopens",
    "/2024/05/03/harbour",
    "/2024/may/03/harbour-reopens",
    "/2024/05/harbour-and-bridge-reopen.html",
    "/news/harbour-and-bridge-reopen-after-storm",
    "/news/local/harbour-reopens-12345678",
    "/noticias/internacionales/158008-puente-y-puerto",
    "/en/noticias/especiales/comentarios/145437-harbour-bridge-open",
    "/article/harbour-storm",
    "/articles/AST1F4445T1FUTIL02SM.html",
    "/article/DGXZQOUB148MY0U5A110C2000000/",
    "/story/3000000218734/hafen",
    "/stories/3376705/",
    "/clanek/domaci-politika-pristav-a-most-290947",
    "/artikel/hafen-wieder-offen-1.16990729",
    "/sport/article410396860/hafen-macht-auf.html",
    "/world/674cdc8a21efa004028b45a8.html",
    "/harbour-and-bridge-reopen-after-storm",
    "/19765800/hafen-und-bruecke",
    "/index.php?id=12345",
    "/?p=31228",
    "/news.php?article=12345",
    "/view?newsid=88231",
    "/archives/63076",
    "/blog/harbour-storm",
    "/3038721",
    "/world/713609",
    "/20250425000035",
    "/news/6888",
    "/article/BkexUbIcO",
    "/news/articles/cn0zed0dekgo",
    "/category/harbour-and-bridge-reopen-after-the-long-storm",
    "/2024/05/03/%D0%BF%D0%BE%D1%80%D1%82-%D0%BE%D1%82%D0%BA%D1%80%D1%8B%D1%82",
    "/news/%E6%B8%AF%E5%8F%A3%E5%92%8C%E6%A1%A5%E6%A2%81%E9%87%8D%E6%96%B0%E5%BC%80%E6%94%BE",
    "/opinion/harbour-and-bridge-reopen-after-storm/ar-BBWXwNX",
]

OTHERS = [
    "/",
    "/en",
    "/en/",
    "/news",
    "/news/politics",
    "/news/2024",
    "/world/202405",
    "/articles/politics",
    "/sport/football",
    "/life-and-style",
    "/tag/harbour",
    "/tags/harbour-and-bridge-and-storm-and-rain",
    "/author/ana-perez",
    "/autor/ana-maria-perez",
    "/category/world",
    "/categoria/deportes",
    "/topic/climate",
    "/search?q=harbour",
    "/?s=harbour",
    "/login",
    "/account/register",
    "/suscripciones",
    "/about",
    "/about-us",
    "/contact.html",
    "/impressum",
    "/datenschutz.html",
    "/datenschutzerklaerung",
    "/privacy-policy",
    "/terms-of-service",
    "/cookie-policy",
    "/aviso-legal",
    "/politica-de-privacidad",
    "/mentions-legales",
    "/quienes-somos",
    "/allgemeine-geschaeftsbedingungen-7569101739",
    "/community-guidelines",
    "/uploads/2024/05/03/harbour-and-bridge-reopen.jpg",
    "/2024/05/03/harbour-and-bridge-reopen.pdf",
    "/media/report-2024-harbour.mp4",
    "/feed",
    "/rss/all.xml",
    "/2024/05/03/harbour-and-bridge-reopen/feed",
    "/sitemap.xml",
    "/news/page/3",
    "/noticias/pagina/12",
    "/2024/05/03",
    "/2024/05",
    "/archive/2024",
    "/archives/202405",
    "/wp-login.php",
    "/wp-content/plugins/a-very-long-name-of-a-thing/x",
    "/subscribe-to-our-newsletter",
    "/index.html",
    "/startseite",
]


@pytest.mark.parametrize("path", ARTICLES)
def test_articles(path: str) -> None:
    assert looks_like_article(f"https://paper.example{path}")


@pytest.mark.parametrize("path", OTHERS)
def test_others(path: str) -> None:
    assert not looks_like_article(f"https://paper.example{path}")


@pytest.mark.parametrize(
    "url",
    [
        "",
        "x",
        "http://[",
        "mailto:a@b.example",
        "javascript:alert(1)",
        "ftp://x.example/2024/05/03/a-b-c-d",
        "https://",
    ],
)
def test_no_page_at_all(url: str) -> None:
    assert not looks_like_article(url)


def test_host_of_a_tool() -> None:
    assert not looks_like_article("https://account.paper.example/harbour-and-bridge-reopen")
    assert looks_like_article("https://blog.paper.example/harbour-and-bridge-reopen")


@pytest.mark.parametrize("part", ["a-", "1", "/", "-", "%", "2024/", "aaaaaaaa1", "?a&"])
def test_a_hostile_address_takes_linear_time(part: str) -> None:
    check_linear(looks_like_article, lambda size: "https://paper.example/" + part * (size // len(part)))


@pytest.mark.parametrize(
    ("name", "floor"), [("publishers", 0.99), ("aeb", 0.96), ("web2025", 0.84), ("multilingual", 0.81)]
)
def test_articles_of_the_corpus(corpora: Path, name: str, floor: float) -> None:
    lines = (corpora / "articles" / name / "gold.jsonl").read_text().splitlines()
    taken = [looks_like_article(json.loads(line)["url"]) for line in lines]
    assert sum(taken) / len(taken) >= floor
