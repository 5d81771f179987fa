"""A small HTTP/1.1 client on asyncio: keep-alive connections, latencies from the moment a request was due."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field

Path = str


@dataclass
class Outcome:
    """Milliseconds per answer, and what was no 200."""

    milliseconds: list[float] = field(default_factory=list)
    bad: dict[str, int] = field(default_factory=dict)
    seconds: float = 0.0

    def add(self, began: float, status: int | str) -> None:
        """One answer; `began` is when it was due."""
        if status == 200:
            self.milliseconds.append((time.perf_counter() - began) * 1000)
        else:
            self.bad[str(status)] = self.bad.get(str(status), 0) + 1

    def quantile(self, share: float) -> float:
        """A quantile of the latencies, in milliseconds."""
        ordered = sorted(self.milliseconds)
        return ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else float("nan")

    @property
    def rate(self) -> float:
        """Good answers a second."""
        return len(self.milliseconds) / self.seconds if self.seconds else 0.0


class Connection:
    """One kept-alive connection of one signed-in user."""

    def __init__(self, port: int, cookie: str) -> None:
        self._port, self._cookie = port, cookie
        self._streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def get(self, path: Path, headers: str = "") -> int | str:
        """Status of one GET, the body read to its end."""
        try:
            if self._streams is None:
                self._streams = await asyncio.open_connection("127.0.0.1", self._port)
            reader, writer = self._streams
            writer.write(
                f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: {self._cookie}\r\nAccept-Encoding: identity\r\n"
                f"{headers}\r\n".encode()
            )
            await writer.drain()
            return await self._answer(reader)
        except (OSError, EOFError, ValueError) as error:
            self.close()
            return type(error).__name__

    async def _answer(self, reader: asyncio.StreamReader) -> int:
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        status = int(head[0].split(" ")[1])
        fields = {k.lower(): v.strip() for k, _, v in (line.partition(":") for line in head[1:])}
        if fields.get("transfer-encoding") == "chunked":
            while size := int((await reader.readline()).split(b";")[0], 16):
                await reader.readexactly(size + 2)
            await reader.readline()
        else:
            await reader.readexactly(int(fields.get("content-length", "0")))
        if fields.get("connection") == "close":
            self.close()
        return status

    def close(self) -> None:
        """Drop the connection; the next request opens another."""
        if self._streams is not None:
            self._streams[1].close()
            self._streams = None


async def at_rate(
    connections: Sequence[Connection], paths: Sequence[Path], *, rate: float, seconds: float
) -> Outcome:
    """Open loop: requests fall due `rate` times a second whether or not earlier ones were answered."""
    free: asyncio.Queue[Connection] = asyncio.Queue()
    for connection in connections:
        free.put_nowait(connection)
    outcome, began = Outcome(), time.perf_counter()

    async def one(path: Path, due: float) -> None:
        connection = await free.get()
        outcome.add(due, await connection.get(path))
        free.put_nowait(connection)

    waiting = []
    for number in range(int(rate * seconds)):
        due = began + number / rate
        await asyncio.sleep(max(0.0, due - time.perf_counter()))
        waiting.append(asyncio.create_task(one(paths[number % len(paths)], due)))
    await asyncio.gather(*waiting)
    outcome.seconds = time.perf_counter() - began
    return outcome


async def by_users(
    connections: Sequence[Connection],
    journey: Callable[[int], Sequence[Path]],
    *,
    pause: float,
    headers: str = "",
) -> Outcome:
    """Closed loop: each user asks, reads the answer, waits `pause` seconds, asks the next."""
    outcome, began = Outcome(), time.perf_counter()

    async def user(number: int, connection: Connection) -> None:
        await asyncio.sleep(pause * number / max(1, len(connections)))
        for path in journey(number):
            asked = time.perf_counter()
            outcome.add(asked, await connection.get(path, headers))
            await asyncio.sleep(pause)

    await asyncio.gather(*(user(n, c) for n, c in enumerate(connections)))
    outcome.seconds = time.perf_counter() - began
    return outcome


def run(work: Awaitable[Outcome]) -> Outcome:
    """From plain code."""

    async def inner() -> Outcome:
        return await work

    return asyncio.run(inner())
