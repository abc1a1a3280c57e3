"""What is no article is dropped here, with a reason that is counted."""

from __future__ import annotations

from typing import Any

from scrapy.exceptions import DropItem

from crawler.items import Article
from crawler.records import Draft


class ValidatePipeline:
    """Drops refused drafts and articles without headline or body; adds the draft's warnings."""

    def process_item(self, item: Any) -> Any:
        """Pass a good draft on; raises DropItem with a short reason."""
        if not isinstance(item, Draft):
            return item
        reason = item.refusal or article_problem(item.article)
        if reason is not None:
            raise DropItem(reason, log_level="DEBUG")  # the frontier says it in one line
        assert item.article is not None
        item.article.warnings.extend(item.warnings)
        return item


def article_problem(article: Article | None) -> str | None:
    """Why an article can't be stored, or None."""
    if article is None:
        return "no-context"
    if not article.headline:
        return "no-headline"
    return None if article.body else "no-body"
