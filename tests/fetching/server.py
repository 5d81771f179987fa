"""A server on loopback that plays the answers of the real ones, and a clock that does not wait."""

from __future__ import annotations

import ssl
import time
from collections import defaultdict, deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import unquote_plus

from knipperlicht.fetching.waiting import Clock

Play = Callable[[BaseHTTPRequestHandler], None]
NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)


@dataclass
class Server:
    """`answers`: per address (path and question, unquoted) what is played next; the last one stays."""

    port: int = 0
    answers: dict[str, deque[Play]] = field(default_factory=lambda: defaultdict(deque))
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def on(self, path: str, *plays: Play) -> None:
        self.answers[path].extend(plays)

    def paths(self) -> list[str]:
        return [path for path, _ in self.asked]

    def play(self, handler: BaseHTTPRequestHandler) -> None:
        path = unquote_plus(handler.path)
        self.asked.append((path, dict(handler.headers)))
        waiting = self.answers.get(path) or deque([says(404, b"not here")])
        (waiting.popleft() if len(waiting) > 1 else waiting[0])(handler)


def says(status: int, body: bytes = b"", *, length: bool = True, **headers: str) -> Play:
    """An answer; `length=False` ends it by closing."""

    def play(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response_only(status)
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        if length and "Content_Length" not in headers:
            handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)
        handler.close_connection = True

    return play


def cut(body: bytes, *, after: int, **headers: str) -> Play:
    """Promises all of it and hangs up after some bytes."""
    return says(200, body[:after], Content_Length=str(len(body)), **headers)


def rest(body: bytes, **headers: str) -> Play:
    """Honours `Range: bytes=N-` where If-Range still holds, as a good server does."""

    def play(handler: BaseHTTPRequestHandler) -> None:
        asked, mark = handler.headers.get("Range", ""), handler.headers.get("If-Range")
        if not asked or mark not in (headers.get("ETag"), headers.get("Last_Modified")):
            return says(200, body, **headers)(handler)
        start = int(asked.removeprefix("bytes=").removesuffix("-"))
        piece = f"bytes {start}-{len(body) - 1}/{len(body)}"
        return says(206, body[start:], Content_Range=piece, **headers)(handler)

    return play


def endless(handler: BaseHTTPRequestHandler) -> None:
    """Never stops by itself."""
    handler.send_response_only(200)
    handler.end_headers()
    handler.close_connection = True
    try:
        while True:
            handler.wfile.write(b"x" * 65536)
    except OSError:
        pass


def silent(seconds: float) -> Play:
    """Takes the question and says nothing."""

    def play(handler: BaseHTTPRequestHandler) -> None:
        time.sleep(seconds)
        handler.close_connection = True

    return play


@contextmanager
def serving(tls: ssl.SSLContext | None = None) -> Iterator[Server]:
    played = Server()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            played.play(self)

        def log_message(self, *arguments: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        server.handle_error = lambda *_: None  # type: ignore[method-assign]
        if tls is not None:
            server.socket = tls.wrap_socket(server.socket, server_side=True)
        played.port = server.server_address[1]
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield played
        finally:
            server.shutdown()
            thread.join()


@dataclass
class Slept:
    """A clock that notes how long it was to sleep, and goes on by so much."""

    naps: list[float] = field(default_factory=list)

    def sleep(self, seconds: float) -> None:
        self.naps.append(seconds)

    def clock(self) -> Clock:
        return Clock(now=lambda: NOW, sleep=self.sleep, passed=lambda: time.monotonic() + sum(self.naps))
