"""A run's account in the database: how the pages ended that it took up."""

from __future__ import annotations

from crawler.storage import StartRun, TakePages
from tests.storage.desk import Desk


def test_the_account_of_a_run_holds_when_another_takes_its_pages_over(desk: Desk) -> None:
    settled, open_page = desk.page("gazette:1", "gazette:2")
    desk.settle(settled, "failed", due_at=desk.now)
    first = desk.run
    second = desk.do(StartRun(spider="gazette", outlet="gazette", args={}, now=desk.now))
    taken = desk.do(TakePages(run_id=second, spider="gazette", outlet="gazette", now=desk.now, limit=10))
    assert {page.key for page in taken} == {settled.key, open_page.key}
    assert desk.store.page_counts(first)["article"] == {"failed": 1, "pending": 1}
    late = desk.keep(open_page)
    assert (late.state, late.version) == ("pending", 1)
    assert desk.store.article(open_page.key) is not None
    assert desk.store.page_counts(first)["article"] == {"failed": 1, "pending": 1}
    assert desk.store.page_counts(second)["article"] == {"pending": 2}


def test_sources_and_articles_are_counted_apart(desk: Desk) -> None:
    one, two = desk.page("gazette:1", "gazette:2")
    desk.keep(one)
    desk.settle(two, "gone", http_status=404)
    assert desk.store.page_counts(desk.run) == {"source": {"done": 1}, "article": {"done": 1, "gone": 1}}
