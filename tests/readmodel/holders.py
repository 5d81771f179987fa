"""The shared province with invented holders of mandates in three of its companies."""

from __future__ import annotations

import csv
import fcntl
import shutil
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from knipperlicht.build import build
from knipperlicht.history.records import take_in_records
from knipperlicht.history.store import Store
from knipperlicht.readmodel.facts import name_of
from knipperlicht.readmodel.reader import Reader
from knipperlicht.sources.kbo_select.columns import NEEDED
from knipperlicht.sources.records import source_of
from tests.conftest import Province, linked_copy
from tests.sources.kbo_xml.extracts import START, company, write, write_codes

KORTRIJK, BRUGGE = "34022", "31005"
SEEN = date(2026, 11, 20)
ENDED = {"start_date": START, "end_date": date(2024, 5, 1)}
LONG_ENDED = {"start_date": START, "end_date": date(2019, 5, 1)}


@dataclass(frozen=True)
class Mandated:
    """The store, two companies of Kortrijk only and one of Brugge only, and the registered name of the second."""

    store: Store
    here: int
    also_here: int
    there: int
    also_here_name: str


def mandated(installed: Province) -> Mandated:
    """Made once a run, beside the shared installation. Only for reading."""
    home = installed.root.parent / "mandates"
    home.mkdir(exist_ok=True)
    with Reader(Store(installed.root)) as reader:
        here, also_here = _only_in(reader, KORTRIJK, BRUGGE, 2)
        (there,) = _only_in(reader, BRUGGE, KORTRIJK, 1)
        name = name_of(reader, also_here)
    assert name is not None
    with (home / "making").open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        if not (home / "ready").exists():
            shutil.rmtree(home / "data", ignore_errors=True)
            store = linked_copy(installed.root, home / "data")
            files = [write_codes(home, day=SEEN), _register(home, here, also_here, there)]
            files.append(_list(home, here, also_here, there))
            pairs = [(path, source_of(path)) for path in files]
            take_in_records(store, [(path, source) for path, source in pairs if source], today=SEEN)
            build(store)
            (home / "ready").touch()
    return Mandated(Store(home / "data"), here, also_here, there, name)


def _only_in(reader: Reader, nis: str, other: str, count: int) -> list[int]:
    placed = "SELECT enterprise FROM {} WHERE nis = '{}'"
    elsewhere = " UNION ".join(placed.format(table, other) for table in ("address", "address_past"))
    rows = reader.rows(
        f"SELECT enterprise FROM score WHERE nis = '{nis}' AND enterprise NOT IN ({elsewhere}) AND length(name) > 8 "
        f"ORDER BY enterprise LIMIT {count}"
    )
    return [row["enterprise"] for row in rows]


def director(name: str, **more: object) -> dict[str, object]:
    """A function of the reuse file."""
    return {"function": "00001", "holder_name": name, "start_date": START} | more


def _register(folder: Path, here: int, also_here: int, there: int) -> Path:
    return write(folder, [
        company(
            here, director("Proefmans, Élodie"), director("Voorbeeldema, Jan"), director("Weggegaan, Mia", **ENDED),
            director("Langgeleden, Piet", **LONG_ENDED), director("Şimşekçiğil-Proef, Éloïse"),
            director("Gelijkenaar, Bas"), director("Gelijkenaar, An"),
        ),
        company(
            there, director("Proefmans, Élodie"), director("Voorbeeldema, Jan"), {"function": "00001", "holder": also_here, "start_date": START},
            director("Plaatsman, Bo", function="00003", holder=also_here),
        ),
    ], day=SEEN)  # fmt: skip


def _list(folder: Path, here: int, also_here: int, there: int) -> Path:
    """Élodie Proefmans has a number in all three."""
    path = folder / "lijst.csv"
    with path.open("w", encoding="iso-8859-1", newline="") as file:
        writer = csv.DictWriter(file, NEEDED)
        writer.writeheader()
        for number in (here, also_here, there):
            writer.writerow(
                dict.fromkeys(NEEDED, "") | {
                    "Ondernemingsnummer": number, "Functiecode": "00001", "Functie (NL)": "Bestuurder",
                    "Begindatum functie": "01/04/2015", "Persoonsnummer functiehouder": "00000000101",
                    "Naam functiehouder": "Proefmans", "Voornaam functiehouder": "Élodie",
                }
            )  # fmt: skip
    return path
