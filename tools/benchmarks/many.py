"""Many outlets, for one process: each with a sitemap and articles of its own at the server's address."""

from __future__ import annotations

import os
from urllib.parse import urlsplit

from tools.benchmarks.spiders.stored import Stored

ORIGIN = os.environ.get("BENCH_ORIGIN", "http://127.0.0.1:9")
#: How many outlets there are.
OUTLETS = int(os.environ.get("BENCH_OUTLETS", "400"))


def _outlet(number: int) -> type[Stored]:
    """An outlet whose articles need no reading."""
    attributes = {
        "__module__": __name__,
        "name": f"outlet{number}",
        "allowed_domains": [urlsplit(ORIGIN).netloc],
        "sitemaps": [f"{ORIGIN}/outlet/{number}/sitemap.xml"],
    }
    return type(f"Outlet{number}", (Stored,), attributes)


for _number in range(OUTLETS):
    globals()[f"Outlet{_number}"] = _outlet(_number)
