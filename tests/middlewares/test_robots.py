"""robots.txt is fetched once a host and obeyed, however many requests wait for it."""

import pytest

from tests.crawls import counts
from tests.site import Site
from tests.site.answer import Answer, document, redirect

PLAIN = "User-agent: *\nDisallow: /private/\n"


@pytest.mark.parametrize(
    ("answer", "allowed"),
    [
        (document(PLAIN, "text/plain"), {"news"}),
        (document("\ufeff" + PLAIN, "text/plain"), {"news"}),
        (
            document("User-agent: crawler\nDisallow: /news/\n\nUser-agent: *\nDisallow: /\n", "text/plain"),
            {"private"},
        ),
        (Answer(status=404), {"news", "private"}),
        (redirect("/rules.txt"), {"news"}),
    ],
    ids=["plain", "mark", "own-group", "none", "moved"],
)
def test_case_21_what_it_says_holds_for_every_request_that_waits(sqlite_project, answer, allowed):
    with Site(articles=3).serve() as site:
        site.script("/robots.txt", answer)
        site.script("/rules.txt", document(PLAIN, "text/plain"))
        body = site.respond("GET", site.articles[1].path, {}).body
        paths = [f"/{folder}/{number}-nota" for folder in ("news", "private") for number in range(1, 4)]
        for path in paths:
            site.script(path, Answer(body, headers={"Content-Type": "text/html; charset=utf-8"}))
        urls = " ".join(map(site.url, paths))
        ended = sqlite_project.run("crawl", "article", "-a", f"url={urls}")
        assert ended.status == 0, ended.err
        asked = [request.path for request in site.requests]
        assert asked.count("/robots.txt") == 1
        assert {path.split("/")[1] for path in asked if path.endswith("nota")} == allowed
        assert counts(sqlite_project.last_run()).get("rejected", 0) == 6 - 3 * len(allowed)
