"""`scrapy accuracy`: how right the general extraction is on pages whose answers are known.

Scrapy imports every command whenever it starts: what only this one needs is imported as it runs.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable
from pathlib import Path

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError

from crawler.terminal.output import print_lines
from crawler.terminal.screen import screen_width


class Command(ScrapyCommand):
    """Runs the generic ladder over a gold file on all cores, and prints the scores."""

    requires_project = True
    requires_crawler_process = False

    def syntax(self) -> str:
        """The positional argument."""
        return "GOLD.jsonl"

    def short_desc(self) -> str:
        """One line for `scrapy -h`."""
        return "Score the general extraction on pages whose right answers are known"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Where predictions go, and how much is shown."""
        super().add_options(parser)
        parser.add_argument("-o", dest="output", metavar="FILE", help="write what was found, a page a line")
        parser.add_argument("-n", dest="worst", type=int, default=3, help="worst pages a field (default 3)")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Print; wrong input is wrong usage, exit status 2."""
        if len(args) != 1:
            raise UsageError("give one gold file, such as: scrapy accuracy gold.jsonl", print_help=False)
        width = screen_width(sys.stdout)
        print_lines(_report(Path(args[0]), output=opts.output, worst=max(0, opts.worst), width=width))


def _report(path: Path, *, output: str | None, worst: int, width: int) -> Iterable[str]:
    """The lines of the report; raises UsageError on a gold file or an output that is none."""
    from crawler import accuracy

    try:
        gold = accuracy.read_gold(path)
        predictions = list(accuracy.predict_pages(gold))
        if output:
            accuracy.write_predictions(predictions, Path(output))
    except accuracy.GoldError as error:
        raise UsageError(str(error), print_help=False) from error
    except OSError as error:
        raise UsageError(f"{output} can't be written: {error.strerror}", print_help=False) from error
    pages = [
        accuracy.ScoredPage(gold=one, prediction=found, score=accuracy.score_prediction(one, found))
        for one, found in zip(gold, predictions, strict=True)
    ]
    return accuracy.format_accuracy_report(pages, name=_name(path), worst=worst, width=width)


def _name(path: Path) -> str:
    """What the row is called: the file, or its folder where the file is only called gold."""
    return path.resolve().parent.name if path.stem == "gold" else path.stem
