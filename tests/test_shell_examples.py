"""What is wrong with a command that a page shows is found, and what is right with one is not."""

import pytest

from tests.shell_examples import blocks_of, problems_of_line, shell_lines


@pytest.mark.parametrize(
    "line",
    [
        "scrapy articles --outlet taz -n 5 --json > out.jsonl",
        ".venv/bin/scrapy crawl radiohc -a limit=5 -s TDM_OBEY=True -O a.csv",
        "DATABASE_URL=sqlite:////tmp/a.db scrapy runs -n 1",
        "sudo -u crawler sh -c 'set -a; . /etc/crawler.env; .venv/bin/scrapy crawldue --loop'",
        "scrapy list && scrapy genspider -t outlet gazette gazette.example",
        ".venv/bin/python -m tools.benchmarks accuracy --pages 60",
        "ls -l | head",
    ],
)
def test_commands_that_exist_are_let_through(line):
    assert list(problems_of_line(line)) == []


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("scrapy artikles -n 5", "no such command"),
        ("cd /opt; scrapy articles --outlets taz", "--outlets"),
        ("sh -c 'scrapy runs --json'", "--json"),
        ("A=b scrapy crawl radiohc -n 5", "-n"),
        ("scrapy articles -n", "-n"),
        ("presswatch nosuch", "no such command"),
        (".venv/bin/python -m tools.nosuch", "no such module"),
    ],
)
def test_commands_and_options_that_do_not_exist_are_named(line, said):
    (problem,) = problems_of_line(line)
    assert said in problem


def test_a_block_in_a_list_loses_its_indentation():
    page = "1. Stop:\n\n    ```sh\n    scrapy runs\n    ls\n    ```\n\n```sh\nscrapy list\n```\n"
    assert blocks_of(page, "sh") == ["scrapy runs\nls\n", "scrapy list\n"]
    assert shell_lines(page) == ["scrapy runs", "ls", "scrapy list"]


def test_a_line_with_an_open_quotation_mark_goes_on():
    page = '```sh\nsqlite3 a.db "SELECT 1\n  FROM b"\nls\n```\n'
    assert shell_lines(page) == ['sqlite3 a.db "SELECT 1\n  FROM b"', "ls"]
