"""What the commands print, ask and return, around what a look at sites has found."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from scrapy.exceptions import UsageError
from scrapy.settings import Settings

from crawler.onboarding import console
from crawler.onboarding.addition import USAGE, WRONG, Addition
from crawler.onboarding.console import Onboarding
from crawler.onboarding.exploring import Stopped

LARNE = "larne.example"


def adding(folder: Path, address: str = LARNE, **more: Any) -> Addition:
    file = folder / f"{address.split('.')[0]}.py"
    usual = {
        "address": address,
        "name": "larne",
        "lines": [f"{address}: found"],
        "files": {file: b"class Larne"},
    }
    return Addition(**{**usual, **more})


@pytest.fixture
def console_of(monkeypatch: pytest.MonkeyPatch):
    """Makes the console of options, whose looks give these additions in place of going to the network."""

    def make(*additions: Addition, **options: Any) -> Onboarding:
        def look(self: Onboarding, addresses: list[str], tell: Any) -> None:
            looked.extend(addresses)
            for addition in additions:
                tell(addition)

        monkeypatch.setattr(Onboarding, "_look", look)
        made = Onboarding(Settings(), Namespace(**{"yes": False, "name": None, "from_file": None, **options}))
        looked: list[str] = []
        made.looked = looked  # type: ignore[attr-defined]
        return made

    return make


def answering(monkeypatch: pytest.MonkeyPatch, answer: str | None) -> None:
    def ask(question: str) -> str:
        if answer is None:
            raise EOFError
        return answer

    monkeypatch.setattr("builtins.input", ask)


@pytest.mark.parametrize(
    ("answer", "written"),
    [("y", True), (" Yes ", True), ("n", False), ("", False), ("yep", False), (None, False)],
)
def test_files_are_written_after_a_yes_alone(
    console_of, monkeypatch, tmp_path, capsys, answer: str | None, written: bool
) -> None:
    answering(monkeypatch, answer)
    assert console_of(adding(tmp_path)).add([LARNE]) == 0
    assert (tmp_path / "larne.py").exists() is written
    assert ("scrapy crawl larne" in capsys.readouterr().out) is written


def test_yes_asks_nothing(console_of, monkeypatch, tmp_path) -> None:
    answering(monkeypatch, "n")
    assert console_of(adding(tmp_path), yes=True).add([LARNE]) == 0
    assert (tmp_path / "larne.py").read_text("utf-8") == "class Larne"


def test_a_site_that_gives_nothing_is_said_and_leaves_a_status(console_of, tmp_path, capsys) -> None:
    trouble = adding(tmp_path, files={}, problem="no article was found", status=WRONG)
    assert console_of(trouble).add([LARNE]) == WRONG
    assert capsys.readouterr().out == "larne.example: found\nno article was found\n"


def test_arguments_that_make_it_impossible_are_wrong_usage(console_of, tmp_path) -> None:
    taken = adding(tmp_path, problem="'larne' is declared already", status=USAGE)
    with pytest.raises(UsageError, match="declared already"):
        console_of(taken).add([LARNE])


def test_a_list_gives_each_site_a_result_and_the_status_of_the_worst(console_of, tmp_path, capsys) -> None:
    listed = tmp_path / "list"
    listed.write_text("# sites\n\nlarne.example # the courier\nnone.example\nlarne.example\n", "utf-8")
    good = adding(tmp_path)
    bad = adding(tmp_path, "none.example", files={}, problem="nothing answers", status=WRONG)
    made = console_of(good, bad, yes=True, from_file=listed)
    assert made.add([]) == WRONG
    assert made.looked == ["larne.example", "none.example"]
    out = capsys.readouterr().out
    assert "=== larne.example" in out
    assert f"Written: {tmp_path / 'larne.py'}" in out
    assert "nothing answers" in out


def test_a_list_is_only_shown_without_a_yes(console_of, tmp_path) -> None:
    listed = tmp_path / "list"
    listed.write_text(f"{LARNE}\n", "utf-8")
    assert console_of(adding(tmp_path), from_file=listed).add([]) == 0
    assert not (tmp_path / "larne.py").exists()


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (None, None, "can't be read"),
        (b"\xff\xfe\xff", None, "can't be read"),
        (b"# nothing\n\n", None, "has no address"),
        (b"larne.example\n", "larne", "--name names one outlet"),
    ],
    ids=["no file", "no text", "no address", "a name"],
)
def test_a_list_that_can_not_be_used_is_wrong_usage(console_of, tmp_path, content, name, said) -> None:
    listed = tmp_path / "list"
    if content is not None:
        listed.write_bytes(content)
    with pytest.raises(UsageError, match=said):
        console_of(from_file=listed, name=name).add([])


def test_a_look_that_is_stopped_writes_nothing_more_and_says_so(
    console_of, monkeypatch, tmp_path, capsys
) -> None:
    made = console_of(adding(tmp_path))

    def stop(addresses: list[str], tell: Any) -> None:
        raise Stopped

    monkeypatch.setattr(made, "_look", stop)
    assert made.add([LARNE]) == WRONG
    assert capsys.readouterr().out.startswith("Stopped: ")
    assert not (tmp_path / "larne.py").exists()


def test_what_a_site_says_can_not_command_the_terminal(console_of, tmp_path, capsys) -> None:
    evil = adding(tmp_path, lines=["title \x1b[2J\nnext"], problem="no", status=WRONG)
    console_of(evil).add([LARNE])
    assert capsys.readouterr().out == "title \\x1b[2J\nnext\nno\n"


def test_an_outlet_that_is_none_is_not_checked(monkeypatch) -> None:
    from crawler.spiders.article import ArticleSpider

    loader = SimpleNamespace(load=lambda name: ArticleSpider)
    monkeypatch.setattr(console, "ExplorerProcess", lambda settings: SimpleNamespace(spider_loader=loader))
    with pytest.raises(UsageError, match="'article' is no outlet"):
        Onboarding(Settings(), Namespace()).check("article")
