"""JSON from outside, one object around one long list: the items one by one, with flat memory.

GeoJSON, golden copies and statements are made so: `{"type": …, "features": [ … ], …}`, or a bare list. What stands
beside the list is skipped, unless it is asked for. Control characters inside texts are let through (some registers
write them); a file that is no JSON, is nested too deeply, is cut off or holds an item of an absurd size stops with one
sentence.
"""

from __future__ import annotations

import codecs
import json
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from knipperlicht.errors import UnusableFile

CHUNK = 2**20
LONGEST_ITEM = 2**22
_SPACE = " \t\r\n"
_AFTER_NUMBER = 4
"""Signs to see behind a number before it is believed: `1` may go on as `1.5` or `1e+5`."""
_AGAIN = "Download it again; nothing was changed."


def _no_constant(name: str) -> float:
    raise ValueError(f"{name} is no JSON")


_DECODER = json.JSONDecoder(strict=False, parse_constant=_no_constant)


def items(path: Path, *, key: str | None, stream: IO[bytes] | None = None) -> Iterator[Any]:
    """Items of the list under `key` of the one object, or of a bare list (with `key` None, only that).

    `stream`: read from here, `path` then only names it. Raises UnusableFile.
    """
    if stream is not None:
        yield from _Reader(path, stream).items(key)
        return
    with path.open("rb") as file:
        yield from _Reader(path, file).items(key)


class _Reader:
    """A window on the text: `text[place:]` is what was read and not yet used."""

    def __init__(self, path: Path, stream: IO[bytes]) -> None:
        self.path, self.stream = path, stream
        self.text, self.place, self.ended = "", 0, False
        self.decoder = codecs.getincrementaldecoder("utf-8-sig")()

    def items(self, key: str | None) -> Iterator[Any]:
        sign = self.sign()
        if sign == "[":
            yield from self.list_items()
        elif sign == "{" and key is not None:
            yield from self.under(key)
        else:
            raise self.wrong(f"begins with {sign!r}, a list was expected")
        if self.sign(may_end=True):
            raise self.wrong("something follows its end")

    def under(self, key: str) -> Iterator[Any]:
        found = False
        self.take("{")
        while self.sign() != "}":
            name = self.value()
            self.take(":")
            if name == key and self.sign() == "[":
                if found:
                    raise self.wrong(f"names {key} twice")
                found = True
                yield from self.list_items()
            else:
                self.value()
            if self.sign() != "}":
                self.take(",")
        self.take("}")
        if not found:
            raise self.wrong(f"has no list {key}")

    def list_items(self) -> Iterator[Any]:
        self.take("[")
        while self.sign() != "]":
            yield self.value()
            if self.sign() != "]":
                self.take(",")
        self.take("]")

    def value(self) -> Any:
        """The next value; what ends at the end of the window may go on, so more is read first."""
        self.sign()
        while True:
            try:
                value, end = _DECODER.raw_decode(self.text, self.place)
            except RecursionError as error:
                raise self.wrong("it is nested too deeply") from error
            except ValueError as error:
                if self.ended or len(self.text) - self.place > LONGEST_ITEM:
                    raise self.wrong(str(error)[:200]) from error
            else:
                needed = end + (_AFTER_NUMBER if isinstance(value, int | float) else 1)
                if needed <= len(self.text) or self.ended:
                    self.place = end
                    return value
            self.more()

    def sign(self, *, may_end: bool = False) -> str:
        """The next sign that is no blank; empty at the end."""
        while True:
            while self.place < len(self.text):
                if self.text[self.place] not in _SPACE:
                    return self.text[self.place]
                self.place += 1
            if self.ended:
                if may_end:
                    return ""
                raise self.wrong("it is cut off")
            self.more()

    def take(self, sign: str) -> None:
        if (found := self.sign()) != sign:
            raise self.wrong(f"{sign!r} was expected, found {found!r}")
        self.place += 1

    def more(self) -> None:
        try:
            chunk = self.stream.read(CHUNK)
            self.text = self.text[self.place :] + self.decoder.decode(chunk, final=not chunk)
        except UnicodeDecodeError as error:
            raise self.wrong("it is not UTF-8") from error
        self.place, self.ended = 0, not chunk

    def wrong(self, why: str) -> UnusableFile:
        return UnusableFile(f"{self.path}: is not readable as JSON ({why}). {_AGAIN}")
