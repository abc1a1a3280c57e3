"""An article as schema.org NewsArticle (JSON-LD), and back.

Field by field after https://schema.org/NewsArticle. What both have survives the round trip; what
schema.org has no place for is listed in `LEFT_OUT` and comes back empty.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import urlsplit

from crawler.items import Article, Image
from crawler.normalization.dates.iso import read_iso, write_iso
from crawler.normalization.text.clean import word_count
from crawler.normalization.urls import make_article_key

__all__ = ["LEFT_OUT", "from_schema_org", "to_schema_org"]

#: Field -> why schema.org NewsArticle does not carry it.
LEFT_OUT: dict[str, str] = {
    "date_published_raw": "schema.org has one date, not the text it was read from",
    "date_published_method": "no property tells a stated date from an inferred one",
    "date_modified_raw": "schema.org has one date, not the text it was read from",
    "date_modified_method": "no property tells a stated date from an inferred one",
    "tdm_reservation": "a term of TDMRep, not of schema.org",
    "fetched_at": "of the fetch, not of the article",
    "discovered_via": "of the fetch, not of the article",
    "http_status": "of the fetch, not of the article",
    "content_hash": "computed again from headline and body",
    "provenance": "of the extraction, not of the article",
    "confidence": "of the extraction, not of the article",
    "warnings": "of the extraction, not of the article",
    "schema_version": "the version of this project's schema, not of schema.org's",
}

#: Fields that are one property of text each.
_TEXTS = {
    "url": "url",
    "headline": "headline",
    "alternative_headline": "alternativeHeadline",
    "description": "description",
    "body": "articleBody",
    "byline": "creditText",
    "dateline": "dateline",
    "article_section": "articleSection",
    "language": "inLanguage",
    "license": "license",
}
_KEY, _ID = "article-key", "outlet-article-id"

JsonObject = dict[str, Any]


def to_schema_org(article: Article) -> JsonObject:
    """`article` as a JSON-LD object of type NewsArticle; what is missing has no property."""
    linked: JsonObject = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        **{name: getattr(article, field) for field, name in _TEXTS.items()},
        "mainEntityOfPage": _thing("WebPage", "@id", article.canonical_url),
        "identifier": [_identifier(_KEY, article.key), _identifier(_ID, article.outlet_article_id)],
        "publisher": _thing("Organization", "name", article.outlet),
        "sourceOrganization": _thing("Organization", "name", article.agency),
        "author": [_thing("Person", "name", name) for name in article.authors],
        "contentLocation": _thing("Place", "name", article.location),
        "wordCount": article.word_count if article.word_count or article.body else None,
        **_dates(article),
        "keywords": list(article.keywords),
        **_pictures(article),
        "video": [_thing("VideoObject", "url", url) for url in article.videos],
        "audio": [_thing("AudioObject", "url", url) for url in article.audios],
        "isAccessibleForFree": article.is_accessible_for_free,
    }
    linked["identifier"] = [held for held in linked["identifier"] if held]
    return {name: value for name, value in linked.items() if value not in (None, "", [])}


def _dates(article: Article) -> JsonObject:
    published, modified = article.date_published, article.date_modified
    return {
        "datePublished": published and write_iso(published, precision=article.date_published_precision),
        "dateModified": modified and write_iso(modified, precision=article.date_modified_precision),
    }


def _pictures(article: Article) -> JsonObject:
    """`image` with the main one marked; a main picture that is not among them as `thumbnailUrl`."""
    images = [_image(image, main=image.url == article.image) for image in article.images]
    among = any("representativeOfPage" in image for image in images)
    return {"image": images, "thumbnailUrl": None if among else article.image}


def _image(image: Image, *, main: bool) -> JsonObject:
    linked: JsonObject = {
        "@type": "ImageObject",
        "url": image.url,
        "caption": image.caption,
        "creditText": image.credit,
    }
    linked["representativeOfPage"] = main or None
    return {name: value for name, value in linked.items() if value is not None}


def _thing(kind: str, name: str, value: str | None) -> JsonObject | None:
    return {"@type": kind, name: value} if value else None


def _identifier(kind: str, value: str | None) -> JsonObject | None:
    return {"@type": "PropertyValue", "propertyID": kind, "value": value} if value else None


def from_schema_org(linked: Mapping[str, Any]) -> Article:
    """The article that a NewsArticle object describes, ours or another's.

    Without our identifier the key is computed from the URL; without a publisher the outlet is its host.
    A date that is not ISO 8601 with an offset (or a day) is left out. Raises `ValueError` without a URL.
    """
    url = _text(linked.get("url")) or _text(linked.get("mainEntityOfPage"), "@id", "url")
    if not url:
        raise ValueError("no url: a NewsArticle needs `url` or `mainEntityOfPage` to become an article")
    identifiers = {
        item.get("propertyID"): _text(item.get("value")) for item in _objects(linked.get("identifier"))
    }
    article = Article(
        url=url,
        canonical_url=_text(linked.get("mainEntityOfPage"), "@id", "url"),
        key=identifiers.get(_KEY) or make_article_key(url),
        outlet=_text(linked.get("publisher")) or urlsplit(url).hostname or url,
        outlet_article_id=identifiers.get(_ID),
    )
    for field, name in _TEXTS.items():
        if text := _text(linked.get(name)):
            setattr(article, field, text)
    _read_people_and_places(article, linked)
    _read_dates(article, linked)
    _read_media(article, linked)
    return article


def _read_people_and_places(article: Article, linked: Mapping[str, Any]) -> None:
    counted = linked.get("wordCount")
    article.word_count = counted if type(counted) is int else word_count(article.body)
    article.authors = _texts(linked.get("author"))
    article.agency = _text(linked.get("sourceOrganization"))
    article.location = _text(linked.get("contentLocation"))
    words = linked.get("keywords")
    article.keywords = _texts(words.split(",") if isinstance(words, str) else words)
    free = linked.get("isAccessibleForFree")
    article.is_accessible_for_free = free if isinstance(free, bool) else None


def _read_dates(article: Article, linked: Mapping[str, Any]) -> None:
    if published := read_iso(linked.get("datePublished")):
        article.date_published, article.date_published_precision = published.value, published.precision
    if modified := read_iso(linked.get("dateModified")):
        article.date_modified, article.date_modified_precision = modified.value, modified.precision


def _read_media(article: Article, linked: Mapping[str, Any]) -> None:
    article.images = [image for item in _many(linked.get("image")) if (image := _read_image(item))]
    main = [item for item in _objects(linked.get("image")) if item.get("representativeOfPage")]
    article.image = _text(main, "url", "contentUrl") or _text(linked.get("thumbnailUrl"))
    article.videos = _texts(linked.get("video"), "url", "contentUrl", "embedUrl")
    article.audios = _texts(linked.get("audio"), "url", "contentUrl", "embedUrl")


def _read_image(item: object) -> Image | None:
    url = _text(item, "url", "contentUrl", "@id")
    if not url:
        return None
    more = item if isinstance(item, Mapping) else {}
    return Image(url=url, caption=_text(more.get("caption")), credit=_text(more.get("creditText")))


def _many(value: object) -> list[object]:
    return list(value) if isinstance(value, list | tuple) else [value]


def _objects(value: object) -> list[Mapping[str, Any]]:
    return [item for item in _many(value) if isinstance(item, Mapping)]


def _texts(value: object, *names: str) -> list[str]:
    """Every text in `value`: strings, and of things the first property of `names` ("name" by default)."""
    return [text for item in _many(value) if (text := _text_of(item, names or ("name", "@value")))]


def _text(value: object, *names: str) -> str | None:
    return next(iter(_texts(value, *names)), None)


def _text_of(item: object, names: Iterable[str]) -> str | None:
    if isinstance(item, str):
        return item.strip() or None
    held = (item.get(name) for name in names) if isinstance(item, Mapping) else ()
    return next((value for value in held if isinstance(value, str) and value), None)
