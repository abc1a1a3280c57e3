"""WordPress with its commonest permalinks: an article stands at "/slug/", beside pages of the same form."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, ClassVar

from crawler.outlet import OutletSpider

#: First path segments that WordPress keeps for itself (its default bases and folders).
RESERVED = ("category", "tag", "author", "page", "feed", "comments", "search", "embed", "wp-[^/]*")


class WordPress(OutletSpider):
    """Base of outlets on WordPress whose permalink is the post's name alone.

    Such an address carries no number, so the key is the address itself. Each names its own `pages`.
    """

    #: Slugs of the outlet's pages that are no articles (about us, subscriptions...).
    pages: ClassVar[Sequence[str]] = ()

    def __init_subclass__(cls, **arguments: Any) -> None:
        """Make `article_url` of the outlet's pages where it states none itself."""
        super().__init_subclass__(**arguments)
        if "article_url" not in vars(cls):
            cls.article_url = post_name(cls.pages)


def post_name(pages: Sequence[str] = ()) -> str:
    """The pattern of "/slug": one segment without a dot that is neither reserved nor one of `pages`.

    >>> bool(re.search(post_name(["about-us"]), "/rain-at-last"))
    True
    >>> bool(re.search(post_name(["about-us"]), "/about-us"))
    False
    """
    others = "|".join([*RESERVED, *map(re.escape, pages)])
    return rf"^/(?!(?:{others})$)[^/.]+$"
