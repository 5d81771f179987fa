"""Keeping an answer: in a part file that can be gone on with, checked for length and size, hashed when whole."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import requests
import urllib3

from knipperlicht.errors import KnipperlichtError
from knipperlicht.history.store import write_json

CHUNK = 2**18
_RANGE = re.compile(r"bytes (\d{1,18})-(\d{1,18})/(\d{1,18})")
_MARK = re.compile(r"[ -~]{1,200}")
_KEY = re.compile(r"[A-Za-z0-9._~+/=-]{8,200}")


class Again(Exception):
    """This try failed, another may not; `wait` in seconds where the source said it."""

    def __init__(self, reason: str, wait: float | None = None) -> None:
        super().__init__(reason)
        self.wait = wait


class TooMuch(KnipperlichtError):
    """An answer that is not kept: longer than it can be, or with our own key in it."""


@dataclass(frozen=True)
class Secret:
    """A key and the name of its header. Printing it shows nothing of the key."""

    name: str
    value: str = field(repr=False)

    def __post_init__(self) -> None:
        if not _KEY.fullmatch(self.value):
            raise TooMuch(
                f"The key for {self.name} is not written as keys are (8 to 200 letters and digits)."
            )

    def header(self) -> dict[str, str]:
        """For the request."""
        return {self.name: self.value}


class Partial:
    """`<file>.part` with what came so far, and `<file>.part.json` with what it is a part of."""

    def __init__(self, to: Path, address: str) -> None:
        self.to, self._address = to, hashlib.sha256(address.encode()).hexdigest()
        self.path = to.with_name(to.name + ".part")
        self._note = to.with_name(to.name + ".part.json")

    def size(self) -> int:
        """Bytes that came so far."""
        return self.path.stat().st_size if self.path.exists() else 0

    def total(self) -> int | None:
        """Bytes the whole has, as the first answer said."""
        found = self._read().get("total")
        return found if isinstance(found, int) else None

    def resume(self) -> tuple[int, dict[str, str]]:
        """Where to go on, and the headers that ask for it; (0, {}) when one must begin anew.

        Only with a strong mark of the version (ETag, or else Last-Modified), so that two versions are never mixed.
        """
        note, size = self._read(), self.size()
        mark = note.get("mark", "")
        if size and mark and note.get("address") == self._address:
            return size, {"Range": f"bytes={size}-", "If-Range": str(mark)}
        self.forget()
        return 0, {}

    def begin(self, mark: str, total: int | None) -> None:
        """Note what the bytes that follow are a part of."""
        self.forget()
        self.path.parent.mkdir(parents=True, exist_ok=True)
        write_json(self._note, {"address": self._address, "mark": mark, "total": total})

    def forget(self) -> None:
        """Throw away what came so far."""
        self.path.unlink(missing_ok=True)
        self._note.unlink(missing_ok=True)

    def finish(self) -> None:
        """The whole is there."""
        self.path.replace(self.to)
        self._note.unlink(missing_ok=True)

    def _read(self) -> dict[str, object]:
        try:
            found = json.loads(self._note.read_text("utf-8"))
        except (OSError, ValueError):
            return {}
        return found if isinstance(found, dict) else {}


def keep(
    response: requests.Response, partial: Partial, *, start: int, limit: int, secret: Secret | None,
    late: Callable[[], bool],
) -> str:  # fmt: skip
    """Write the body behind the first `start` bytes; gives the SHA-256 of the whole.

    Raises Again where it was cut or too slow (the part stays), TooMuch beyond `limit` or where it holds the secret.
    """
    total = _total(response, partial, start)
    if total is not None and total > limit:
        partial.forget()
        raise TooMuch(
            f"the answer has {total:,} bytes, more than the {limit:,} it may have; nothing was kept."
        )
    if response.headers.get("Content-Encoding", "identity") != "identity":
        raise TooMuch("the answer is packed although we asked for it plain; nothing was kept.")
    if not start:
        partial.begin(_strong(response), total)
    size = start
    try:
        with partial.path.open("ab") as sink:
            while chunk := response.raw.read1(CHUNK, decode_content=False):
                size += len(chunk)
                if size > (limit if total is None else min(limit, total)):
                    partial.forget()
                    raise TooMuch(
                        f"the answer goes on beyond the {limit:,} bytes it may have; nothing was kept."
                    )
                sink.write(chunk)
                if late():
                    raise Again("the answer came too slowly")
    except (urllib3.exceptions.HTTPError, TimeoutError, ConnectionError):
        raise Again("the connection was cut") from None
    if total is not None and size != total:
        raise Again("the connection was cut")
    partial.path.touch()
    return _sha(partial, secret)


def _total(response: requests.Response, partial: Partial, start: int) -> int | None:
    length = response.headers.get("Content-Length", "")
    if not start:
        return int(length) if length.isascii() and length.isdigit() and len(length) < 19 else None
    found = _RANGE.fullmatch(response.headers.get("Content-Range", ""))
    first, last, total = (int(number) for number in found.groups()) if found else (-1, -1, -1)
    if first != start or last != total - 1 or partial.total() not in (None, total):
        partial.forget()
        raise Again("the source gave another piece than the one asked for", 0.0)
    return total


def marks(response: requests.Response) -> tuple[str, str]:
    """ETag and Last-Modified, empty where they are none that could be sent back."""
    etag, modified = (response.headers.get(name, "") for name in ("ETag", "Last-Modified"))
    return etag if _MARK.fullmatch(etag) else "", modified if _MARK.fullmatch(modified) else ""


def _strong(response: requests.Response) -> str:
    etag, modified = marks(response)
    return etag if etag.startswith('"') else modified


def _sha(partial: Partial, secret: Secret | None) -> str:
    digest, key, tail = hashlib.sha256(), (secret.value.encode() if secret else b""), b""
    with partial.path.open("rb") as file:
        while chunk := file.read(CHUNK):
            digest.update(chunk)
            if key and key in tail + chunk:
                file.close()
                partial.forget()
                raise TooMuch("the answer repeats our key; nothing was kept. Tell the source.")
            tail = chunk[-len(key) :] if key else b""
    return digest.hexdigest()
