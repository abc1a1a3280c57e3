"""How right extraction is: pages with known answers (gold), what was found on them, and the scores."""

from crawler.accuracy.gold import Gold, GoldError, read_gold
from crawler.accuracy.predictions import Prediction, predict, write_predictions
from crawler.accuracy.report import Page, report, table
from crawler.accuracy.scores import Score, score
from crawler.accuracy.summary import Summary, summarise

__all__ = [
    "Gold",
    "GoldError",
    "Page",
    "Prediction",
    "Score",
    "Summary",
    "predict",
    "read_gold",
    "report",
    "score",
    "summarise",
    "table",
    "write_predictions",
]
