"""An article in which every field holds something: the examples of the fields' declarations."""

from dataclasses import MISSING, fields
from datetime import datetime
from typing import Any

from crawler.field_facts import FieldFacts, Form
from crawler.items import ARTICLE_FIELDS, Article


def full_article() -> Article:
    """Every field by its example; the schema's version is one that no default gives."""
    examples = {name: _value(facts) for name, facts in ARTICLE_FIELDS.items()}
    return Article(**{**examples, "schema_version": 99})


def _value(facts: FieldFacts) -> Any:
    """The example of a field, which stands there as JSON has it."""
    example = facts.declared.example
    if facts.form is Form.INSTANT:
        return datetime.fromisoformat(example)
    return [facts.part(**one) for one in example] if facts.part else example


def empty(name: str) -> object:
    """The value of a field of `Article` that nothing is known of; for a required one, no value at all."""
    [declared] = [declared for declared in fields(Article) if declared.name == name]
    return declared.default_factory() if declared.default_factory is not MISSING else declared.default
