"""Which article a page is: by the keys that led to it, and by its text where only `rel=canonical` says so."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from crawler.items import Article
from crawler.normalization.body_head import letters_of
from crawler.records import OF_ANOTHER_TEXT
from crawler.storage.pages import check_key
from crawler.storage.tables.columns import storable_text
from crawler.storage.writing.snapshot import OPENING, ArticleState, PageState, Snapshot

if TYPE_CHECKING:
    from crawler.storage.writing.store_article import StoreArticle

#: Letters of the pieces by which two texts are compared, and the part of them that one text shares with
#: an edited form of it.
_PIECE, _SHARED = 8, 0.5


@dataclass(slots=True)
class ArticleMatch:
    """The article that a page turned out to be; `by` is another page that it is merged into."""

    article: ArticleState
    by: PageState | None = None
    #: The other page looks after the article: this one need not be fetched again.
    cared_for: bool = False


def weigh_canonical(snapshot: Snapshot, page: PageState, command: StoreArticle) -> StoreArticle:
    """Return the command with the key that its canonical address deserves, where an article stands there.

    One of the same text is this article. One of another text is not: a template that names one article
    on every page would make them all that article.
    """
    own, named = command.alias_keys[:2], command.alias_keys[2:]
    known = _known_article(snapshot, storable_text(named[0])) if named and named[0] not in own else None
    if known is None or known is page.article:
        return command
    if has_same_text(known, command.article):
        return replace(command, article=_under_key(command.article, named[0]))
    stated = (command.article.canonical_url or "")[:200]
    warning = f"canonical_url: not followed, {stated} {OF_ANOTHER_TEXT}"
    kept = replace(command.article, canonical_url=None, warnings=[*command.article.warnings, warning])
    return replace(command, article=_under_key(kept, own[-1]), alias_keys=own)


def _under_key(article: Article, key: str) -> Article:
    """Return the article under another key; the outlet's own id is the one in the key."""
    if article.key == key:
        return article
    is_own = not key.startswith(("http:", "https:"))
    number = key.partition(":")[2] if is_own else article.outlet_article_id
    return replace(article, key=key, outlet_article_id=number)


def _known_article(snapshot: Snapshot, key: str) -> ArticleState | None:
    page = _article_page(snapshot, key)
    return (page.article if page else None) or snapshot.articles_by_key.get(key)


def has_same_text(known: ArticleState, article: Article) -> bool:
    """Tell whether an article holds the text that is stored, or an edited form under its headline.

    Where both have an id of the outlet's own, only the same text will do.
    """
    stored = known.row["body"] if "body" in known.row else known["opening"]
    before, after = (letters_of((text or "")[:OPENING]) for text in (stored, article.body))
    if before == after:
        return True
    if _is_another(known.key, article.key) or letters_of(known["headline"]) != letters_of(article.headline):
        return False
    pieces, others = _pieces(before), _pieces(after)
    return len(pieces & others) >= _SHARED * min(len(pieces), len(others))


def _pieces(letters: str) -> set[str]:
    return {letters[at : at + _PIECE] for at in range(max(1, len(letters) - _PIECE + 1))}


def match_article(snapshot: Snapshot, page: PageState, command: StoreArticle) -> ArticleMatch:
    """Find the article: the best key's own, else the page's, else one behind another of its keys.

    An address under which another page stands decides: this page is merged into it, unless that is
    only another address of this page's own article.
    """
    key = storable_text(command.article.key)
    best = _article_page(snapshot, key)
    if best and best is not page:
        had = best.article
        article = had or page.article or _through_alias(snapshot, page, command)[0] or _own(snapshot, key)
        merged = had is None or had is not page.article
        cared_for = had is not None or best.state == "pending"
        return ArticleMatch(article, best if merged else None, merged and cared_for)
    if page.article and _still_fits(page, page.article, command.article):
        if _is_hearsay(page, page.article) and key not in snapshot.articles_by_key:
            page.article.key = key  # the address that was named is the article's
            snapshot.articles_by_key[key] = page.article
        return ArticleMatch(page.article)
    behind, by = _through_alias(snapshot, page, command)
    return ArticleMatch(behind or _own(snapshot, key), by, by is not None)


def _still_fits(page: PageState, known: ArticleState, article: Article) -> bool:
    """Tell whether a page still leads to the article that it is known to lead to.

    Where another page's canonical address has said so and no fetch, the text must say so too.
    """
    if _is_another(page.key, storable_text(article.key)):
        return False
    return not _is_hearsay(page, known) or has_same_text(known, article)


def _is_hearsay(page: PageState, known: ArticleState) -> bool:
    """Tell whether only the canonical address of another page has led this one to its article."""
    return page.fetched_at is None and known.key != page.key


def _is_another(known: str, key: str) -> bool:
    """Tell whether both keys are made of the outlet's own ids (`outlet:id`) and name two articles."""
    own = [each for each in (known, key) if not each.startswith(("http:", "https:"))]
    return len(own) == 2 and known != key


def _own(snapshot: Snapshot, key: str) -> ArticleState:
    return snapshot.articles_by_key.get(key) or snapshot.add_article(check_key(key))


def _article_page(snapshot: Snapshot, key: str) -> PageState | None:
    """Return the page under a key unless it is a source, which is no address of an article."""
    page = snapshot.by_key.get(key)
    return page if page and page.kind == "article" else None


def _through_alias(
    snapshot: Snapshot, page: PageState, command: StoreArticle
) -> tuple[ArticleState | None, PageState | None]:
    for key in command.alias_keys:
        other = _article_page(snapshot, storable_text(key))
        if other and other is not page and other.article:
            return other.article, other
    return None, None
