"""How right extraction is: pages with known answers (gold), what was found on them, and the scores."""

from crawler.accuracy.gold import Gold, GoldError, read_gold
from crawler.accuracy.predictions import Prediction, predict_pages, write_predictions
from crawler.accuracy.score_report import ScoredPage, format_accuracy_report, format_score_table
from crawler.accuracy.scores import Score, score_prediction
from crawler.accuracy.summary import ScoreSummary, summarise_scores

__all__ = [
    "Gold",
    "GoldError",
    "Prediction",
    "Score",
    "ScoreSummary",
    "ScoredPage",
    "format_accuracy_report",
    "format_score_table",
    "predict_pages",
    "read_gold",
    "score_prediction",
    "summarise_scores",
    "write_predictions",
]
