"""The way of scrapyd: presswatch beside it by pip, the user's folder deployed as an egg, a job scheduled."""

from __future__ import annotations

import json
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.parse import urlencode
from urllib.request import ProxyHandler, build_opener

import pytest

from tests.crawls import FAST
from tests.install.environment import Installed, plain_environment
from tests.site import Site
from tests.waiting import NET, check_running, wait_until

pytestmark = [pytest.mark.deep, pytest.mark.system]

#: A safety net, far above what a slow machine needs.
SERVICE = """
[scrapyd]
http_port = {port}
bind_address = 127.0.0.1
eggs_dir = eggs
logs_dir = logs
dbs_dir = dbs
poll_interval = 0.2
"""
OUTLET = '''
"""The local news site."""

from crawler import OutletSpider


class Local(OutletSpider):
    """The local news site."""

    name = "local"
    allowed_domains = ["127.0.0.1"]
    country, timezone, languages = "CO", "America/Bogota", ["es"]
    feeds = ["FEED"]
    article_url = r"/(?P<section>[\\w-]+)/(?P<id>\\d+)-[^/]+$"
'''


class Scrapyd:
    """A running service on loopback."""

    def __init__(self, port: int, process: subprocess.Popen[bytes]) -> None:
        self.url, self.process = f"http://127.0.0.1:{port}/", process
        self.opener = build_opener(ProxyHandler({}))

    def ask(self, what: str, **query: str) -> dict[str, Any]:
        """What it answers to a question."""
        with self.opener.open(f"{self.url}{what}.json?{urlencode(query)}") as answer:
            return dict(json.load(answer))

    def schedule(self, *fields: tuple[str, str]) -> str:
        """Have a spider crawled; returns the job's number."""
        with self.opener.open(f"{self.url}schedule.json", urlencode(fields).encode()) as answer:
            return str(json.load(answer)["jobid"])

    def wait_until_it_answers(self) -> None:
        """Wait for its first answer."""
        wait_until(self.answers, check=partial(check_running, self.process, "scrapyd"))

    def answers(self) -> bool:
        """Whether it answers already."""
        try:
            self.ask("daemonstatus")
        except URLError:
            return False
        return True

    def wait_for_job(self, project: str, number: str) -> None:
        """Wait until a job has ended."""
        wait_until(
            lambda: number in {job["id"] for job in self.ask("listjobs", project=project)["finished"]},
            check=partial(check_running, self.process, "scrapyd"),
        )


@contextmanager
def scrapyd(fresh: Installed, folder: Path, home: Path) -> Iterator[Scrapyd]:
    """The service with its files below `folder`, and `home` as the home of who runs it."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    folder.mkdir()
    (folder / "scrapyd.conf").write_text(SERVICE.format(port=port), "utf-8")
    environment = plain_environment(HOME=str(home), XDG_DATA_HOME=str(home / "user-data"))
    with (folder / "log").open("wb") as log:
        command = [fresh.folder / "bin" / "scrapyd"]
        process = subprocess.Popen(command, cwd=folder, env=environment, stdout=log, stderr=log)
    try:
        service = Scrapyd(port, process)
        service.wait_until_it_answers()
        yield service
    finally:
        process.terminate()
        process.wait(NET)


@pytest.mark.parametrize("fresh", [("crawl", "scrapyd", "scrapyd-client")], indirect=True, ids=["scrapyd"])
def test_a_folder_is_deployed_and_its_outlet_crawled_by_a_job(
    fresh: Installed, tmp_path: Path, news_site: Site
):
    assert fresh.presswatch("init", "my-news", cwd=tmp_path).status == 0
    folder = tmp_path / "my-news"
    outlet = folder / "my_news" / "spiders" / "local.py"
    outlet.write_text(OUTLET.replace("FEED", news_site.url("/rss.xml")), "utf-8")
    with scrapyd(fresh, tmp_path / "service", tmp_path) as service:
        cfg = folder / "scrapy.cfg"
        cfg.write_text(
            cfg.read_text("utf-8").replace("#url = http://localhost:6800/", f"url = {service.url}")
        )
        deployed = fresh.run("scrapyd-deploy", "default", "-p", "my_news", cwd=folder)
        assert deployed.status == 0, deployed.out + deployed.err
        assert {"local", "radiohc"} <= set(service.ask("listspiders", project="my_news")["spiders"])
        given = [("setting", f"{name}={value}") for name, value in FAST.items()]
        number = service.schedule(("project", "my_news"), ("spider", "local"), ("limit", "4"), *given)
        service.wait_for_job("my_news", number)
    log = (tmp_path / "service" / "logs" / "my_news" / "local" / f"{number}.log").read_text("utf-8")
    read = fresh.presswatch("articles", "--json", cwd=tmp_path)
    assert [json.loads(line)["outlet"] for line in read.out.splitlines()] == ["local"] * 4, log
    assert (
        '"ok"' in fresh.presswatch("runs", cwd=tmp_path).out
        or "finished" in fresh.presswatch("runs", cwd=tmp_path).out
    )
