"""Metadata in `<head>`: which `meta` names hold which field, and the origin each family is."""

from __future__ import annotations

import re
from collections.abc import Iterator

from crawler.extraction.page.page import HtmlPage
from crawler.extraction.page.text import is_template
from crawler.records import Found

#: Field -> `meta` names in the order they are asked.
#: OpenGraph and article: <https://ogp.me>; Dublin Core: <https://www.dublincore.org/specifications/dublin-core/>;
#: parsely: <https://docs.parse.ly/metatags/>; sailthru: <https://getstarted.sailthru.com/site/horizon-overview/horizon-meta-tags/>;
#: cXense: <https://wiki.cxense.com/display/cust/Meta+tags>.
NAMES: dict[str, tuple[str, ...]] = {
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
_VALUED = re.compile(r"\w")


def meta_rung(name: str) -> str:
    """Return the origin that a `meta` name belongs to."""
    return next((origin for starts, origin in _FAMILIES if name.startswith(starts)), "meta")


def meta_values(page: HtmlPage, field: str) -> Iterator[Found]:
    """Yield what the `meta` elements say of a field, in order of trust, without unfilled templates."""
    for name in NAMES[field]:
        for content in page.metas.get(name) or page.metas.get(name.replace(".", ":", 1)) or ():
            if _VALUED.search(content) and not is_template(content):
                yield Found(value=content, origin=meta_rung(name))


def first_meta_value(page: HtmlPage, field: str) -> Found | None:
    """Return the first of `meta_values`."""
    return next(meta_values(page, field), None)


def site_name(page: HtmlPage) -> str | None:
    """Return the outlet's name as the page's metadata gives it."""
    return page.meta(
        "og:site_name", "application-name", "apple-mobile-web-app-title", "twitter:app:name:iphone"
    )
