"""Metrics are what Prometheus's own parser reads, and the file is put in place at once."""

from __future__ import annotations

import re
from pathlib import Path

from prometheus_client.parser import text_string_to_metric_families

from crawler.extensions.metrics import METRICS, format_metrics, replace_file
from crawler.storage import Alarm, Run
from crawler.storage.health import OutletHealth
from crawler.storage.overview import OutletState
from tests.storage.desk import HOUR, NOON


def state(name: str = "gazette") -> OutletState:
    counts = {"article": {"taken": 5, "done": 4, "gone": 1}, "source": {"taken": 1, "unchanged": 1}}
    return OutletState(
        outlet=name,
        health=OutletHealth(
            outlet=name, run_id=3, judged_at=NOON, answered_at=NOON - HOUR, stored=120, per_day=7.25,
            coverage={"authors": 0.75},
        ),
        run=Run(3, name, name, NOON - HOUR, NOON, "finished", None, counts, True),
        due_at=NOON + HOUR,
        alarms=(
            Alarm(id=1, outlet=name, kind="silence", subject="", evidence="", suggestion="", opened_at=NOON,
                  opened_run=3),
        ),
    )  # fmt: skip


def samples(text: str) -> dict[tuple[str, str], float]:
    return {
        (
            sample.name,
            ",".join(f"{k}={v}" for k, v in sorted(sample.labels.items()) if k != "outlet"),
        ): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


def test_the_parser_reads_every_figure() -> None:
    read = samples(format_metrics([state()]))
    assert read["crawler_outlet_last_run_timestamp_seconds", ""] == NOON.timestamp()
    assert read["crawler_outlet_articles_stored_total", ""] == 120
    assert read["crawler_outlet_articles_per_day", ""] == 7.25
    assert read["crawler_outlet_field_coverage_ratio", "field=authors"] == 0.75
    assert read["crawler_outlet_last_run_duration_seconds", ""] == 3600
    assert read["crawler_outlet_last_run_pages", "group=article,state=done"] == 4
    assert read["crawler_outlet_alarms_open", "kind=silence"] == 1
    assert read["crawler_outlet_well", ""] == 0
    assert ("crawler_outlet_last_new_article_timestamp_seconds", "") not in read


def test_names_and_types_follow_the_conventions() -> None:
    families = list(text_string_to_metric_families(format_metrics([state(), state("courier")])))
    assert len(families) == len(METRICS)
    for metric, family in zip(METRICS, families, strict=True):
        assert re.fullmatch(r"crawler_[a-z_]+", metric.name)
        assert family.documentation == metric.meaning
        assert metric.name.endswith("_total") == (family.type == "counter")
        assert "timestamp" not in metric.name or metric.name.endswith("_timestamp_seconds")


def test_labels_are_escaped() -> None:
    [sample, *_] = next(iter(text_string_to_metric_families(format_metrics([state('a"b\\c\nd')])))).samples
    assert sample.labels["outlet"] == 'a"b\\c\nd'


def test_an_outlet_without_history_has_what_is_known() -> None:
    assert samples(format_metrics([OutletState(outlet="new")])) == {("crawler_outlet_well", ""): 1}


def test_the_file_is_replaced_whole_and_leaves_nothing_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "textfile" / "crawler.prom"
    replace_file(path, "one\n")
    with path.open() as old:
        replace_file(path, "another\n")
        assert old.read() == "one\n"
    assert path.read_text() == "another\n"
    assert [file.name for file in path.parent.iterdir()] == ["crawler.prom"]
    assert path.stat().st_mode & 0o777 == 0o644
