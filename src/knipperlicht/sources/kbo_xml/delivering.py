"""A file of the extract as one delivery: header, cancelled entities, entities in batches, footer with its counts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import date
from pathlib import Path
from xml.etree.ElementTree import Element, ParseError

import pyarrow as pa

from knipperlicht.engine import no_collecting
from knipperlicht.errors import UnusableFile
from knipperlicht.sources.kbo_xml.codes import read_codes
from knipperlicht.sources.kbo_xml.entities import Gathered, gather
from knipperlicht.sources.kbo_xml.opening import NAME, members, opened
from knipperlicht.sources.kbo_xml.scanning import Scan
from knipperlicht.sources.kbo_xml.tables import SCHEMAS
from knipperlicht.sources.kbo_xml.values import day, number, text_of
from knipperlicht.sources.records import Batch, Delivery, Refused

BATCH = 50_000
KINDS = {"F": "full", "D": "change"}
FOOTER = re.compile(rb"<(?:[\w.-]+:)?Footer>.*?</(?:[\w.-]+:)?Footer>", re.DOTALL)


def deliver(path: Path, today: date) -> Delivery:
    """See `Delivery`. The day is that of the header; a codes file alone has that of its name, else `today`."""
    found = members(path)
    data = [name for name in found if ".codes." not in (name or path.name).lower()]
    codes = [name for name in found if name not in data]
    if len(data) == 1 and found == [None] and _holds_codes(path):
        data, codes = [], data
    if len(data) > 1:
        raise UnusableFile(
            f"{path}: one data file was expected beside the codes, found {', '.join(map(str, data))}."
        )
    if not data:
        named = NAME.fullmatch(Path(codes[0] or path.name).name)
        when = _named_day(named[1]) if named else today
        return Delivery(day=when or today, batches=_batches(path, None, codes))
    with opened(path, data[0]) as stream:
        header = _header(path, _begun(path, stream))
    when, kind = header
    notes = (
        ()
        if codes
        else ("no codes file with it: functions get their meaning from one that is taken in beside it",)
    )
    whole = kind == "full"
    return Delivery(
        day=when,
        batches=_batches(path, data[0] if data else None, codes, data=True),
        notes=notes,
        whole=whole,
    )


def _batches(
    path: Path, member: str | None, codes: list[str | None], *, data: bool = False
) -> Iterator[Batch]:
    for name in codes:
        with opened(path, name) as stream:
            yield from read_codes(path, stream)
    if not data:
        return
    with ExitStack() as stack:
        stack.enter_context(no_collecting())
        scan = _begun(path, stack.enter_context(opened(path, member)))
        gathered, cancelled = Gathered(), _cancelled(scan)
        for enterprise in cancelled:
            gathered.rows["xml_enterprise"].append((enterprise, None, "AN", *(None,) * 6))
        for tree in scan.trees():
            for entity in tree:
                try:
                    gather(entity, gathered)
                except UnusableFile as error:
                    raise UnusableFile(f"{path}: {error}") from error
            if any(len(rows) >= BATCH for rows in gathered.rows.values()):
                yield from _flushed(gathered)
        for piece in scan.broken:
            content = re.sub(rb"<[^>]*>", b" ", piece)[:40].decode("utf-8", "replace").strip()
            gathered.refuse("xml_enterprise", "an Enterprise", "is no well-formed XML", content)
        yield from _flushed(gathered)
        _check_footer(scan, len(cancelled))


def _begun(path: Path, stream: object) -> Scan:
    scan = Scan(path=path, stream=stream)  # type: ignore[arg-type]
    scan.begin()
    return scan


def _parsed_head(scan: Scan) -> Element:
    head = scan.head
    for name in ("Enterprises", "BusinessUnits"):
        tag = f"<{scan.prefix}{name}".encode()
        cut = head.rfind(tag)
        if cut >= 0 and head[cut + len(tag) : cut + len(tag) + 1] in (b">", b" ", b"/"):
            head = head[:cut]
    try:
        return scan.parse(head)
    except ParseError as error:
        raise UnusableFile(
            f"{scan.path}: its header is no well-formed XML ({error}). Download it again."
        ) from error


def _header(path: Path, scan: Scan) -> tuple[date, str]:
    header = _parsed_head(scan).find("Header")
    if header is None:
        raise UnusableFile(
            f"{path}: an extract of the KBO begins with Header, this file does not. Is it the right file?"
        )
    kind = KINDS.get(text_of(header.find("ExtractType")) or "")
    try:
        when = day(text_of(header.find("ExecutionDate")))
    except ValueError:
        when = None
    if kind is None or when is None:
        raise UnusableFile(
            f"{path}: Header needs ExecutionDate (a day) and ExtractType (F or D), found "
            f"{text_of(header.find('ExecutionDate'))!r} and {text_of(header.find('ExtractType'))!r}. Nothing was read."
        )
    return when, kind


def _cancelled(scan: Scan) -> list[int]:
    found = _parsed_head(scan).find("CancelledEnterprises")
    try:
        return [number(text_of(item)) for item in (found if found is not None else ())]
    except ValueError as error:
        raise UnusableFile(f"{scan.path}: CancelledEnterprises: {error}. Nothing was taken in.") from error


def _check_footer(scan: Scan, cancelled: int) -> None:
    """The footer counts what the file holds; a file that holds something else is not whole."""
    found = FOOTER.search(scan.tail)
    try:
        footer = scan.parse(found[0]).find("Footer") if found else None
    except ParseError:
        footer = None
    for name, counted in (("NbrOfEnterprises", scan.entities), ("NbrOfCancelledEnterprises", cancelled)):
        said = None if footer is None else text_of(footer.find(name))
        if said is None or not said.isdigit() or int(said) != counted:
            raise UnusableFile(
                f"{scan.path}: its footer says {name} {said}, {counted} were read. The file is not whole, or its format "
                "has changed; nothing was taken in. Download it again."
            )


def _flushed(gathered: Gathered) -> Iterator[Batch]:
    for name, schema in SCHEMAS.items():
        rows, refused = gathered.rows[name], gathered.refused[name]
        if rows or refused:
            columns = list(zip(*rows, strict=True)) or [()] * len(schema)
            arrays = [pa.array(column, field.type) for column, field in zip(columns, schema, strict=True)]
            yield Batch(table=name, rows=pa.table(arrays, schema=schema), refused=list[Refused](refused))
        gathered.rows[name], gathered.refused[name] = [], []


def _holds_codes(path: Path) -> bool:
    with path.open("rb") as stream:
        return b"FunctionCodes" in stream.read(2**20)


def _named_day(digits: str) -> date | None:
    try:
        return day(f"{digits[:4]}-{digits[4:6]}-{digits[6:]}")
    except ValueError:
        return None
