"""`scrapy alerts test` sends one message through every address, and says of each what happened."""

from __future__ import annotations

import pytest

from tests.crawls import Ended, Project
from tests.extensions.test_alerts import Webhook, address, webhook

__all__ = ["webhook"]


def run(project: Project, *urls: str) -> Ended:
    """The command with these addresses."""
    return project.run("alerts", "test", ALERT_URLS=" ".join(urls).replace(" ", ","))


def test_every_address_gets_a_message_and_a_line(sqlite_project, webhook: Webhook):
    ended = run(sqlite_project, address(webhook), "jsn://127.0.0.1/t0ken", "json://127.0.0.1:9/t0ken")
    assert ended.status == 1
    good, unknown, closed = ended.out.splitlines()
    assert good.startswith("json-")
    assert good.endswith(": sent")
    assert unknown.endswith(": not sent: Apprise knows no service jsn://: did you mean json://?")
    assert closed.startswith("json-")
    assert "not sent: A Connection error occurred" in closed
    [posted] = webhook.taken
    assert posted["title"] == "crawler: a test"
    assert "t0ken" not in ended.out + ended.err
    assert not list(sqlite_project.folder.glob("*.db"))


def test_all_is_well_where_every_message_was_taken(sqlite_project, webhook: Webhook):
    ended = run(sqlite_project, address(webhook))
    assert (ended.status, ended.err, len(webhook.taken)) == (0, "", 1)
    webhook.broken = True
    ended = run(sqlite_project, address(webhook))
    assert ended.status == 1
    assert "error=500" in ended.out


@pytest.mark.parametrize("arguments", [[], ["tset"], ["test", "taz"]])
def test_what_to_do_must_be_said(sqlite_project, arguments):
    ended = sqlite_project.run("alerts", *arguments)
    assert ended.status == 2
    assert "say what to do: scrapy alerts test" in ended.err


def test_without_an_address_it_says_where_to_name_one(sqlite_project):
    ended = sqlite_project.run("alerts", "test")
    assert ended.status == 2
    assert "name some in CRAWLER_ALERT_URLS" in ended.err


def test_the_addresses_come_from_the_environment(sqlite_project, webhook: Webhook, monkeypatch):
    monkeypatch.setenv("CRAWLER_ALERT_URLS", address(webhook))
    assert sqlite_project.run("alerts", "test").status == 0
    assert len(webhook.taken) == 1
