"""The recipes of docs/how-to/recipes.md, as they stand there, with the libraries that they name."""

from __future__ import annotations

import json
import re
import shutil
import socket
import subprocess
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from urllib.parse import unquote

import pytest

from tests.crawls import FAST
from tests.install.environment import ROOT, Done, Installed, install_fresh, plain_environment
from tests.recipes import recipe, script_feed
from tests.site import Site
from tests.site.answer import Answer, document, page
from tests.site.server import Server
from tests.waiting import NET, check_running, wait_until

pytestmark = [pytest.mark.deep, pytest.mark.system]

LIBRARIES = ("confluent-kafka", "elasticsearch", "boto3", "moto[server]", "scrapy-playwright")
REPLAY = f"REPLAY={ROOT}/data/demo/*.warc.gz"
#: A safety net, far above what a slow machine needs.


@pytest.fixture(scope="module")
def kitchen(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Installed:
    """One environment with all that the recipes name."""
    folder = tmp_path_factory.mktemp("kitchen") / "environment"
    install_fresh(folder, f"{wheel}[crawl]", *LIBRARIES)
    return Installed(folder, wheel)


class Kitchen:
    """A folder of one's own, as `presswatch init` makes it, and what is written into it."""

    def __init__(self, installed: Installed, folder: Path) -> None:
        self.installed, self.folder = installed, folder / "my-news"
        assert installed.presswatch("init", "my-news", cwd=folder).status == 0

    def write(self, name: str, code: str) -> None:
        """Write a module of the package."""
        (self.folder / "my_news" / name).write_text(code, "utf-8")

    def add_settings(self, code: str) -> None:
        """Add lines to the settings."""
        with (self.folder / "my_news" / "settings.py").open("a", encoding="utf-8") as file:
            file.write(code)

    def crawl(self, spider: str, *arguments: str, **settings: object) -> Done:
        """Crawl with those settings; the log says how often what happened."""
        given = (f"-s{name}={value}" for name, value in settings.items())
        return self.installed.presswatch("crawl", spider, *arguments, "-L", "INFO", *given, cwd=self.folder)

    def stored(self) -> list[dict[str, object]]:
        """The stored articles."""
        read = self.installed.presswatch("articles", "--json", "-n", "1000", cwd=self.folder)
        return [json.loads(line) for line in read.out.splitlines()]


@pytest.fixture
def cook(kitchen: Installed, tmp_path: Path) -> Kitchen:
    """A fresh folder of one's own."""
    return Kitchen(kitchen, tmp_path)


def test_kafka_gets_each_stored_article_and_what_it_took_is_counted(cook: Kitchen):
    module, settings = recipe("Articles to Kafka")
    cook.write("kafka.py", module)
    cook.add_settings(settings)
    brokers = '{"test.mock.num.brokers": "1"}'  # of the client library, in this process
    done = cook.crawl("radiohc", "-s", REPLAY, KAFKA=brokers)
    assert done.status == 0, done.err
    [delivered] = re.findall(r"'kafka/delivered': (\d+)", done.err)
    assert int(delivered) == len(cook.stored()) > 3


def test_elasticsearch_gets_each_stored_article_under_its_key(cook: Kitchen):
    module, settings = recipe("Articles to Elasticsearch")
    cook.write("elastic.py", module)
    cook.add_settings(settings)
    asked: list[tuple[str, str]] = []
    server = Server(lambda method, target, headers: answer_as_elasticsearch(asked, method, target))
    server.start()
    try:
        done = cook.crawl("radiohc", "-s", REPLAY, ELASTICSEARCH=f"http://127.0.0.1:{server.port}")
    finally:
        server.close()
    assert done.status == 0, done.err
    keys = {str(article["key"]) for article in cook.stored()}
    assert {unquote(target.rpartition("/")[2]) for method, target in asked if method == "PUT"} == keys
    assert len(keys) > 3


def answer_as_elasticsearch(asked: list[tuple[str, str]], method: str, target: str) -> Answer:
    """Note what is asked, and answer as the server does that indexed it."""
    asked.append((method, target))
    body = {"_index": "articles", "_id": target.rpartition("/")[2], "_version": 1, "result": "created"}
    made = document(json.dumps(body), "application/vnd.elasticsearch+json")
    return made.with_headers(X_Elastic_Product="Elasticsearch")


def test_s3_gets_one_object_of_each_run(cook: Kitchen, kitchen: Installed):
    [settings] = recipe("Articles to S3")
    cook.add_settings(settings)
    with_key = {"AWS_ACCESS_KEY_ID": "key", "AWS_SECRET_ACCESS_KEY": "secret"}
    for url in s3_server(kitchen, cook.folder):
        ask = f"""
            import boto3
            s3 = boto3.client("s3", endpoint_url={url!r}, region_name="us-east-1",
                              aws_access_key_id="key", aws_secret_access_key="secret")
        """
        made = kitchen.python(f'{ask}    s3.create_bucket(Bucket="my-bucket")\n', cwd=cook.folder)
        assert made.status == 0, made.err
        done = cook.crawl("radiohc", "-s", REPLAY, AWS_ENDPOINT_URL=url, **with_key)
        assert done.status == 0, done.err
        read = kitchen.python(
            f"""{ask}
            [found] = s3.list_objects_v2(Bucket="my-bucket")["Contents"]
            print(found["Key"])
            print(s3.get_object(Bucket="my-bucket", Key=found["Key"])["Body"].read().decode(), end="")
            """,
            cwd=cook.folder,
        )
        name, *lines = read.out.splitlines()
        assert re.fullmatch(r"radiohc/\S+\.jsonl", name), read.err
        assert {json.loads(line)["key"] for line in lines} == {article["key"] for article in cook.stored()}


def s3_server(kitchen: Installed, folder: Path) -> Iterator[str]:
    """The address of a server on loopback that speaks S3, for as long as it is asked for."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with (folder / "s3.log").open("wb") as log:
        command = [kitchen.folder / "bin" / "moto_server", "-p", str(port)]
        process = subprocess.Popen(command, env=plain_environment(), stdout=log, stderr=log)
    try:
        wait_for_port(port, process)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(NET)


def wait_for_port(port: int, process: subprocess.Popen[bytes]) -> None:
    """Wait until a server takes connections."""
    wait_until(lambda: takes_connections(port), check=partial(check_running, process, "the server"))


def takes_connections(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port)).close()
    except OSError:
        return False
    return True


DRAWN = """
const ships = ["Aurora", "Brisa", "Ceiba", "Duna", "Estela", "Faro"].map((name, number) =>
  `<p>El barco ${name} cargó el lunes ${number + 3} partes de la cosecha y salió al mar antes de la noche,` +
  ` con rumbo al puerto de la capital, donde lo esperan desde hace ${number + 2} días.</p>`);
document.body.innerHTML =
  `<article><h1>La cosecha llega al puerto</h1>${ships.join("")}</article><img src="FOREIGN">`;
"""


def test_a_browser_draws_the_articles_of_one_outlet_and_goes_to_no_other_host(cook: Kitchen, news_site: Site):
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        pytest.skip("no chromium on this machine: apt-get install chromium")
    [module] = recipe("A browser for one outlet")
    feed = script_feed(news_site, news_site.articles[:2])
    module = module.replace("https://scripted.example/feed", feed).replace("scripted.example", "127.0.0.1")
    cook.write("spiders/scripted.py", module)
    foreign = f"http://localhost:{news_site.origin.rpartition(':')[2]}/pixel"
    news_site.script("/app.js", document(DRAWN.replace("FOREIGN", foreign), "text/javascript"))
    for article in news_site.articles:
        news_site.script(article, page("<title>La Hoja</title><body><script src='/app.js'></script></body>"))
    launch = json.dumps({"executable_path": chromium, "args": ["--no-sandbox"]})
    fast = {**FAST, "DOWNLOAD_TIMEOUT": 60, "PLAYWRIGHT_LAUNCH_OPTIONS": launch}
    done = cook.crawl("scripted", **fast)
    assert done.status == 0, done.err
    assert [article["headline"] for article in cook.stored()] == ["La cosecha llega al puerto"] * 2
    assert news_site.asked("/app.js")
    assert not news_site.asked("/pixel")
