"""`scrapy accuracy`: how right the general extraction is on pages whose answers are known."""

from __future__ import annotations

import argparse
import shutil
import sys
from pathlib import Path

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError

from crawler.accuracy import (
    GoldError,
    ScoredPage,
    format_accuracy_report,
    predict_pages,
    read_gold,
    score_prediction,
    write_predictions,
)


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
        path = Path(args[0])
        try:
            gold = read_gold(path)
            predictions = list(predict_pages(gold))
            if opts.output:
                write_predictions(predictions, Path(opts.output))
        except GoldError as error:
            raise UsageError(str(error), print_help=False) from error
        except OSError as error:
            raise UsageError(f"{opts.output} can't be written: {error.strerror}", print_help=False) from error
        pages = [
            ScoredPage(gold=one, prediction=found, score=score_prediction(one, found))
            for one, found in zip(gold, predictions, strict=True)
        ]
        width = shutil.get_terminal_size((110, 24)).columns
        lines = format_accuracy_report(pages, name=_name(path), worst=max(0, opts.worst), width=width)
        sys.stdout.writelines(f"{line}\n" for line in lines)


def _name(path: Path) -> str:
    """What the row is called: the file, or its folder where the file is only called gold."""
    return path.resolve().parent.name if path.stem == "gold" else path.stem
