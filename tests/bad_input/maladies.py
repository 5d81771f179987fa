"""What can be wrong with a file, whatever its source: each malady makes a bad file of a good one."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from tests.history.register_files import Tables, enterprise, firm, name, zip_bytes
from tests.sources.sheet_files import sample

TEN_MEGABYTES = 10_000_000
REGISTER: Tables = {"enterprise": [firm(enterprise(1))], "denomination": [name(enterprise(1), "BAKKERIJ")]}


@dataclass(frozen=True, kw_only=True)
class Row:
    """A format of a source: its sample, and where the maladies strike.

    `text`: a text of the sample that is kept; `layout`: a name of its layout; `day`: a day, and the same in the future.
    `inside`: the sample is the member of this name in a zip. `differently`: what a malady leads to where that is not
    that the file is refused: "rows" are refused alone, or it harms nothing and the file is taken in "whole".
    """

    source: str
    file: str
    text: str
    layout: str
    day: tuple[str, str]
    inside: str | None = None
    members: Mapping[str, str] = field(default_factory=dict)
    differently: Mapping[str, str] = field(default_factory=dict)

    def __str__(self) -> str:
        return f"{self.source}-{self.file}"

    def plain(self) -> bytes:
        """The good file, or the member that the maladies strike."""
        return self.members[self.inside or ""].encode() if self.members else self.sample().read_bytes()

    def sample(self) -> Path:
        """Where the good file is."""
        return sample(self.source, self.file.removesuffix(".zip"))

    def packed(self, content: bytes, called: str = "") -> bytes:
        """A zip with this content under the member's name, beside the other members."""
        inner = self.inside or self.file
        return zip_bytes(
            {**self.members, **({} if called else {inner: content}), **({called: content} if called else {})}
        )

    def made(self, content: bytes) -> bytes:
        """The file with this content."""
        return self.packed(content) if self.inside else content


Malady = Callable[[Row], bytes]


def _in_text(what: bytes) -> Malady:
    """Put something into the middle of a text that is kept."""

    def make(row: Row) -> bytes:
        content, text = row.plain(), row.text.encode()
        assert text in content, (row, "the text is not in the sample")
        middle = text[:3] + what + text[3:]
        return row.made(content.replace(text, middle, 1))

    return make


def _first_line(what: bytes) -> Malady:
    def make(row: Row) -> bytes:
        content, layout = row.plain(), row.layout.encode()
        assert layout in content, (row, "the name of the layout is not in the sample")
        return row.made(content.replace(layout, what.replace(b"{}", layout)))

    return make


def _tomorrow(row: Row) -> bytes:
    content, (day, future) = row.plain(), row.day
    assert day.encode() in content, (row, "the day is not in the sample")
    return row.made(content.replace(day.encode(), future.encode()))


def _encrypted(row: Row) -> bytes:
    raw = bytearray(row.packed(row.plain()))
    raw[raw.index(b"PK\x01\x02") + 8] |= 1
    raw[raw.index(b"PK\x03\x04") + 6] |= 1
    return bytes(raw)


def _bomb(row: Row) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for member, content in row.members.items():
            if member != row.inside:
                archive.writestr(member, content)
        archive.writestr(row.inside or row.file, row.plain() + b"\n" * (2**24 + 2**20))
    return packed.getvalue()


MALADIES: dict[str, Malady] = {
    "empty": lambda row: b"",
    "blank": lambda row: row.made(b" \n\n "),
    "a picture": lambda row: b"\x89PNG\r\n\x1a\n" + bytes(500),
    "a page of an error": lambda row: b"<!doctype html><html><body><h1>503 Service Unavailable</h1></body></html>",
    "cut in the middle": lambda row: row.made(row.plain())[: len(row.made(row.plain())) * 2 // 3],
    "cut in the last line": lambda row: row.made(row.plain()).rstrip()[:-7],
    "UTF-16": lambda row: row.made(row.plain().decode("utf-8", "replace").encode("utf-16")),
    "a byte of another encoding": _in_text(b"\xe9\xff"),
    "NUL": _in_text(b"\0"),
    "NUL escaped": _in_text(b"\\u0000"),
    "a carriage return": _in_text(b"\r"),
    "ten megabytes": _in_text(b"x" * TEN_MEGABYTES),
    "a quote never closed": _in_text(b'"'),
    "nested without end": _in_text(b'": ' + b"[" * 100_000),
    "half a character": _in_text(b"\\ud800"),
    "a name of the layout gone": _first_line(b"Anders"),
    "a carriage return in the layout": _first_line(b'\r"{}'),
    "of the future": _tomorrow,
    "an entity bomb": lambda row: (
        b'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
        b"<Extract><Header>&b;</Header></Extract>"
    ),
    "an entity from elsewhere": lambda row: (
        b'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a SYSTEM "file:///etc/passwd">]><FunctionCodes>&a;</FunctionCodes>'
    ),
    "a zip cut off": lambda row: row.packed(row.plain())[:-60],
    "a zip damaged inside": lambda row: _flipped(row.packed(row.plain())),
    "a zip bomb": _bomb,
    "a name that climbs out": lambda row: row.packed(row.plain(), "../../" + (row.inside or row.file)),
    "encrypted": _encrypted,
}  # fmt: skip
IN_JSON = {"NUL escaped", "nested without end", "half a character"}
IN_A_ZIP = {"a zip cut off", "a zip damaged inside", "a zip bomb", "a name that climbs out", "encrypted"}


def maladies_of(row: Row) -> list[str]:
    """What can befall a file of this form; of one that also comes plain, the zip alone is of interest."""
    if row.inside and not row.members:
        return sorted(IN_A_ZIP)
    no_json = set() if "json" in Path(row.file).suffix else IN_JSON
    return [name for name in MALADIES if name not in no_json and (row.day[0] or name != "of the future")]


def _flipped(packed: bytes) -> bytes:
    """Bytes in the middle of the packed content turned round."""
    raw = bytearray(packed)
    begin = raw.index(b"PK\x03\x04") + 60
    for place in range(begin, min(begin + 40, len(raw))):
        raw[place] ^= 0xFF
    return bytes(raw)
