"""A group's snapshot knows what its pages and articles are, and writes by one statement a kind of change."""

from __future__ import annotations

import pytest
from sqlalchemy import event

from crawler.storage.transactions import write_transaction
from crawler.storage.writing.snapshot import ArticleState, PageState, Snapshot
from tests.storage.desk import Desk, article, together


def loaded(desk: Desk, *, ids: tuple[int, ...] = (), keys: tuple[str, ...] = ()) -> Snapshot:
    snapshot = Snapshot()
    with desk.store.engine.connect() as connection:
        snapshot.load(connection, page_ids=ids, keys=keys)
    return snapshot


def test_pages_are_found_by_id_and_by_key_with_their_articles(desk: Desk) -> None:
    one, two, other = desk.page("gazette:1", "gazette:2", "gazette:3")
    stored = desk.keep(one)
    snapshot = loaded(desk, ids=(one.id,), keys=("gazette:2", "gazette:none"))
    assert {page.key for page in snapshot.pages.values()} == {"gazette:1", "gazette:2"}
    assert snapshot.page(two.id) is snapshot.by_key["gazette:2"]
    assert snapshot.page(two.id).article is None
    behind = snapshot.page(one.id).article
    assert behind is not None
    assert (behind.id, behind["version"], behind["content_hash"]) == (
        stored.article_id,
        1,
        article("gazette:1").content_hash,
    )
    with pytest.raises(LookupError, match=f"no page {other.id}"):
        snapshot.page(other.id)


def test_an_article_is_one_whether_its_page_or_its_key_leads_to_it(desk: Desk) -> None:
    page = desk.page("gazette:1")
    desk.keep(page)
    snapshot = loaded(desk, ids=(page.id,), keys=("gazette:1",))
    assert snapshot.page(page.id).article is snapshot.articles_by_key["gazette:1"]


def test_what_is_loaded_later_leaves_what_the_group_has_changed(desk: Desk) -> None:
    page = desk.page("gazette:1")
    with desk.store.engine.connect() as connection:
        snapshot = Snapshot()
        snapshot.load(connection, page_ids=[page.id], keys=[])
        snapshot.page(page.id).attempts = 7
        snapshot.load(connection, page_ids=[page.id], keys=["gazette:1"])
    assert snapshot.page(page.id).attempts == 7


def test_a_column_is_as_it_will_stand_after_the_group() -> None:
    state = ArticleState("k", {"version": 1, "headline": "Before"}, 5)
    state.row["headline"] = None
    assert (state["version"], state["headline"], state["body"]) == (1, None, None)


def test_what_is_noted_is_written_with_the_ids_that_the_database_gives(desk: Desk) -> None:
    page = desk.page("gazette:1")
    snapshot = loaded(desk, ids=(page.id,))
    known = snapshot.page(page.id)
    row = {"key": "gazette:9", "kind": "article", "url": "https://gazette.example/9", "outlet": "gazette",
           "asked_by": "gazette", "state": "pending", "key_version": "1", "discovered_at": desk.now,
           "current": False, "attempts": 0}  # fmt: skip
    new = PageState(
        **{name: row[name] for name in ("key", "kind", "url", "outlet", "asked_by", "state")}, run_id=None
    )
    snapshot.add_page(new, row)
    assert snapshot.by_key["gazette:9"] is new
    known.state = "gone"
    with write_transaction(desk.store.engine) as connection:
        snapshot.write(connection)
    assert desk.store.known(["gazette:9"]) == {"gazette:9"}
    assert [page.key for page in desk.take()] == ["gazette:9"]


@pytest.mark.parametrize("number", [2, 40])
def test_a_group_of_any_size_is_as_many_statements(desk: Desk, number: int) -> None:
    pages = desk.page(*(f"gazette:{count}" for count in range(number)))
    commands = [desk.storing(page, article(page.key)) for page in pages]
    statements: list[str] = []
    event.listen(desk.store.engine, "before_cursor_execute", lambda *said: statements.append(said[2]))
    together(desk, commands)
    assert len(statements) <= 12, statements
