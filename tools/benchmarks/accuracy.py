"""Accuracy and CPU a page beside other extractors, on the corpora's articles, one process each."""

from __future__ import annotations

import json
import subprocess
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

from crawler.accuracy import Gold, Prediction, ScoreSummary, predict_pages, score_prediction, summarise_scores
from tools.benchmarks.environments import NotInstalled, python_of
from tools.benchmarks.process import pin
from tools.benchmarks.report import Row
from tools.gold_sets import CORPORA_SETS, corpora, gold_of

RUN = Path(__file__).parent / "peers" / "run.py"
OWN = "this project"
#: What is measured -> (the peer's environment, the tool that `run.py` knows).
PEERS = {
    "trafilatura, with metadata": ("trafilatura", "trafilatura"),
    "trafilatura, precision": ("trafilatura", "trafilatura-precision"),
    "newspaper4k": ("newspaper4k", "newspaper4k"),
    "news-please": ("news-please", "news-please"),
    "readability-lxml": ("readability-lxml", "readability-lxml"),
}
#: Columns of a set's cell: its body (else the texts that must and must not be in it), title, day, authors.
SHOWN = ("f1", "title", "date", "auth")


def accuracy(pages: int) -> Iterator[Row]:
    """A row for each extractor, with a cell a set, over at most `pages` pages of each set."""
    if not corpora().is_dir():
        yield Row("accuracy", f"no corpora at {corpora()}")
        return
    with tempfile.TemporaryDirectory() as folder:
        yield from _rows({name: _some(gold_of(name, folder=Path(folder)), pages) for name in CORPORA_SETS})


def _rows(gold: Mapping[str, list[Gold]]) -> Iterator[Row]:
    """A row for this project and each of its peers."""
    yield _row(OWN, gold, {name: _own(some) for name, some in gold.items()})
    for what, (peer, tool) in PEERS.items():
        try:
            python = python_of(peer)
            yield _row(
                what, gold, {name: peer_predictions(python, tool, some) for name, some in gold.items()}
            )
        except NotInstalled as error:
            yield Row(what, f"could not be installed: {error}")


def _some(pages: Sequence[Gold], most: int) -> list[Gold]:
    """At most so many pages, spread over the whole set."""
    return list(pages[:: -(-len(pages) // most)])


def _own(pages: list[Gold]) -> list[Prediction]:
    """What this project finds, in a process of its own on one core."""
    with ProcessPoolExecutor(
        1, mp_context=get_context("spawn"), initializer=pin, initargs=("crawler",)
    ) as pool:
        return pool.submit(_alone, pages).result()


def _alone(pages: list[Gold]) -> list[Prediction]:
    return list(predict_pages(pages, processes=1))


def peer_predictions(python: Path, tool: str, pages: Iterable[Gold]) -> list[Prediction]:
    """What a tool finds with an interpreter that has it; a page that it raises on has nothing."""
    lines = "".join(
        json.dumps({"id": page.id, "url": page.url, "path": str(page.path.resolve())}) + "\n"
        for page in pages
    )
    with tempfile.TemporaryDirectory() as elsewhere:
        command = [str(python), str(RUN), tool]
        done = subprocess.run(command, input=lines, capture_output=True, text=True, cwd=elsewhere)
    if done.returncode:
        raise NotInstalled(done.stderr.strip().splitlines()[-1])
    return [_prediction(json.loads(line)) for line in done.stdout.splitlines()]


def _prediction(row: dict[str, object]) -> Prediction:
    if error := row.pop("error", None):
        row["refusal"] = error
    return Prediction(**row)  # type: ignore[arg-type]


def _row(what: str, gold: Mapping[str, Sequence[Gold]], found: Mapping[str, Sequence[Prediction]]) -> Row:
    rows = {
        name: summarise_scores(
            [score_prediction(*pair) for pair in zip(pages, found[name], strict=True)], found[name]
        )
        for name, pages in gold.items()
    }
    cells = tuple(_cell(row) for row in rows.values())
    times = [page.ms for pages in found.values() for page in pages if page.ms is not None]
    whole = summarise_scores([], [Prediction(id="", ms=ms) for ms in times])
    raised = sum(page.refusal is not None for pages in found.values() for page in pages) if what != OWN else 0
    cost = f"{whole.median_ms:.1f} / {whole.mean_ms:.1f} ms" + (f", raises on {raised}" if raised else "")
    return Row(what, "; ".join((*cells, cost)), cells=(*cells, cost))


def _cell(row: ScoreSummary) -> str:
    """The scores of a set; a dash where nothing was right, as of a tool that knows no such field."""
    body = row.snippets if row.f1 is None else row.f1
    values = [body, *(getattr(row, name) for name in SHOWN[1:])]
    known = [value for value in values if value is not None]
    return " / ".join(f"{value:.3f}".removeprefix("0") if value else "-" for value in known)


def table(rows: Iterable[Row]) -> str:
    """The rows in Markdown, with a column a set."""
    headings = ["", *CORPORA_SETS, "CPU a page, median / mean"]
    lines = [f"| {' | '.join([row.what, *(row.cells or (row.figure,))])} |" for row in rows]
    return "\n".join([f"| {' | '.join(headings)} |", "|" + " --- |" * len(headings), *lines])
