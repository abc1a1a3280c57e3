"""Addresses that look like articles and are none: errors, walls, redirects, broken connections."""

from __future__ import annotations

import gzip
from dataclasses import dataclass
from functools import cache
from random import Random

from tests.site.answer import Answer, compressed, page, redirect
from tests.site.pages import frame

#: The first number of these addresses, far above those of articles.
FIRST = 900_001
#: Seconds after which `unavailable` may be asked again.
RETRY_AFTER = 120
OVERSIZE = 32 * 1024 * 1024
#: Stations of a redirect that no source names.
_STATIONS = ("chain-2", "chain-3", "loop-2")


@dataclass(frozen=True, slots=True)
class Trouble:
    """An address, its answer, and the states in which a page there may end (README, "a page ends as")."""

    path: str
    name: str
    answer: Answer
    ends: tuple[str, ...]

    @property
    def linked(self) -> bool:
        """Whether sources name the address; stations of a redirect are in none."""
        return self.name not in _STATIONS


def troubles(*, target: str, other: str, hidden: str, elsewhere: str) -> dict[str, Trouble]:
    """Path -> trouble.

    `target` and `other` are paths of articles that redirects lead to, `hidden` one that only a redirect
    leads to; `elsewhere` is an address on a foreign host.
    """
    numbered: dict[str, tuple[Answer, str]] = {
        **_walls(),
        **_statuses(),
        **_connections(),
        **_redirects(target, other, hidden, elsewhere),
    }
    made = {}
    for number, (name, (answer, ends)) in enumerate(numbered.items(), FIRST):
        folder = "private" if name == "blocked-by-robots" else "news"
        path = f"/{folder}/{number}-{name}"
        made[path] = Trouble(path, name, answer, tuple(ends.split()))
    return _linked(made)


def _walls() -> dict[str, tuple[Answer, str]]:
    noise = Random(7).randbytes(20_000)
    script = (
        '<div id="root"></div><noscript>Please enable JavaScript to view this page.</noscript>'
        '<script src="/app.js"></script>'
    )
    consent = (
        "<h1>We value your privacy</h1><p>We and our partners use cookies.</p><button>Accept all</button>"
    )
    check = "<h1>Just a moment...</h1><p>Checking if the site connection is secure.</p>"
    lost = "<h1>Página no encontrada</h1><p>La página que busca no existe o ha sido retirada.</p>"
    return {
        "needs-javascript": (
            page(f"<html><head><title>App</title></head><body>{script}</body></html>"),
            "rejected",
        ),
        "consent-wall": (
            page(f"<html><head><title>Consent</title></head><body>{consent}</body></html>"),
            "rejected",
        ),
        "bot-wall": (
            page(f"<html><head><title>Just a moment...</title></head><body>{check}</body></html>"),
            "rejected",
        ),
        "soft-404": (page(frame("Página no encontrada", lost)), "gone"),
        "empty": (page(""), "rejected"),
        "binary": (Answer(b"\x00\x01\xff\xd8" + noise, headers={"Content-Type": "text/html"}), "rejected"),
        "listing": (
            page(frame("Archivo", "<h1>Archivo</h1><ul><li><a href='/'>Portada</a></li></ul>")),
            "rejected",
        ),
    }


def _statuses() -> dict[str, tuple[Answer, str]]:
    def sorry(status: int) -> Answer:
        return page(frame(f"Error {status}", f"<h1>Error {status}</h1>"), status=status)

    return {
        "forbidden": (sorry(403), "failed"),
        "not-found": (sorry(404), "gone"),
        "deleted": (sorry(410), "gone"),
        "server-error": (sorry(500), "failed"),
        "unavailable": (sorry(503).with_headers(Retry_After=str(RETRY_AFTER)), "failed"),
        "blocked-by-robots": (page(frame("Privado", "<h1>Privado</h1>")), "rejected"),
    }


def _connections() -> dict[str, tuple[Answer, str]]:
    text = page(frame("Lento", "<h1>Lento</h1>" + "<p>Un texto que no llega a su fin.</p>" * 400))
    zipped = compressed(text)
    return {
        "reset": (Answer(manner="reset"), "failed"),
        "slow-headers": (Answer(text.body, headers=text.headers, manner="drip"), "failed"),
        "hanging-body": (Answer(text.body, headers=text.headers, manner="hang"), "failed"),
        "cut-body": (Answer(text.body, headers=text.headers, manner="cut"), "failed"),
        "truncated-gzip": (Answer(zipped.body[: len(zipped.body) // 2], headers=zipped.headers), "failed"),
        "oversize": (text.with_headers(Content_Length=str(OVERSIZE)), "failed rejected"),
        "endless": (
            Answer(b"<p>" + b"a" * 65_536, headers=text.headers, manner="endless"),
            "failed rejected",
        ),
        "gzip-bomb": (_bomb(), "failed rejected"),
    }


@cache
def _bomb() -> Answer:
    body = gzip.compress(b"<p>" + bytes(OVERSIZE), mtime=0)
    return Answer(body, headers={"Content-Type": "text/html", "Content-Encoding": "gzip"})


def _redirects(target: str, other: str, hidden: str, elsewhere: str) -> dict[str, tuple[Answer, str]]:
    refresh = f'<html><head><meta http-equiv="refresh" content="0; url={other}"></head><body></body></html>'
    return {
        "moved": (redirect(target), "merged done unchanged"),
        "found": (redirect(target, 302), "merged done unchanged"),
        "meta-refresh": (page(refresh), "merged done unchanged"),
        "chain-1": (redirect("@chain-2", 302), "done merged"),
        "chain-2": (redirect("@chain-3", 307), "done merged"),
        "chain-3": (redirect(hidden, 308), "done merged"),
        "loop-1": (redirect("@loop-2", 302), "failed"),
        "loop-2": (redirect("@loop-1", 302), "failed"),
        "off-site": (redirect(elsewhere), "rejected"),
        "to-file": (redirect("file:///etc/hostname"), "rejected failed"),
    }


def _linked(made: dict[str, Trouble]) -> dict[str, Trouble]:
    """Redirects to `@name` point at that trouble's address."""
    paths = {trouble.name: path for path, trouble in made.items()}
    for path, trouble in made.items():
        location = trouble.answer.headers.get("Location", "")
        if location.startswith("@"):
            answer = trouble.answer.with_headers(Location=paths[location[1:]])
            made[path] = Trouble(path, trouble.name, answer, trouble.ends)
    return made
