"""Annual accounts of the National Bank: the deposits of one enterprise, or the extract of one day, as one zip.

A filing does not say whose it is, so a zip holds the list and the filings it names; the list's name says of whom and
when it was asked (see docs/sources/nbb.md). The key goes into a header and nowhere else.
"""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import Any
from uuid import uuid4

from knipperlicht.fetching.addresses import NotAllowed
from knipperlicht.fetching.asking import NotFetched
from knipperlicht.fetching.client import Got, Known
from knipperlicht.fetching.errand import Errand
from knipperlicht.fetching.settings import Nbb, nbb_key

LIST_LIMIT, FILING_LIMIT, DAY_LIMIT = 2**28, 64 * 2**20, 2**31
AS_DATA_SINCE = 2022
"""Filings exist as JSON since this year of deposit."""
MAY_STILL_COME = timedelta(days=30)
"""So long after its deposit a filing without figures is asked for again."""
_REFERENCE = re.compile(r"[0-9]{4}-[0-9]{8}")
_JSON, _ZIP = "application/x.jsonxbrl", "application/x.zip+json"


def fetch(errand: Errand, wanted: Nbb, *, days: tuple[date, ...] = ()) -> None:
    """Bring a zip for each enterprise, and for each day (`days`, and the last `wanted.days`) not yet fetched."""
    past = [errand.today - timedelta(days=back) for back in range(wanted.days, 0, -1)]
    unknown = [day for day in past if errand.memory.get(f"nbb/day/{day}") is None]
    if not wanted.numbers and not wanted.days and not days:
        raise NotAllowed("nbb: say of which enterprises or days; nothing was asked.")
    if late := [day for day in days if day >= errand.today]:
        raise NotAllowed(f"nbb: the deposits of {late[0]} are ready the morning after; nothing was asked.")
    work: dict[str, Callable[[], None]] = {
        str(day): partial(_day, errand, wanted, day) for day in sorted({*days, *unknown})
    }
    work |= {number: partial(_enterprise, errand, wanted, number) for number in wanted.numbers}
    errand.each(list(work), lambda item: work[item]())


def _ask(errand: Errand, address: str, name: str, *, accept: str, limit: int) -> Got:
    return errand.client.get(
        address, errand.parts / name, limit=limit, accept=accept, secret=nbb_key(),
        headers={"X-Request-Id": str(uuid4())},
    )  # fmt: skip


def _day(errand: Errand, wanted: Nbb, day: date) -> None:
    base = f"{wanted.address}/extracts/batch/{day}"
    references = _ask(
        errand, f"{base}/references", "references.json", accept="application/json", limit=LIST_LIMIT
    )
    if references.status == "missing":
        # Of yesterday it may still come; older than that, it was a day without an extract.
        if day < errand.today - timedelta(days=2):
            errand.memory.put(f"nbb/day/{day}", Known())
        errand.say(f"nbb {day}: no extract.")
        return
    filings = _ask(errand, f"{base}/accountingData", "accountingData.zip", accept=_ZIP, limit=DAY_LIMIT)
    if filings.status == "missing":
        raise NotFetched(
            f"nbb {day}: the deposits are listed, their figures are not there yet. Try again later."
        )
    if not zipfile.is_zipfile(filings.path):
        filings.path.unlink()
        raise NotFetched(f"nbb {day}: the figures did not come as a zip. The service may have changed.")
    listed = len(_list(references.path, f"nbb {day}"))
    _pack(
        errand,
        f"nbb-{day}.zip",
        [(f"references_{day}.json", references.path), ("accountingData.zip", filings.path)],
    )
    errand.memory.put(f"nbb/day/{day}", Known(sha256=filings.known.sha256))
    errand.say(f"nbb {day}: {listed:,} deposits.")


def _enterprise(errand: Errand, wanted: Nbb, number: str) -> None:
    base = f"{wanted.address}/authentic"
    got = _ask(
        errand,
        f"{base}/legalEntity/{number}/references",
        "references.json",
        accept="application/json",
        limit=LIST_LIMIT,
    )
    if got.status == "missing":
        # Not an empty list: whether it never deposited, or is not known there, this does not say.
        errand.say(f"nbb {number}: the bank has no list of it.")
        return
    members, absent = [(f"{number}_references_{errand.today}.json", got.path)], 0
    new = dict[str, Known]()
    for reference, deposited in _with_figures(_list(got.path, f"nbb {number}")):
        if errand.memory.get(f"nbb/{reference}") is not None:
            continue
        filing = _ask(
            errand,
            f"{base}/deposit/{reference}/accountingData",
            f"{reference}.json",
            accept=_JSON,
            limit=FILING_LIMIT,
        )
        if filing.status == "missing":
            absent += 1
            if deposited < errand.today - MAY_STILL_COME:
                new[f"nbb/{reference}"] = Known()
            continue
        new[f"nbb/{reference}"] = Known(sha256=filing.known.sha256)
        members.append((f"{reference}.json", filing.path))
    _pack(errand, f"nbb-{number}-{errand.today}.zip", members)
    for name, known in new.items():
        errand.memory.put(name, known)
    without = f", {absent} deposits have no figures as data" if absent else ""
    errand.say(f"nbb {number}: the list and {len(members) - 1} new filings{without}.")


def _list(path: Path, what: str) -> list[dict[str, Any]]:
    try:
        found = json.loads(path.read_bytes())
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, list) or not all(isinstance(one, dict) for one in found):
        path.unlink()
        raise NotFetched(f"{what}: the answer is no list of deposits. The service may have changed.")
    return found


def _with_figures(listed: list[dict[str, Any]]) -> Iterator[tuple[str, date]]:
    """Reference and day of the deposits that may exist as data."""
    for one in listed:
        reference = str(one.get("ReferenceNumber"))
        # Only what is written as a reference becomes part of an address or of a file's name.
        if not one.get("AccountingDataURL") or not _REFERENCE.fullmatch(reference):
            continue
        try:
            deposited = date.fromisoformat(str(one.get("DepositDate")))
        except ValueError:
            continue
        if deposited.year >= AS_DATA_SINCE:
            yield reference, deposited


def _pack(errand: Errand, name: str, members: list[tuple[str, Path]]) -> None:
    path = errand.parts / name
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for inside, member in members:
            archive.write(member, inside)
    for _, member in members:
        member.unlink()
    errand.deliver(path, name)
