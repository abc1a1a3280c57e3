"""The keys of an outlet's rows brought to its present rules, once a run, before its pages are taken up."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

from crawler.storage.rekey import needs_rekey, rekey_outlet
from crawler.storage.store import Store

logger = logging.getLogger(__name__)


class PresentKeys:
    """Rekeys what needs it, each outlet once."""

    def __init__(self, store: Store, *, declared: Callable[[str], bool]) -> None:
        """`declared` tells whether there is a spider for an outlet: no other takes over pages of hosts."""
        self._store, self._declared = store, declared
        self._done: set[str] = set()
        self._known: list[str] | None = None

    def bring(self, outlet: Any) -> None:
        """Rekey the rows of an outlet (a spider class) where that is due; blocks, so run in a thread."""
        if outlet.name in self._done:
            return
        hosts, version = self._hosts_of(outlet), outlet.key_version()
        if needs_rekey(self._store, outlet=outlet.name, hosts=hosts, key_version=version):
            logger.info("rekeying %s: the rules of its keys have changed", outlet.name)
            counts = rekey_outlet(
                self._store, outlet=outlet.name, hosts=hosts, key_version=version, key_of=outlet.key
            )
            logger.info("rekeyed %s: %s", outlet.name, counts)
        self._done.add(outlet.name)

    def _hosts_of(self, outlet: Any) -> tuple[str, ...]:
        """The hosts that have pages of their own and are a declared outlet's by now."""
        if not self._declared(outlet.name):
            return ()
        if self._known is None:
            self._known = self._store.page_outlets()
        others = (name for name in self._known if name != outlet.name)
        return tuple(name for name in others if outlet.owns(f"http://{name}/"))
