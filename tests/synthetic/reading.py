"""Read synthetic extracts the plain way: lists and dictionaries, no help from the code under test."""

from __future__ import annotations

import csv
import io
import zipfile
from collections import Counter
from functools import lru_cache
from pathlib import Path

TABLES = ("enterprise", "establishment", "denomination", "address", "contact", "activity", "branch")
Register = dict[str, dict[str, list[str]]]


def text(path: Path, name: str) -> str:
    with zipfile.ZipFile(path) as archive:
        return archive.read(name).decode("utf-8")


def lines(path: Path, name: str) -> list[str]:
    """Lines without the header."""
    return text(path, name).split("\n")[1:-1]


@lru_cache(maxsize=1)
def rows(path: Path, name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text(path, name))))


def key(line: str) -> str:
    return line.split(",", 1)[0]


def owner(line: str) -> str:
    return line.rsplit(",", 1)[-1]


def load(full: Path) -> Register:
    register: Register = {}
    for table in TABLES:
        register[table] = {}
        for line in lines(full, f"{table}.csv"):
            register[table].setdefault(key(line), []).append(line)
    return register


def apply(register: Register, update: Path) -> None:
    """Delete, insert, and remove everything that hangs on an enterprise or establishment that left."""
    inserted = {key(line) for line in lines(update, "enterprise_insert.csv")}
    gone = set(lines(update, "enterprise_delete.csv")) - inserted
    closed = set(lines(update, "establishment_delete.csv"))
    closed -= {key(line) for line in lines(update, "establishment_insert.csv")}
    for table in ("establishment", "branch"):
        closed |= {entity for entity, found in register[table].items() if owner(found[0]) in gone}
    for table in TABLES:
        for entity in [*lines(update, f"{table}_delete.csv"), *gone, *closed]:
            register[table].pop(entity, None)
        for line in lines(update, f"{table}_insert.csv"):
            register[table].setdefault(key(line), []).append(line)


def counted(register: Register, table: str) -> Counter[str]:
    return Counter(line for found in register[table].values() for line in found)
