"""A small HTTP/1.1 server on loopback, in a thread of its own; the standard library only."""

from __future__ import annotations

import asyncio
import socket
import struct
import threading
from collections.abc import Callable
from enum import Enum, auto
from http import HTTPStatus

from tests.site.answer import Answer

#: (method, target, headers by lower-case name) -> answer.
Respond = Callable[[str, str, dict[str, str]], Answer]
#: Seconds between the bytes of an answer that drips.
DRIP = 1.0


class Kept(Enum):
    """A connection after an answer: open for the next request, closed, or open without an end in sight."""

    OPEN = auto()
    CLOSED = auto()
    FOR_NOTHING = auto()


class Server:
    """Answers on `127.0.0.1` at a free port (or `port`) from `start()` to `close()`."""

    def __init__(self, respond: Respond, *, port: int = 0) -> None:
        self.respond = respond
        self._socket = socket.create_server(("127.0.0.1", port), backlog=512)
        self.port: int = self._socket.getsockname()[1]
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._run, name=f"site-{self.port}", daemon=True)
        self._stopped = asyncio.Event()

    def start(self) -> None:
        """Begin to answer; connections made before wait for it."""
        self._thread.start()

    def close(self) -> None:
        """Stop: every connection ends, whatever it was waiting for."""
        self._loop.call_soon_threadsafe(self._stopped.set)
        self._thread.join()

    def _run(self) -> None:
        with asyncio.Runner(loop_factory=lambda: self._loop) as runner:  # cancels what hangs at its end
            runner.run(self._serve())

    async def _serve(self) -> None:
        server = await asyncio.start_server(self._connected, sock=self._socket)
        await self._stopped.wait()
        server.close()

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        # asyncio does it only where the socket names its protocol; without it a body waits 40 ms.
        writer.get_extra_info("socket").setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        try:
            while await self._exchange(reader, writer):
                pass
        except (ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
            pass  # the client went away, or the site is being closed
        finally:
            writer.close()

    async def _exchange(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        """One request and its answer; whether the connection stays open."""
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        method, target, _ = head[0].split(" ", 2)
        headers = {
            name.strip().lower(): value.strip()
            for name, _, value in (line.partition(":") for line in head[1:])
        }
        await reader.readexactly(int(headers.get("content-length") or 0))
        answer = self.respond(method, target, headers)
        if answer.wait:
            await asyncio.sleep(answer.wait)
        while answer.until is not None and not answer.until.is_set():
            await asyncio.sleep(0.01)
        kept = await _send(writer, answer, body_wanted=method != "HEAD")
        if kept is Kept.FOR_NOTHING:
            await reader.read()  # until the client goes
        return kept is Kept.OPEN and headers.get("connection") != "close"


async def _send(writer: asyncio.StreamWriter, answer: Answer, *, body_wanted: bool) -> Kept:
    """Send the answer in its manner; what is to become of the connection."""
    if answer.manner == "reset":
        _reset(writer)
        return Kept.CLOSED
    if answer.manner == "silent":
        return Kept.FOR_NOTHING
    if answer.manner == "drip":
        await _drip(writer, _head(answer))
        return Kept.FOR_NOTHING
    writer.write(_head(answer))
    if body_wanted and answer.status not in (204, 304):
        return await _send_body(writer, answer)
    await writer.drain()
    return Kept.OPEN


async def _send_body(writer: asyncio.StreamWriter, answer: Answer) -> Kept:
    if answer.manner == "endless":
        while True:
            await _chunk(writer, answer.body)
    if answer.manner == "chunked":
        for start in range(0, len(answer.body), 8_192):
            await _chunk(writer, answer.body[start : start + 8_192])
        await _chunk(writer, b"")
        return Kept.OPEN
    whole = answer.manner == "whole"
    writer.write(answer.body if whole else answer.body[: len(answer.body) // 2])
    await writer.drain()
    if answer.manner == "cut":
        return Kept.CLOSED
    return Kept.OPEN if whole and not _claims_more(answer) else Kept.FOR_NOTHING


def _claims_more(answer: Answer) -> bool:
    return int(answer.headers.get("Content-Length", 0)) > len(answer.body)


def _head(answer: Answer) -> bytes:
    headers = dict(answer.headers)
    if answer.manner in ("chunked", "endless"):
        headers["Transfer-Encoding"] = "chunked"
    elif answer.status not in (204, 304):
        headers.setdefault("Content-Length", str(len(answer.body)))
    lines = [f"HTTP/1.1 {answer.status} {_phrase(answer.status)}", *(f"{k}: {v}" for k, v in headers.items())]
    return ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1")


def _phrase(status: int) -> str:
    return next((known.phrase for known in HTTPStatus if known == status), "Unknown")


async def _chunk(writer: asyncio.StreamWriter, data: bytes) -> None:
    writer.write(f"{len(data):x}\r\n".encode() + data + b"\r\n")
    await writer.drain()


async def _drip(writer: asyncio.StreamWriter, head: bytes) -> None:
    """The head a byte at a time, never to its end."""
    for byte in head[:-2]:
        writer.write(bytes([byte]))
        await writer.drain()
        await asyncio.sleep(DRIP)


def _reset(writer: asyncio.StreamWriter) -> None:
    """Close with RST: SO_LINGER with no time to linger."""
    opened = writer.get_extra_info("socket")
    opened.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    writer.transport.abort()
