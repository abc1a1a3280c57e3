"""Cases 24-28, 32, 33: servers that are hostile or broken cost one page, and a crawl opens nothing."""

import gzip
import os
import ssl
import sys
import threading
import zlib
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from pathlib import Path

import brotli
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from crawler.exit_status import EXIT_CODES
from crawler.middlewares.decompression import zstd
from tests.crawls import counts
from tests.site import Site
from tests.site.answer import Answer, document

HTML = {"Content-Type": "text/html; charset=utf-8"}


def reasons(project):
    """Last part of the address -> state and reason of every article's page."""
    rows = project.query("SELECT url, state, reason FROM pages WHERE kind = 'article'")
    return {row.url.rsplit("/")[-1].partition("?")[0]: (row.state, row.reason) for row in rows}


def test_cases_24_and_25_what_floods_or_breaks_off_is_cut_and_not_stored(sqlite_project):
    with Site(articles=3).serve() as site:
        whole = site.respond("GET", site.articles[0].path, {}).body
        flood = {f"X-{number}": "a" * 1000 for number in range(20_000)}
        answers = {
            "headers": Answer(whole, headers={**HTML, **flood}),
            "long-header": Answer(whole, headers={**HTML, "X-Long": "a" * 5_000_000}),
            "bomb": Answer(gzip.compress(bytes(200_000_000)), headers={**HTML, "Content-Encoding": "gzip"}),
            "endless": Answer(b"<p>" + b"a" * 65_536, headers=HTML, manner="endless"),
            "short": Answer(whole, headers={**HTML, "Content-Length": str(len(whole) + 100)}, manner="cut"),
            "bad-chunk": Answer(b"zz\r\nnot hex", headers={**HTML, "Transfer-Encoding": "chunked"}),
        }
        for name, answer in answers.items():
            site.script(f"/news/{name}", answer)
        urls = " ".join(site.url(f"/news/{name}") for name in answers)
        running = sqlite_project.start("crawl", "article", "-a", f"url={urls}", MEMUSAGE_LIMIT_MB=0)
        peak = 0
        while not running.ended():
            peak = max(peak, memory(running.running.pid))
            running.running.ended(within=0.1)
        ended = running.wait()
        assert "Traceback" not in ended.err
        assert sqlite_project.articles() == [], reasons(sqlite_project)
        assert reasons(sqlite_project) == {
            "headers": ("failed", "too-large"),
            "long-header": ("failed", "connection-lost"),
            "bomb": ("failed", "too-large"),
            "endless": ("failed", "too-large"),
            "short": ("failed", "truncated"),
            "bad-chunk": ("failed", "truncated"),
        }
        assert peak < 400, peak


def test_case_25_a_body_cut_in_any_content_coding_leaves_the_stored_text(sqlite_project):
    codings = {
        "gzip": gzip.compress,
        "deflate": zlib.compress,
        "br": brotli.compress,
        "zstd": zstd.compress,
        "gzip, gzip": lambda data: gzip.compress(gzip.compress(data)),
    }
    with Site(articles=6).serve() as site:
        asked = dict(zip(codings, site.articles, strict=False))
        urls = " ".join(site.url(article) for article in asked.values())
        for cut in (False, True):
            for coding, article in asked.items():
                body = codings[coding](site.respond("GET", article.path, {}).body + bytes(cut))
                body = body[: len(body) * 2 // 3] if cut else body
                site.script(article, Answer(body, headers={**HTML, "Content-Encoding": coding}), times=1)
            sqlite_project.run("crawl", "article", "-a", f"url={urls}")
        assert counts(sqlite_project.last_run()) == {"taken": 5, "failed": 5}
        assert set(reasons(sqlite_project).values()) == {("failed", "truncated")}
        assert {article.version for article in sqlite_project.articles()} == {1}


def memory(pid: int) -> int:
    """The most memory that a process has had (MB); 0 where the system does not tell."""
    try:
        status = Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return 0
    peak = [line for line in status.splitlines() if line.startswith("VmHWM")]
    return int(peak[0].split()[1]) // 1024 if peak else 0


def test_case_26_an_answer_without_a_body_leaves_the_old_article(sqlite_project):
    with Site(articles=3).serve() as site:
        article = site.articles[1]
        url = site.url(article)
        assert sqlite_project.run("crawl", "article", "-a", f"url={url}").status == 0
        site.script(article, Answer(status=204), times=1)
        site.script(article, Answer(b"", headers=HTML), times=1)
        for _ in range(2):
            sqlite_project.run("crawl", "article", "-a", f"url={url}")
            assert counts(sqlite_project.last_run()).keys() & {"rejected", "failed"}
        (stored,) = sqlite_project.articles()
        assert stored.article.headline == article.headline
        assert stored.version == 1


def test_an_address_is_fetched_up_to_the_guards_length_and_refused_beyond_it(project):
    with Site(articles=2).serve() as site:
        whole = site.respond("GET", site.articles[0].path, {})
        paths = [
            f"/news/{number}-{'%E0%A6%9F' * (size // 9)}" for number, size in ((7001, 6_000), (7002, 9_000))
        ]
        site.script(paths[0], Answer(whole.body.replace(b"canonical", b"x"), headers=HTML))
        items = "".join(f"<item><title>t</title><link>{site.url(path)}</link></item>" for path in paths)
        site.script("/long.xml", document(f"<rss><channel>{items}</channel></rss>", "application/rss+xml"))
        project.outlet(site, feeds=["/long.xml"])
        for _ in range(2):
            assert project.crawl().status == 0
        ends = {name.partition("-")[0]: end for name, end in reasons(project).items()}
        assert ends == {"7001": ("done", "new"), "7002": ("rejected", "url-length")}


def test_case_28_what_is_no_article_is_not_stored(sqlite_project):
    with Site(articles=3).serve() as site:
        body = site.respond("GET", site.articles[1].path, {}).body
        parking = "<title>news.example</title><h1>This domain is for sale</h1><p>Buy it now.</p>"
        answers = {
            "image": Answer(body, headers={"Content-Type": "image/png"}),
            "nested": Answer(b"<div>" * 100_000 + b"text", headers=HTML),
            "attribute": Answer(b'<p title="' + b"a" * 3_000_000 + b'">text</p>', headers=HTML),
            "parking": Answer(parking.encode(), headers=HTML),
        }
        for name, answer in answers.items():
            site.script(f"/news/{name}", answer)
        urls = " ".join(site.url(f"/news/{name}") for name in answers)
        ended = sqlite_project.run("crawl", "article", "-a", f"url={urls}")
        assert ended.status == EXIT_CODES["nothing"], ended.err
        assert "Traceback" not in ended.err
        assert sqlite_project.articles() == [], reasons(sqlite_project)
        assert {state for state, _ in reasons(sqlite_project).values()} == {"rejected"}, reasons(
            sqlite_project
        )


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_case_33_a_crawl_listens_on_no_port_and_sends_neither_cookie_nor_referer(sqlite_project):
    with Site(articles=4).serve() as site:
        site.script("/", Answer(b"<a href='/news/1-a'>x</a>", headers={**HTML, "Set-Cookie": "id=7"}))
        sqlite_project.outlet(site, feeds=["/rss.xml"], listings=["/"])
        site.hold(after=5)
        running = sqlite_project.start("crawl", "local")
        running.wait_until(lambda: len(site.requests) > 5)
        assert listening(running.running.pid) == []
        site.let_go()
        assert running.wait().status == 0
        sent = {name for request in site.requests for name in request.headers}
        assert not {"cookie", "referer"} & sent
        assert all("crawler/" in request.headers["user-agent"] for request in site.requests)


def listening(pid: int) -> list[str]:
    """The addresses that a process listens on."""
    inodes = {os.readlink(path) for path in Path(f"/proc/{pid}/fd").iterdir()}
    found = []
    for table in ("tcp", "tcp6"):
        for line in Path(f"/proc/{pid}/net/{table}").read_text().splitlines()[1:]:
            fields = line.split()
            if fields[3] == "0A" and f"socket:[{fields[9]}]" in inodes:
                found.append(fields[1])
    return found


@contextmanager
def with_own_certificate(folder: Path, body: bytes):
    """A server on loopback over TLS, whose certificate nobody vouches for; gives its origin."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200)
            self.send_header("Content-Type", HTML["Content-Type"])
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *arguments):
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate(folder))
    server.socket = context.wrap_socket(server.socket, server_side=True)
    server.handle_error = lambda *arguments: None
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"https://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()


def certificate(folder: Path) -> Path:
    """A certificate for 127.0.0.1 that signs itself, with its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .sign(key, hashes.SHA256())
    )
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path = folder / "certificate.pem"
    path.write_bytes(private + made.public_bytes(serialization.Encoding.PEM))
    return path


def test_case_26_a_certificate_that_nobody_vouches_for_is_an_error_unless_the_outlet_bears_with_it(
    sqlite_project,
):
    body = Site(articles=2).respond("GET", Site(articles=2).articles[1].path, {}).body
    with with_own_certificate(sqlite_project.folder, body) as origin:
        asked = ("crawl", "article", "-a", f"url={origin}/news/1001-a")
        ended = sqlite_project.run(*asked)
        assert ended.status == 3, ended.err
        assert "Traceback" not in ended.err
        assert list(reasons(sqlite_project).values()) == [("failed", "certificate")]
        ended = sqlite_project.run(*asked, DOWNLOAD_VERIFY_CERTIFICATES=False)
        assert ended.status == 0, ended.err
        assert len(sqlite_project.articles()) == 1
