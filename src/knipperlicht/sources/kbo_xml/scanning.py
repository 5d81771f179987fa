"""From 28 GB of XML to trees of a few entities at a time, fast and with flat memory.

Most bytes of an extract are activities and addresses, which KBO Open Data brings too. They are cut out as bytes before
anything is parsed. That is exact, not a guess: a file with `<!` anywhere (a DTD with its entities, a comment, CDATA) or
with a second `<?` is refused, and in what remains a `<` can only begin a tag. What is left goes through expat, which
sees no DTD and so knows no entities to expand.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from knipperlicht.errors import UnusableFile

CHUNK = 2**18
"""Bytes read at a time: small enough that the tree of a piece stays in the processor's cache."""
LONGEST = 64 * 2**20
TAIL = 2**16
SKIPPED = (
    "Branches", "Activities", "Addresses", "Denominations", "ContactInformations", "BankAccounts", "Permissions",
    "Authorizations", "Professions", "WorkingPartners", "ForeignIdentifications", "JurForms", "EnterpriseNumbers",
)  # fmt: skip
"""Groups of an entity that we do not read. Branches first: it holds others of these."""
START = re.compile(
    rb"\s*(?:<\?xml[^>]*\?>)?\s*<(?:([A-Za-z_][\w.-]*):)?([A-Za-z_][\w.-]*)(?:\s[^>]*)?>", re.DOTALL
)
ROOT = b'<r xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
ENCODING = re.compile(rb"<\?xml[^>]*encoding\s*=\s*[\"']([^\"']+)")


@dataclass
class Scan:
    """One file being read. `entities` counts what `trees` gave; `tail` holds the last bytes when it is done."""

    path: Path
    stream: IO[bytes]
    prefix: str = ""
    head: bytes = b""
    entities: int = 0
    broken: list[bytes] = field(default_factory=list)
    tail: bytes = b""
    _rest: bytes = b""
    _close: bytes = b""
    _begun: bool = False

    def begin(self) -> None:
        """Read up to the first entity: `head` then holds everything before it."""
        first = self._next()
        if first.startswith(b"\xef\xbb\xbf"):
            first = first[3:]
        encoding = ENCODING.match(first)
        if encoding and encoding[1].lower() not in (b"utf-8", b"us-ascii"):
            raise UnusableFile(
                f"{self.path}: UTF-8 was expected, the file says {encoding[1]!r}. Nothing was read."
            )
        start = START.match(first)
        if start is None:
            raise UnusableFile(
                f"{self.path}: XML was expected, found {first[:40]!r}. Is this the right file?"
            )
        self.prefix = f"{start[1].decode()}:" if start[1] else ""
        root = (start[1] + b":" if start[1] else b"") + start[2]
        self._close = b"</" + root + b">"
        buffer = first[start.end() :]
        ends = [self._tag(name) for name in ("<Enterprise>", "</Enterprises>", "<BusinessUnits>", "<Footer>")]
        while not (places := [place for end in ends if (place := buffer.find(end)) >= 0]):
            buffer += (chunk := self._next())
            if not chunk or len(buffer) > LONGEST:
                raise UnusableFile(
                    f"{self.path}: neither entities nor a footer were found where the extract has them. Is this the "
                    "right file, and whole?"
                )
        self.head, self._rest = buffer[: min(places)], buffer[min(places) :]

    def trees(self) -> Iterator[ET.Element]:
        """Elements with some entities each, without the groups that are skipped."""
        begin, end = self._tag("<Enterprise>"), self._tag("</Enterprise>")
        over = [self._tag(tag) for tag in ("</Enterprises>", "<BusinessUnits>", "<Footer>")]
        buffer = self._rest
        while True:
            cut = buffer.rfind(end)
            if cut >= 0:
                whole, buffer = buffer[: cut + len(end)], buffer[cut + len(end) :]
                yield from self._parsed(whole[whole.find(begin) :], end)
            if begin not in buffer and any(tag in buffer for tag in over):
                break
            if len(buffer) > LONGEST:
                raise UnusableFile(f"{self.path}: an entity of more than {LONGEST >> 20} MiB; not believed.")
            chunk = self._next()
            if not chunk:
                break
            buffer += chunk
        while chunk := self._next():
            buffer = buffer[-TAIL:] + chunk
        self.tail = buffer[-2 * TAIL :]
        if not self.tail.rstrip().endswith(self._close):
            raise UnusableFile(
                f"{self.path}: ends in the middle; the closing tag is missing. Download it again."
            )

    def _parsed(self, whole: bytes, end: bytes) -> Iterator[ET.Element]:
        for name in SKIPPED:
            opening, closing = self._tag(f"<{name}>"), self._tag(f"</{name}>")
            first, *others = whole.split(opening)
            if others:
                whole = b"".join([first, *(other.partition(closing)[2] for other in others)])
        whole = self._without_establishment_links(whole)
        self.entities += whole.count(end)
        try:
            yield self.parse(whole)
        except ET.ParseError:
            for one in whole.split(end)[:-1]:
                try:
                    yield self.parse(one + end)
                except ET.ParseError:
                    self.broken.append(one[:2000])

    def _without_establishment_links(self, whole: bytes) -> bytes:
        """Leave out groups of links that hold nothing but links between an entity and its establishments."""
        opening, closing = self._tag("<LinkedEnterprises>"), self._tag("</LinkedEnterprises>")
        every = self._tag("<LinkType>")
        plain = every + b"001" + self._tag("</LinkType>")
        first, *others = whole.split(opening)
        kept = [first]
        for other in others:
            group, _, rest = other.partition(closing)
            kept.append(rest if group.count(every) == group.count(plain) else opening + other)
        return b"".join(kept)

    def parse(self, piece: bytes) -> ET.Element:
        """A piece of the file as a tree; its tags carry no namespace."""
        if self.prefix:
            bare = self.prefix.encode()
            piece = piece.replace(b"<" + bare, b"<").replace(b"</" + bare, b"</")
        return ET.fromstring(ROOT + piece + b"</r>")

    def _tag(self, tag: str) -> bytes:
        mark = 2 if tag.startswith("</") else 1
        return (tag[:mark] + self.prefix + tag[mark:]).encode()

    def _next(self) -> bytes:
        chunk = self.stream.read(CHUNK)
        while chunk.endswith(b"<"):
            chunk += (further := self.stream.read(1))
            if not further:
                break
        if b"<!" in chunk:
            raise UnusableFile(self._odd("a document type, comment or CDATA"))
        begins = chunk.find(b"<?xml") + 1 if not self._begun else 0
        if chunk.find(b"<?", begins) >= 0:
            raise UnusableFile(self._odd("a processing instruction"))
        self._begun = True
        return chunk

    def _odd(self, what: str) -> str:
        return (
            f"{self.path}: holds {what}. The register's extracts hold none, and it could make a reader expand or fetch "
            "what it should not: nothing was read. Get the file from the register's own server."
        )
