"""The short tables of the reference: fields, arguments, outlets, exit statuses, alarms, reasons, metrics."""

from __future__ import annotations

import inspect
import json
from dataclasses import fields
from pathlib import Path
from typing import Any

from crawler import items
from crawler.exports import schema_org, zyte
from crawler.extensions.metrics import METRICS
from crawler.extraction import REASONS
from crawler.field_facts import FieldFacts, read_field_facts
from crawler.health.run_seen import KINDS
from crawler.items import Article, Context, Image
from crawler.outlet import Outlet, Source
from crawler.outlet.arguments import ARGUMENTS
from crawler.records import SOURCE_KINDS
from crawler.spiderloader import declared_outlets
from crawler.spiders.article import ArticleSpider
from tools.docs.blocks import format_table
from tools.docs.comments import class_comments, class_groups

#: Characters of an example that are shown.
_LONGEST_EXAMPLE = 60
#: Group of a field -> its heading.
GROUPS = {
    "identity": "Address and identity",
    "text": "Text",
    "credit": "Who and where",
    "dates": "Dates",
    "subject": "Subject and language",
    "media": "Pictures, video, audio",
    "terms": "Terms",
    "fetch": "How it came here",
}


def fields_table() -> str:
    """Return the fields of an article in a table for each group, with what they hold and an example."""
    facts, comments = read_field_facts(Article), _comments_of(Article)
    groups = dict.fromkeys(fact.declared.group for fact in facts.values())
    return "\n\n".join(
        f"### {GROUPS.get(group, group.capitalize())}\n\n"
        + format_table(
            ("field", "holds", "meaning", "example"),
            [
                (f"`{fact.name}`", fact.form.value, comments[fact.name], _example_of(fact))
                for fact in facts.values()
                if fact.declared.group == group
            ],
        )
        for group in groups
    )


def _example_of(facts: FieldFacts) -> str:
    """The example of a field as JSON, a long one by its beginning."""
    text = json.dumps(facts.declared.example, ensure_ascii=False)
    return f"`{text if len(text) <= _LONGEST_EXAMPLE else f'{text[:_LONGEST_EXAMPLE]}…'}`"


def image_table() -> str:
    """Return the parts of a picture."""
    facts, comments = read_field_facts(Image), _comments_of(Image)
    rows = [(f"`{fact.name}`", fact.form.value, comments[fact.name]) for fact in facts.values()]
    return format_table(("part", "holds", "meaning"), rows)


def context_table() -> str:
    """Return what may be known of an article beside its page."""
    return _dataclass_table(Context)


def _dataclass_table(record: Any) -> str:
    comments = _comments_of(record)
    rows = [(f"`{each.name}`", f"`{each.type}`", comments[each.name]) for each in fields(record)]
    return format_table(("field", "type", "meaning"), rows)


def _comments_of(record: Any) -> dict[str, str]:
    return class_comments(Path(inspect.getfile(record)), record.__name__)


def methods_table() -> str:
    """Return the ways in which a date may be found, and how exactly it may be stated."""
    rows = [
        ("precision", ", ".join(f"`{each}`" for each in items.PRECISIONS)),
        ("method", ", ".join(f"`{each}`" for each in items.DATE_METHODS)),
    ]
    return format_table(("of a date", "values"), rows)


def left_out_table() -> str:
    """Return what the conversions leave out, and why."""
    names = list(dict.fromkeys([*schema_org.LEFT_OUT, *zyte.LEFT_OUT]))
    rows = [(f"`{n}`", schema_org.LEFT_OUT.get(n, ""), zyte.LEFT_OUT.get(n, "")) for n in names]
    return format_table(("left out", "schema.org", "zyte-common-items"), rows)


def arguments_table() -> str:
    """Return the arguments of outlets and of `article`, with who takes each."""
    named = {**ArticleSpider.known_arguments, **ARGUMENTS}
    rows = [(f"`-a {name}=`", _takers(name), text) for name, text in named.items()]
    return format_table(("argument", "taken by", "what it does"), rows)


def _takers(name: str) -> str:
    takers = [("outlets", ARGUMENTS), ("`article`", ArticleSpider.known_arguments)]
    return ", ".join(taker for taker, known in takers if name in known)


def attributes_table() -> str:
    """Return the attributes that an outlet's class may declare."""
    groups = class_groups(Path(inspect.getfile(Outlet)), "Outlet")
    rows = [(", ".join(f"`{name}`" for name in names), text) for names, text in groups.items()]
    return format_table(("attribute", "what it says"), rows)


def source_table() -> str:
    """Return the parts of a `Source`."""
    defaults = [(f"`{each.name}`", f"`{each.type}`") for each in fields(Source)]
    return format_table(("part", "type"), defaults)


def outlets_table() -> str:
    """Return the declared outlets by name: who they are, where, and how many sources each has."""
    rows = [_outlet_row(outlet) for outlet in sorted(declared_outlets(), key=lambda each: each.name)]
    return format_table(("name", "outlet", "country", "languages", "sources"), rows)


def _outlet_row(outlet: Any) -> tuple[str, ...]:
    counts = [(len(getattr(outlet, f"{kind}s")), kind) for kind in SOURCE_KINDS]
    sources = ", ".join(f"{number} {kind}{'s' * (number > 1)}" for number, kind in counts if number)
    about = (inspect.getdoc(outlet) or "").partition("\n\n")[0]
    about += f" Unverified: {outlet.unverified}" if outlet.unverified else ""
    return f"`{outlet.name}`", about, outlet.country, ", ".join(outlet.languages), sources


def alarms_table() -> str:
    """Return the kinds of alarm and what each says."""
    return format_table(("alarm", "what it says"), [(f"`{kind}`", says) for kind, says in KINDS.items()])


def reasons_table() -> str:
    """Return the reasons why a page is no article, and what to do about each."""
    rows = [(f"`{reason}`", says) for reason, says in REASONS.items()]
    return format_table(("reason", "what it means, and what to do"), rows)


def metrics_table() -> str:
    """Return the metrics that `METRICS_FILE` holds."""
    rows = [(f"`{metric.name}`", metric.kind, metric.meaning) for metric in METRICS]
    return format_table(("metric", "kind", "what it says"), rows)
