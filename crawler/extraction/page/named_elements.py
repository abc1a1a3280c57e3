"""Elements by a name that they bear, such as a class or an id, looked through as one text."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping
from itertools import accumulate

from crawler.extraction.page.dom import Element


class NamedElements:
    """The names of one kind on a page, and the elements that bear each: names are few, elements many."""

    def __init__(self, groups: Mapping[str, list[Element]]) -> None:
        self._names = list(groups)
        self._groups = list(groups.values())
        lowered = [name.lower() for name in self._names]
        self._text = "\n".join(lowered)
        #: Where each name begins in the text.
        self._starts = list(accumulate((len(name) + 1 for name in lowered), initial=0))

    def find(self, accepts: Callable[[str], object], *, words: tuple[str, ...]) -> list[Element]:
        """Return the elements whose name is accepted, in document order.

        Each name that may be accepted must hold one of `words` (lower case). They are looked for in all
        names at once, which is many times faster than to ask for each.
        """
        places = {place for word in words for place in self._places_of(word)}
        found = (e for place in places if accepts(self._names[place]) for e in self._groups[place])
        return sorted(found, key=lambda e: e.index)

    def _places_of(self, word: str) -> Iterator[int]:
        """Yield the numbers of the names that hold a word."""
        at = self._text.find(word)
        while at >= 0:
            place = bisect_right(self._starts, at) - 1
            yield place
            at = self._text.find(word, self._starts[place + 1])
