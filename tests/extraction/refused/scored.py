"""The set of pages that are no article, and how many of them are told as such.

`index.toml` names each page with its kind and address; `article` marks articles that look like one of
the other kinds. `python -m tests.extraction.refused.scored` prints the score by kind, for the shapes that
the rules were made on and for those kept aside.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from crawler.extraction import extract_draft

FOLDER = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Case:
    """A page of the set; `aside` where its shape was left out while the rules were made."""

    file: str
    kind: str
    url: str
    aside: bool

    @property
    def html(self) -> bytes:
        return (FOLDER / self.file).read_bytes()

    @property
    def is_article(self) -> bool:
        return self.kind == "article"

    @property
    def refusal(self) -> str | None:
        """Why the page is refused; None where it is taken."""
        return extract_draft(self.html, url=self.url).refusal


@cache
def cases() -> list[Case]:
    """Return the pages of the set, in the order of the index."""
    index = tomllib.loads((FOLDER / "index.toml").read_text("utf-8"))
    aside = frozenset(index["aside"])
    return [Case(aside=page["file"].split("/")[0] in aside, **page) for page in index["page"]]


def missed(among: list[Case]) -> Iterator[tuple[Case, str | None]]:
    """Yield the pages that are judged wrongly, each with the verdict."""
    for case in among:
        verdict = case.refusal
        if bool(verdict) is case.is_article:
            yield case, verdict


def main() -> None:
    """Print the score by kind, and the pages that are judged wrongly."""
    for name, aside in (("shapes looked at", False), ("shapes kept aside", True)):
        among = [case for case in cases() if case.aside is aside]
        wrong = list(missed(among))
        total, errors = Counter(c.kind for c in among), Counter(c.kind for c, _ in wrong)
        refused = [sum(n for kind, n in count.items() if kind != "article") for count in (total, errors)]
        print(f"{name}: refused {refused[0] - refused[1]} of {refused[0]}", end=", ")
        print(f"articles taken {total['article'] - errors['article']} of {total['article']}")
        print("  " + ", ".join(f"{kind} {n - errors[kind]}/{n}" for kind, n in sorted(total.items())))
        print("".join(f"  {case.file}: {verdict or 'taken'}\n" for case, verdict in wrong), end="")


if __name__ == "__main__":
    main()
