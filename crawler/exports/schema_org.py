"""An article as schema.org NewsArticle (JSON-LD), and back.

Field by field after https://schema.org/NewsArticle. What both have survives the round trip; what
schema.org has no place for is listed in `LEFT_OUT` and comes back empty.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from copy import copy
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from crawler.field_facts import Form
from crawler.items import ARTICLE_FIELDS, Article, Image
from crawler.normalization.dates.iso import read_iso, write_iso
from crawler.normalization.text.clean import word_count
from crawler.normalization.urls import make_article_key

__all__ = ["LEFT_OUT", "from_schema_org", "to_schema_org"]

#: Field -> the property that holds the same value.
_SAME = {name: f.declared.schema_org for name, f in ARTICLE_FIELDS.items() if f.declared.schema_org}
#: Fields that a property holds in another form: as a thing with a name, a date by its precision.
_REWORDED = frozenset({
    "canonical_url", "key", "outlet", "outlet_article_id", "agency", "authors", "location", "word_count",
    "date_published", "date_published_precision", "date_modified", "date_modified_precision",
    "image", "images", "videos", "audios",
})  # fmt: skip

_OF_FETCH, _OF_EXTRACTION = "of the fetch, not of the article", "of the extraction, not of the article"
_ONE_DATE = "schema.org has one date, not the text it was read from"
_NO_METHOD = "no property tells a stated date from an inferred one"
_REASONS = {
    "date_published_raw": _ONE_DATE,
    "date_published_method": _NO_METHOD,
    "date_modified_raw": _ONE_DATE,
    "date_modified_method": _NO_METHOD,
    "tdm_reservation": "a term of TDMRep, not of schema.org",
    "fetched_at": _OF_FETCH,
    "discovered_via": _OF_FETCH,
    "http_status": _OF_FETCH,
    "content_hash": "computed again from headline and body",
    "provenance": _OF_EXTRACTION,
    "confidence": _OF_EXTRACTION,
    "warnings": _OF_EXTRACTION,
    "schema_version": "the version of this project's schema, not of schema.org's",
}
#: Field -> why schema.org NewsArticle does not carry it.
LEFT_OUT: dict[str, str] = {
    name: _REASONS.get(name, "schema.org has no such property")
    for name in ARTICLE_FIELDS
    if name not in _SAME and name not in _REWORDED
}
_KEY, _ID = "article-key", "outlet-article-id"

#: The types in JSON of forms that are no text.
_TYPES: dict[Form, tuple[type, ...]] = {
    Form.FLAG: (bool,),
    Form.INTEGER: (int,),
    Form.NUMBER: (int, float),
    Form.MAPPING: (dict,),
}

JsonObject = dict[str, Any]


def to_schema_org(article: Article) -> JsonObject:
    """`article` as a JSON-LD object of type NewsArticle; what is missing has no property."""
    linked: JsonObject = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        **{name: write_property(getattr(article, field)) for field, name in _SAME.items()},
        "mainEntityOfPage": _thing("WebPage", "@id", article.canonical_url),
        "identifier": [_identifier(_KEY, article.key), _identifier(_ID, article.outlet_article_id)],
        "publisher": _thing("Organization", "name", article.outlet),
        "sourceOrganization": _thing("Organization", "name", article.agency),
        "author": [_thing("Person", "name", name) for name in article.authors],
        "contentLocation": _thing("Place", "name", article.location),
        "wordCount": article.word_count if article.word_count or article.body else None,
        **_dates(article),
        **_pictures(article),
        "video": [_thing("VideoObject", "url", url) for url in article.videos],
        "audio": [_thing("AudioObject", "url", url) for url in article.audios],
    }
    linked["identifier"] = [held for held in linked["identifier"] if held]
    return {name: value for name, value in linked.items() if value not in (None, "", [], {})}


def write_property(value: object) -> object:
    """Return a field's value as JSON has it: a time in ISO 8601, all else as it is."""
    return write_iso(value, precision="second") if isinstance(value, datetime) else copy(value)


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
    for field, name in _SAME.items():
        value = read_property(linked.get(name), ARTICLE_FIELDS[field].form)
        if value is not None:
            setattr(article, field, value)
    _read_people_and_places(article, linked)
    _read_dates(article, linked)
    _read_media(article, linked)
    return article


def read_property(held: object, form: Form) -> object:
    """Return a property's value as a field of this form holds it; `None` where it is of another kind."""
    if form is Form.TEXT:
        return _text(held)
    if form is Form.TEXTS:
        return _texts(held)
    if form is Form.INSTANT:
        stamp = read_iso(held)
        return stamp and stamp.value
    types = _TYPES.get(form, ())
    return held if isinstance(held, types) and (form is Form.FLAG or not isinstance(held, bool)) else None


def _read_people_and_places(article: Article, linked: Mapping[str, Any]) -> None:
    counted = linked.get("wordCount")
    article.word_count = counted if type(counted) is int else word_count(article.body)
    article.authors = _texts(linked.get("author"))
    article.agency = _text(linked.get("sourceOrganization"))
    article.location = _text(linked.get("contentLocation"))
    words = linked.get("keywords")
    if isinstance(words, str):
        article.keywords = _texts(words.split(","))


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
