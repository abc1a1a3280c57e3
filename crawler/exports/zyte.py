"""An article as zyte-common-items' `Article`, and back; needs the optional extra `zyte`.

Field by field after https://zyte-common-items.readthedocs.io/en/latest/reference/items.html. What both
have survives the round trip; what Zyte's item has no place for is listed in `LEFT_OUT`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from datetime import datetime
from types import ModuleType
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from crawler.extras import explain_missing
from crawler.items import ARTICLE_FIELDS, Article, Image
from crawler.normalization.dates.iso import read_iso
from crawler.normalization.text.clean import word_count
from crawler.normalization.urls import make_article_key

if TYPE_CHECKING:
    import zyte_common_items

__all__ = ["LEFT_OUT", "from_zyte", "to_zyte"]

_NO_PLACE = "Zyte's Article has no such field"
#: Fields that Zyte's Article holds, in the form of `to_zyte`.
_CARRIED = frozenset({
    "url", "canonical_url", "headline", "description", "body", "byline", "authors", "article_section",
    "language", "date_published", "date_published_raw", "date_modified", "date_modified_raw", "image",
    "images", "videos", "audios", "fetched_at",
})  # fmt: skip
_ONLY_DAYS = "a day is told apart, by having no offset; minute and second are not"
_REASONS = {
    "key": f"{_NO_PLACE}; computed from the URL unless given to `from_zyte`",
    "outlet": f"{_NO_PLACE}; the URL's host unless given to `from_zyte`",
    "word_count": "counted again from the body",
    "date_published_precision": _ONLY_DAYS,
    "date_modified_precision": _ONLY_DAYS,
    "content_hash": "computed again from headline and body",
    "schema_version": "the version of this project's schema",
}
#: Field -> why zyte-common-items' Article does not carry it.
LEFT_OUT: dict[str, str] = {
    **{name: _REASONS.get(name, _NO_PLACE) for name in ARTICLE_FIELDS if name not in _CARRIED},
    **{f"images.{one.name}": "Zyte's Image has only a URL" for one in fields(Image) if one.name != "url"},
}


def _items() -> ModuleType:
    try:
        import zyte_common_items
    except ImportError as error:
        message = explain_missing("An item of Zyte's", needs="zyte-common-items", extra="zyte")
        raise ModuleNotFoundError(message, name="zyte_common_items") from error
    return zyte_common_items


def to_zyte(article: Article) -> zyte_common_items.Article:
    """`article` as Zyte's item. Raises `ModuleNotFoundError` where zyte-common-items is not installed."""
    items = _items()
    section = article.article_section
    item: zyte_common_items.Article = items.Article(
        url=article.url,
        canonicalUrl=article.canonical_url,
        headline=article.headline,
        description=article.description,
        articleBody=article.body or None,
        authors=_authors(article, items),
        breadcrumbs=[items.Breadcrumb(name=section)] if section else None,
        inLanguage=article.language,
        datePublished=_date(article.date_published, article.date_published_precision),
        datePublishedRaw=article.date_published_raw,
        dateModified=_date(article.date_modified, article.date_modified_precision),
        dateModifiedRaw=article.date_modified_raw,
        mainImage=items.Image(url=article.image) if article.image else None,
        images=[items.Image(url=image.url) for image in article.images] or None,
        videos=[items.Video(url=url) for url in article.videos] or None,
        audios=[items.Audio(url=url) for url in article.audios] or None,
        metadata=items.ArticleMetadata(dateDownloaded=_date(article.fetched_at, None)),
    )
    return item


def _authors(article: Article, items: ModuleType) -> list[Any] | None:
    """Every author with the byline as the text the name was read from; or the byline alone."""
    if not article.authors and article.byline:
        return [items.Author(nameRaw=article.byline)]
    return [items.Author(name=name, nameRaw=article.byline) for name in article.authors] or None


def _date(value: datetime | None, precision: str | None) -> str | None:
    """ISO 8601 with the offset ("Z" for zero); a day as its midnight without one."""
    if value is None:
        return None
    if precision == "day":
        return f"{value.date().isoformat()}T00:00:00"
    return value.isoformat().replace("+00:00", "Z")


def from_zyte(
    item: zyte_common_items.Article, *, key: str | None = None, outlet: str | None = None
) -> Article:
    """The article that Zyte's `item` holds.

    `key` is computed from the URL where it is not given, and `outlet` is the URL's host.
    """
    article = Article(
        url=item.url,
        canonical_url=item.canonicalUrl,
        key=key or make_article_key(item.url),
        outlet=outlet or urlsplit(item.url).hostname or item.url,
        headline=item.headline,
        description=item.description,
        body=item.articleBody or "",
        word_count=word_count(item.articleBody or ""),
        article_section=next((crumb.name for crumb in reversed(item.breadcrumbs or []) if crumb.name), None),
        language=item.inLanguage,
        date_published_raw=item.datePublishedRaw,
        date_modified_raw=item.dateModifiedRaw,
        image=item.mainImage.url if item.mainImage else None,
        images=[Image(url=image.url) for image in item.images or []],
        videos=[video.url for video in item.videos or []],
        audios=[audio.url for audio in item.audios or []],
    )
    _read_authors(article, item.authors or [])
    _read_dates(article, item)
    return article


def _read_authors(article: Article, authors: Sequence[Any]) -> None:
    article.authors = [author.name for author in authors if author.name]
    printed = dict.fromkeys(author.nameRaw for author in authors if author.nameRaw)
    article.byline = ", ".join(printed) or None


def _read_dates(article: Article, item: zyte_common_items.Article) -> None:
    article.date_published, article.date_published_precision = _read_date(item.datePublished)
    article.date_modified, article.date_modified_precision = _read_date(item.dateModified)
    article.fetched_at, _ = _read_date(item.metadata.dateDownloaded if item.metadata else None)


def _read_date(text: str | None) -> tuple[datetime | None, str | None]:
    """The instant and its precision; midnight without an offset is a day, any other such time is left out."""
    day, _, time = (text or "").partition("T")
    found = read_iso(day if time == "00:00:00" else text)
    return (found.value, found.precision) if found else (None, None)
