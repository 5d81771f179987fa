"""A KBO Select list as an authority makes one: standing mandates with a number of the person who holds each.

The numbers begin with 9999, a day of birth that nobody has.
"""

from __future__ import annotations

import csv
from datetime import date, timedelta
from pathlib import Path

from .boards import Boards
from .mandates import FUNCTIONS, person_names
from .registers import World
from .script import Company

COLUMNS = (
    "Ondernemingsnummer", "Status", "Functiecode", "Functie (NL)", "Functie type", "Begindatum functie",
    "Persoonsnummer functiehouder", "Naam functiehouder", "Voornaam functiehouder", "Ondernemingsnummer functiehouder",
)  # fmt: skip
_EPOCH = date(1970, 1, 1)


def write_selection(world: World, boards: Boards, path: Path) -> Path:
    """Write the list of all companies that have a standing mandate and have not left the register."""
    standing = {
        at: [t for t in terms if not t.until]
        for at, terms in boards.items()
        if not world.enterprises.gone[at]
    }
    names = person_names(
        [t.holder for terms in standing.values() for t in terms if isinstance(t.holder, int)]
    )
    rank = {key: nth for nth, key in enumerate(sorted(names))}
    with path.open("w", encoding="iso-8859-1", newline="") as handle:
        writer = csv.writer(handle, lineterminator="\n")
        writer.writerow(COLUMNS)
        for at, terms in sorted(standing.items()):
            for term in terms:
                code, label, _ = FUNCTIONS[term.role]
                number, surname, first, firm = "", "", "", ""
                if isinstance(term.holder, Company):
                    firm = f"{int(world.enterprises.number[term.holder.position]):010}"
                else:
                    number = f"9999{rank[term.holder]:07}"
                    surname, _, first = names[term.holder].partition(", ")
                since = f"{_EPOCH + timedelta(days=term.since):%d/%m/%Y}"
                writer.writerow((
                    f"{int(world.enterprises.number[at]):010}", "AC", code, label, "1", since, number, surname, first, firm,
                ))  # fmt: skip
    return path
