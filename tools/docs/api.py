"""The public names of the Python package: import path, signature and docstring."""

from __future__ import annotations

import inspect
import textwrap
from importlib import import_module
from typing import Any

#: Module -> names that programs may import from it; they keep working from version to version.
PUBLIC: dict[str, tuple[str, ...]] = {
    "crawler.extraction": ("extract", "read_page"),
    "crawler.items": ("Article", "Image", "Context", "Anchor", "article_json_schema"),
    "crawler.outlet": ("OutletSpider", "Source"),
    "crawler.spiders": ("article_key",),
    "crawler.discovery.feeds": ("parse_feed",),
    "crawler.discovery.sitemaps": ("parse_sitemap",),
    "crawler.discovery.listings": ("parse_listing",),
    "crawler.normalization.dates": ("parse_date",),
    "crawler.exports.schema_org": ("to_schema_org", "from_schema_org"),
    "crawler.exports.zyte": ("to_zyte", "from_zyte"),
    "crawler.extensions.alerts": ("send",),
    "crawler.storage.store": ("Store",),
}


def api_reference() -> str:
    """Return a section for each module, and in it each name with its signature and docstring."""
    return "\n\n".join(_module(name, names) for name, names in PUBLIC.items())


def _module(name: str, names: tuple[str, ...]) -> str:
    module = import_module(name)
    parts = [f"## {name}", (inspect.getdoc(module) or "").partition("\n\n")[0].replace("\n", " ")]
    return "\n\n".join([*parts, *(_entry(each, getattr(module, each)) for each in names)])


def _entry(name: str, thing: Any) -> str:
    kind = "class " if inspect.isclass(thing) else ""
    about = inspect.cleandoc(thing.__doc__ or "")
    return f"### {kind}{name}\n\n```py\n{_signature(name, thing)}\n```\n\n{_paragraphs(about)}"


def _signature(name: str, thing: Any) -> str:
    """The signature, a parameter a line where it is long; of a class that data make, its name alone."""
    if inspect.isclass(thing):
        return name
    signature = inspect.signature(thing)
    one_line = f"{name}{signature}".replace("'", "")
    if len(one_line) <= 100:
        return one_line
    lines = [f"    {str(each).replace(chr(39), '')}," for each in signature.parameters.values()]
    keywords = [n for n, p in enumerate(signature.parameters.values()) if p.kind is p.KEYWORD_ONLY]
    if keywords:
        lines.insert(keywords[0], "    *,")
    returns = str(signature.return_annotation).replace("'", "")
    return "\n".join([f"{name}(", *lines, f") -> {returns}"])


def _paragraphs(text: str) -> str:
    """A docstring as Markdown: examples become blocks, and lists keep their lines."""
    parts = []
    for paragraph in text.split("\n\n"):
        example = paragraph.lstrip().startswith(">>>")
        parts.append(f"```pycon\n{textwrap.dedent(paragraph)}\n```" if example else paragraph)
    return "\n\n".join(parts)
