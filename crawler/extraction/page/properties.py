"""The properties of schema.org that elements carry, as microdata (`itemprop`) or RDFa (`property`)."""

from __future__ import annotations

import re
from itertools import pairwise

from crawler.extraction.page.dom import Element

#: Characters of an attribute that are read as names.
_LONGEST = 1_000
#: An address of schema.org before a name.
_ADDRESS = re.compile(r"https?://(?:www\.)?schema\.org/")
#: Names of Dublin Core that say the same, as Drupal prints them.
_DUBLIN_CORE = {
    "date": "dateCreated", "created": "dateCreated", "issued": "datePublished", "modified": "dateModified",
    "title": "headline", "creator": "author",
}  # fmt: skip
_DUBLIN_CORE_PREFIXES = frozenset({"dc", "dcterms", "dct"})


def property_names(element: Element) -> set[str]:
    """Return the names that an element's properties may have in schema.org, without prefix or address.

    Whether a name of RDFa is schema.org's is seen only by what stands around: `has_property` tells it.
    """
    stated = (_parted(name)[1] for name in _words(element, "property"))
    return {_ADDRESS.sub("", name) for name in _words(element, "itemprop")}.union(stated)


def has_property(element: Element, name: str) -> bool:
    """Tell whether an element carries a property of schema.org."""
    marked = _words(element, "itemprop")
    if any(_ADDRESS.sub("", one) == name for one in marked):
        return True
    stated = map(_parted, _words(element, "property"))
    return any(local == name and _is_schema(prefix, element) for prefix, local in stated)


def _words(element: Element, attribute: str) -> list[str]:
    return element.attributes.get(attribute, "")[:_LONGEST].split()


def scope_type(element: Element) -> str:
    """Return the type of the thing that encloses an element, in lower case, "" where nothing does."""
    for parent in element.above():
        kind = parent.get("typeof") or parent.get("itemtype") or ""
        if kind or parent.get("itemscope") is not None:
            return kind.rsplit("/", 1)[-1].lower()
    return ""


def _parted(name: str) -> tuple[str, str]:
    """Return the prefix of an RDFa property and its name in schema.org."""
    if _ADDRESS.match(name):
        return "schema", _ADDRESS.sub("", name)
    prefix, colon, local = name.rpartition(":")
    return prefix, _DUBLIN_CORE.get(local, "") if colon and prefix in _DUBLIN_CORE_PREFIXES else local


def _is_schema(prefix: str, element: Element) -> bool:
    """Tell whether names with a prefix, or without one, are schema.org's on an element."""
    if prefix in _DUBLIN_CORE_PREFIXES:
        return element.tag != "meta"
    if prefix:
        return prefix == "schema" or _is_declared(prefix, element)
    around = (element, *element.above())
    vocabulary = next((e.get("vocab") for e in around if e.get("vocab")), None)
    if vocabulary is not None:
        return _ADDRESS.match(vocabulary) is not None
    return any(e.get("typeof") for e in around)


def _is_declared(prefix: str, element: Element) -> bool:
    """Tell whether an element around declares a prefix as schema.org's (`prefix="s: https://schema.org/"`)."""
    declared = (_words(e, "prefix") for e in element.above())
    pairs = (pair for words in declared for pair in pairwise(words))
    return any(name == f"{prefix}:" and _ADDRESS.match(address) for name, address in pairs)
