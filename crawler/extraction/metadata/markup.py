"""What single elements state for machines: `meta` names, properties of schema.org, the outlet's names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from crawler.extraction.metadata.jsonld import LinkedData
from crawler.extraction.page.dom import Element
from crawler.extraction.page.page import HtmlPage
from crawler.extraction.page.properties import has_property, scope_type
from crawler.extraction.page.text import is_template, squeeze_space, visible_text
from crawler.records import Found

#: Field -> `meta` names in the order they are asked.
#: OpenGraph and article: <https://ogp.me>; Dublin Core: <https://www.dublincore.org/specifications/dublin-core/>;
#: parsely: <https://docs.parse.ly/metatags/>; sailthru: <https://getstarted.sailthru.com/site/horizon-overview/horizon-meta-tags/>;
#: cXense: <https://wiki.cxense.com/display/cust/Meta+tags>.
META_NAMES: dict[str, tuple[str, ...]] = {
    "headline": (
        "og:title", "twitter:title", "parsely-title", "sailthru.title", "cxenseparse:title", "dc.title",
        "dcterms.title", "citation_title", "headline", "title",
    ),
    "description": (
        "og:description", "description", "twitter:description", "dc.description", "dcterms.description",
        "dcterms.abstract", "sailthru.description", "abstract",
    ),
    "date_published": (
        "article:published_time", "og:article:published_time", "article:published", "og:published_time",
        "parsely-pub-date", "pubdate", "publishdate", "publish-date", "publish_date", "publication_date",
        "date_published", "datepublished", "article:publicationdate", "article_date_original",
        "cxenseparse:recs:publishtime", "cxenseparse:publishtime", "cxenseparse:articledate",
        "sailthru.date", "dcterms.created", "dcterms.issued", "dc.date.issued", "dc.date.created",
        "dc.created", "dc.date", "dcterms.date", "citation_publication_date", "originalpublicationdate",
        "rnews:datepublished", "displaydate", "article.published", "article:date", "article-date",
        "last-published", "published-date", "published_at", "date.created", "og:pubdate",
        "date", "bt:pubdate", "shareaholic:article_published_time", "datecreated",
    ),
    "date_modified": (
        "article:modified_time", "og:updated_time", "article:modified", "og:article:modified_time",
        "dcterms.modified", "dc.date.modified", "dc.modified", "lastmod", "last-modified", "datemodified",
        "modified_date", "revised", "date_modified", "dateupdate",
    ),
    "article_section": (
        "article:section", "og:article:section", "cxenseparse:category", "cxenseparse:section",
        "parsely-section", "sailthru.verticals", "section", "article.section", "dc.subject.section",
    ),
    "keywords": ("news_keywords", "keywords", "parsely-tags", "sailthru.tags", "cxenseparse:keyword",
                 "dc.subject"),
    "image": (
        "og:image:secure_url", "og:image", "og:image:url", "twitter:image", "twitter:image:src",
        "parsely-image-url", "sailthru.image.full", "thumbnail", "image",
    ),
    "license": ("dcterms.license", "dc.rights.license", "cc:license"),
    "location": ("dcterms.spatial", "dc.coverage", "cxenseparse:location"),
    "agency": ("article:agency", "cxenseparse:agency", "news_source"),
}  # fmt: skip

_FAMILIES = (
    (("og:", "article:", "article.", "article-"), "opengraph"),
    (("dc.", "dcterms.", "dcterms:", "dc:"), "dublincore"),
    (("twitter:",), "twitter"),
    (("parsely-",), "parsely"),
    (("sailthru.",), "sailthru"),
    (("cxenseparse:",), "cxense"),
)
_SITE_NAMES = (
    "og:site_name", "application-name", "apple-mobile-web-app-title", "twitter:app:name:iphone",
)  # fmt: skip
_SECOND_LEVEL = frozenset(("co", "com", "org", "net", "gov", "ac", "edu", "gob", "gouv", "or", "ne", "go"))
_VALUED = re.compile(r"\w")
#: Elements of one property that are asked.
_MOST_PROPERTIES = 500
#: Scopes whose properties belong to another thing than the article.
_FOREIGN = (
    "comment", "product", "listitem", "organization", "imageobject", "videoobject", "person", "website",
    "event",
)  # fmt: skip


def meta_origin(name: str) -> str:
    """Return the origin that a `meta` name belongs to."""
    return next((origin for starts, origin in _FAMILIES if name.startswith(starts)), "meta")


def meta_values(page: HtmlPage, field: str) -> Iterator[Found]:
    """Yield what the `meta` elements say of a field, in order of trust, without unfilled templates."""
    for name in META_NAMES[field]:
        for content in page.metas.get(name) or page.metas.get(name.replace(".", ":", 1)) or ():
            if _VALUED.search(content) and not is_template(content):
                yield Found(value=content, origin=meta_origin(name))


def first_meta_value(page: HtmlPage, field: str) -> Found | None:
    """Return the first of `meta_values`."""
    return next(meta_values(page, field), None)


def site_names(page: HtmlPage, data: LinkedData) -> list[str]:
    """Return the outlet's names: those that metadata and JSON-LD state, its host, and the host's label."""
    stated = [page.meta(*_SITE_NAMES)]
    stated += [data.text({"p": p}, "p") for p in data.values(data.article, "publisher")]
    stated += [
        data.text(node, "name")
        for node in data.nodes
        if node.get("@type") in ("WebSite", "NewsMediaOrganization")
    ]
    return list(dict.fromkeys(name for name in [*stated, *_host_names(page.url)] if name))


def _host_names(url: str) -> list[str]:
    host = (urlsplit(url).hostname or "").removeprefix("www.")
    parts = host.split(".")
    label = parts[-2] if len(parts) > 1 else host
    if label in _SECOND_LEVEL and len(parts) > 2:
        label = parts[-3]
    return [host, label]


def property_elements(page: HtmlPage, name: str) -> Iterator[Element]:
    """Yield the elements that carry a property and stand in no foreign scope (a comment, a product)."""
    for element in page.properties.get(name, ())[:_MOST_PROPERTIES]:
        if has_property(element, name) and not any(kind in scope_type(element) for kind in _FOREIGN):
            yield element


def property_value(element: Element) -> str:
    """Return an element's property value as HTML defines it: an attribute by its tag, else its text."""
    for key in ("content", "datetime"):
        if stated := element.get(key):
            return squeeze_space(stated)
    if element.tag in ("img", "audio", "embed", "iframe", "source", "video"):
        return element.get("src") or ""
    if element.tag in ("a", "link", "area"):
        return visible_text(element) or element.get("href") or ""
    return visible_text(element)


def property_values(page: HtmlPage, *names: str) -> Iterator[str]:
    """Yield the non-empty values of the properties, name by name."""
    for name in names:
        yield from filter(None, map(property_value, property_elements(page, name)))
