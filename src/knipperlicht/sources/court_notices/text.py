"""Notices out of the text of a daily edition.

A notice begins with the court on a line of its own and ends with its number in the gazette (`2026/112233`), or where
the next court begins. Lines that repeat the edition and pages are left out. What other courts publish is not read:
administrators of persons (justice of the peace) are none of our business.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from knipperlicht.core.clock import DayError, parse_day
from knipperlicht.core.marks import CONTROL, LONGEST
from knipperlicht.core.numbers import NumberError, parse_number
from knipperlicht.errors import UnusableFile
from knipperlicht.sources.court_notices.words import (
    COURT,
    EDITION,
    EDITION_DAY,
    END,
    EXCUSABLE,
    FIELD,
    KINDS,
    MONTHS,
    NOT_EXCUSABLE,
    NUMBER,
    OTHER_COURT,
    WRITTEN_DAY,
)
from knipperlicht.sources.records import Refused

LINE_LIMIT = 2**16
NOTICE_LIMIT = 2**15
"""Characters; a notice has a few thousand. What follows is left out, so that no file fills the memory or the day."""


@dataclass
class Notice:
    """A notice as it stands in the text: first line, court, lines without it, number in the gazette, characters."""

    line: int
    court: str
    lines: list[str] = field(default_factory=list)
    numac: str = ""
    size: int = 0


def lines_of(path: Path) -> Iterator[str]:
    """Lines with single blanks, UTF-8 or Windows-1252; raises UnusableFile on anything but text."""
    with path.open("rb") as file:
        while raw := file.readline(LINE_LIMIT):
            if b"\0" in raw or raw.startswith(b"%PDF"):
                raise UnusableFile(
                    f"{path}: is no plain text. Take the text out of the PDF first, for instance with pdftotext."
                )
            try:
                text = raw.decode("utf-8-sig")
            except UnicodeDecodeError:
                text = raw.decode("cp1252", "replace")
            yield " ".join(CONTROL.sub(" ", text).split())


def edition_day(path: Path) -> date:
    """Day of the edition, from the line that repeats its name, else from the file's name (2026-03-11 or 20260311)."""
    for line in lines_of(path):
        if EDITION.search(line) and (found := EDITION_DAY.search(line)):
            return parse_day(found[1])
    digits = "".join(c for c in path.stem if c.isdigit())[:8]
    try:
        return parse_day(f"{digits[:4]}-{digits[4:6]}-{digits[6:]}")
    except DayError:
        raise UnusableFile(
            f"{path}: neither its text nor its name says of which day this edition is. Expected a line such as "
            "“BELGISCH STAATSBLAD — 11.03.2026 — MONITEUR BELGE”, or a file name such as 2026-03-11.txt."
        ) from None


def notices(path: Path) -> Iterator[Notice]:
    """The notices of enterprise courts, in order."""
    current: Notice | None = None
    for number, line in enumerate(lines_of(path), 1):
        if not line or EDITION.search(line) or (line.isdigit() and len(line) < 7):
            continue
        if court := COURT.match(line):
            if current is not None and current.lines:
                yield current
            current = Notice(line=number, court=" ".join(court["court"].split()))
        elif OTHER_COURT.match(line):
            if current is not None and current.lines:
                yield current
            current = None
        elif current is not None and (ended := END.match(line)):
            current.numac = ended["numac"]
            yield current
            current = None
        elif current is not None and current.size < NOTICE_LIMIT:
            current.lines.append(line[:NOTICE_LIMIT])
            current.size += len(line)
    if current is not None and current.lines:
        yield current


def read_notice(notice: Notice, *, day: date) -> dict[str, Any] | Refused:
    """The fields of a notice under the names of `court_notice`, or why it cannot be taken."""
    text = " ".join(notice.lines)
    found = list(FIELD.finditer(text))
    head = text[: found[0].start() if found else None].partition(":")[0]
    kind = next((kind for kind, pattern in KINDS if pattern.search(head)), None)

    def refuse(reason: str) -> Refused:
        return Refused(where=f"line {notice.line}", reason=reason, content=f"{notice.court} | {text}")

    if kind is None:
        return refuse("a notice of a kind we do not know")
    values: dict[str, str] = {}
    for place, field_ in enumerate(found):
        stop = found[place + 1].start() if place + 1 < len(found) else len(text)
        values.setdefault(field_.lastgroup or "", text[field_.end() : stop].strip(" .,;"))
    try:
        number = NUMBER.match(values.get("number", ""))
        enterprise = parse_number(number[0] if number else "")
    except NumberError as error:
        return refuse(f"no readable enterprise number: {error}")
    if any(len(value) > LONGEST for name, value in values.items() if name):
        return refuse(f"a field of more than {LONGEST} characters")
    excusable = False if NOT_EXCUSABLE.search(text) else True if EXCUSABLE.search(text) else None
    return {
        "enterprise": enterprise, "day": day, "kind": kind, "court": notice.court,
        "judgment_day": written_day(values.get("judgment", "")),
        "cessation_day": written_day(values.get("cessation", "")),
        "end_day": written_day(values.get("end", "")),
        "excusable": excusable, "reference": values.get("reference", "").split(" ")[0].strip(".") or notice.numac,
        "trustees": values.get("trustees") or None,
    }  # fmt: skip


def written_day(text: str) -> date | None:
    """The first day in a text, as `05/03/2026`, `5 maart 2026` or `1er mars 2026`; None where there is none."""
    digits, words = EDITION_DAY.search(text), WRITTEN_DAY.search(text)
    try:
        if words and (month := MONTHS.get(words[2].lower())):
            return date(int(words[3]), month, int(words[1]))
        return parse_day(digits[1]) if digits else None
    except (DayError, ValueError):
        return None
