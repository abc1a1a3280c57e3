"""The recipe of a callback of one's own, as the documentation has it; the others need more libraries."""

from __future__ import annotations

import pytest

from tests.crawls import Project
from tests.recipes import recipe, script_feed
from tests.site import Site
from tests.site.answer import page

TEXT = "".join(
    f"<p>Los vecinos del barrio {number} se reunieron el lunes y acordaron con {number * 3} votos abrir de"
    f" nuevo el mercado, que había cerrado hace {number + 4} años por falta de clientes.</p>"
    for number in range(2, 8)
)


def test_a_callback_of_ones_own_adds_tags_and_refuses_advertisements(
    sqlite_project: Project, news_site: Site
):
    [code] = recipe("A callback of your own")
    code = code.replace("https://tagged.example/feed", script_feed(news_site, news_site.articles[:6]))
    package = sqlite_project.folder / "local_outlets"
    package.mkdir()
    (package / "__init__.py").touch()
    (package / "tagged.py").write_text(code.replace("tagged.example", "127.0.0.1"), "utf-8")
    tags = "<ul class='tags'><li>comarca</li><li>mercado</li></ul>"
    for article in news_site.articles:
        kind = "advertisement" if article.number % 2 else "news"
        body = f"<body class='{kind}'><h1>Vuelve el mercado {article.number}</h1>{TEXT}{tags}</body>"
        news_site.script(article, page(f"<title>La Hoja</title>{body}"))
    ended = sqlite_project.run("crawl", "tagged", LOG_LEVEL="ERROR")
    assert ended.status == 0, ended.err
    articles = [row.article for row in sqlite_project.articles()]
    assert [tuple(article.keywords) for article in articles] == [("comarca", "mercado")] * 3
    reasons = {
        row.reason for row in sqlite_project.query("SELECT reason FROM pages WHERE state = 'rejected'")
    }
    assert reasons == {"advertisement"}


def test_a_recipe_that_is_not_there_is_told():
    with pytest.raises(ValueError, match="no recipe 'Articles to fax'"):
        recipe("Articles to fax")
