"""AutoThrottle, which goes no lower than the delay that a host asked for."""

from __future__ import annotations

from typing import Any

from scrapy import Spider
from scrapy.extensions.throttle import AutoThrottle
from scrapy.http import Request, Response


class Throttle(AutoThrottle):
    """Extension: Scrapy's, with the delay of a host's own slot settings as its floor."""

    def _response_downloaded(self, response: Response, request: Request, spider: Spider) -> None:
        super()._response_downloaded(response, request, spider)
        downloader: Any = self.crawler.engine.downloader  # type: ignore[union-attr]
        key, slot = self._get_slot(request, spider)
        if slot is not None:
            slot.delay = max(slot.delay, downloader.per_slot_settings.get(key, {}).get("delay", 0.0))
