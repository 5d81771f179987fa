"""Registers that differ in what may not matter only: one function a kind of change, each in place, by the dice given."""

from __future__ import annotations

import hashlib
import re
import string
from collections.abc import Callable, Iterator
from random import Random
from typing import Any

from knipperlicht.core.text import fold
from knipperlicht.sources.records import record_tables
from tests.fairness.excluded import FREE, RENAMED
from tests.indicators.harness import Register

Row = dict[str, Any]
Change = Callable[[Register, Random], None]
LEGAL_WORDS = (
    "bv", "bvba", "nv", "vof", "comm", "v", "commv", "cv", "cvba", "vzw", "srl", "sprl", "sa", "snc", "sc", "scrl",
    "asbl", "scomm", "ebvba", "sprlu", "besloten", "vennootschap", "naamloze", "societe", "anonyme",
    "in", "en", "vereffening", "liquidatie", "liquidation", "faillissement", "faillite", "failliet",
)  # fmt: skip
"""Words of a name that say its form or its state in law: they stay, since a name that only gets them is no new name."""
DISTRICTS = (
    (("8500", "Kortrijk"), ("8800", "Roeselare"), ("8400", "Oostende")),
    (("9000", "Gent"), ("9300", "Aalst"), ("9100", "Sint-Niklaas")),
    (("1000", "Brussel"), ("1800", "Vilvoorde"), ("1500", "Halle")),
    (("2000", "Antwerpen"), ("2800", "Mechelen"), ("2300", "Turnhout")),
    (("3000", "Leuven"), ("3300", "Tienen"), ("3200", "Aarschot")),
)
"""Municipalities by judicial district, equally many: whether a seat moved to another district is a fact, which one is not."""
COUNTRIES = ("BE", "NL", "FR", "MA", "TR", "RO", "CN", "PA", "US", "GB")
NOBODY = 9_999_000_000
"""Numbers from here on are in no register."""


def every_row(register: Register, table: str) -> Iterator[Row]:
    """Standing and past rows of a table of the register."""
    yield from register.standing[table]
    yield from register.past[table]


def natural(register: Register) -> set[int]:
    """Numbers of natural persons."""
    return {row["entity"] for row in every_row(register, "enterprise") if row["type_of_enterprise"] == "1"}


def text(dice: Random) -> str:
    """Letters that mean nothing."""
    return "".join(dice.choices(string.ascii_letters + " ", k=12)) + "x"


def order(register: Register, dice: Random) -> None:
    """Rows of all tables come in another order."""
    for tables in (register.standing, register.past, register.records):
        for rows in tables.values():
            dice.shuffle(rows)


def languages(register: Register, dice: Random) -> None:
    """Names are in another language."""
    other = dict(zip("1234", dice.sample("1234", 4), strict=True))
    for row in every_row(register, "denomination"):
        row["language"] = other.get(row["language"], row["language"])


def persons(register: Register, dice: Random) -> None:
    """Natural persons have other names, starts, situations and contact details, and no rows in other sources."""
    people = natural(register)
    for row in every_row(register, "denomination"):
        if row["entity"] in people:
            row["denomination"], row["language"] = text(dice), dice.choice("1234")
    for row in every_row(register, "enterprise"):
        if row["entity"] in people:
            row["start_date"] = row["start_date"].replace(year=dice.randint(1960, 2025), day=1)
            row["juridical_situation"] = dice.choice(["000", "001", "050"])
    for row in every_row(register, "contact"):
        if row["entity"] in people:
            row["value"] = text(dice).replace(" ", "") + "@example.be"
    for rows in register.records.values():
        rows[:] = [row for row in rows if row.get("enterprise") not in people]


def places(register: Register, dice: Random) -> None:
    """All of one municipality move to another, everywhere and always: only who sits together matters."""
    moved: dict[tuple[str, str], tuple[str, str]] = {}
    for old, new in zip(DISTRICTS, dice.sample(DISTRICTS, len(DISTRICTS)), strict=True):
        moved.update(zip(old, dice.sample(new, len(new)), strict=True))
    by_code = {old[0]: new[0] for old, new in moved.items()}
    for row in every_row(register, "address"):
        place = (row["zipcode"], row["municipality_nl"])
        if place in moved:
            row["zipcode"], name = moved[place]
            row["municipality_nl"] = row["municipality_fr"] = name
    for row in register.records["shared_address"]:
        row["zipcode"] = by_code.get(row["zipcode"], row["zipcode"])


def telephones(register: Register, dice: Random) -> None:
    """Numbers are of another country: only the last eight digits tell whether two companies share a line."""
    prefix = dice.choice(["0032", "+212", "0031"])
    for row in every_row(register, "contact"):
        digits = re.sub(r"\D", "", row["value"])
        if row["contact_type"] == "TEL" and len(digits) >= 8:
            row["value"] = prefix + digits[-8:]


def free_columns(register: Register, dice: Random) -> None:
    """Names, places, countries and languages of other sources are anything at all, or nothing."""
    values: dict[str, Callable[[], Any]] = {
        "text": lambda: text(dice), "country": lambda: dice.choice(COUNTRIES),
        "language": lambda: dice.choice(["1", "2", "3", "4"]), "postcode": lambda: str(dice.randint(1000, 9999)),
        "place": lambda: dice.uniform(2, 51),
    }  # fmt: skip
    for (table, column), kind in FREE.items():
        key = column in record_tables()[table].key
        for row in register.records[table]:
            row[column] = None if not key and dice.random() < 0.2 else values[kind]()


def identities(register: Register, dice: Random) -> None:
    """Every person has another number, the same everywhere."""
    salt = dice.random()
    for (table, column), how in RENAMED.items():
        for row in register.records[table] if how == "identity" else ():
            if row.get(column) is not None:
                row[column] = hashlib.sha256(f"{salt}{row[column]}".encode()).hexdigest()[:32]


def names(register: Register, dice: Random) -> None:
    """Every name becomes another, letter by letter, so that changes stay changes and slips stay slips."""
    letters = string.ascii_lowercase
    table = str.maketrans(letters, "".join(dice.sample(letters, len(letters))))

    def other(name: str) -> str:
        words = fold(name).split()
        return " ".join(word if word in LEGAL_WORDS else word.translate(table) for word in words)

    for row in every_row(register, "denomination"):
        row["denomination"] = other(row["denomination"])
    for (source, column), how in RENAMED.items():
        for row in register.records[source] if how == "letters" else ():
            if row.get(column) is not None:
                row[column] = row[column].lower().translate(table)


def social_media(register: Register, dice: Random) -> None:
    """Every website is a page on a social medium, each its own."""
    for row in every_row(register, "contact"):
        if row["contact_type"] == "WEB":
            row["value"] = "https://www.facebook.com/" + row["value"]


CHANGES: dict[str, Change] = {
    change.__name__: change
    for change in (order, languages, persons, places, telephones, free_columns, identities)
}
CHANGES_OF_NAMES: dict[str, Change] = {change.__name__: change for change in (names, social_media)}
"""Apart from these, companies that a list outside the register names keep their names and websites."""


def foreign(register: Register, companies: list[int], dice: Random) -> None:
    """Add parents abroad, shareholders who are people, and lists of countries."""
    for place, number in enumerate(companies):
        child, parent, country = f"BE{number}", f"XX{number}", dice.choice(COUNTRIES)
        share = {"enterprise": number, "reference": "r", "place": place, "kind": "person", "name": text(dice)}
        rows: dict[str, list[Row]] = {
            "gleif_entity": [
                {"enterprise": number, "lei": child, "name": "x", "country": "BE"},
                {"enterprise": 0, "lei": parent, "name": text(dice), "country": country},
            ],
            "gleif_relation": [{"child": child, "kind": "direct", "parent": parent, "active": True}],
            "bods_entity": [
                {"record": child, "enterprise": number, "name": "x", "jurisdiction": "BE", "closed": False},
                {"record": parent, "enterprise": 0, "name": text(dice), "jurisdiction": country, "closed": False},
            ],
            "bods_person": [{"record": f"P{number}", "name": text(dice), "closed": False}],
            "bods_interest": [
                {"record": f"{who}>{child}", "place": 0, "subject": child, "party": who, "closed": False}
                for who in (parent, f"P{number}")
            ],
            "nbb_shareholder": [share | {"country": dice.choice(COUNTRIES), "share": 100.0}],
            "jurisdiction": [{"entry": f"{country} {number}", "country": country, "list": "fatf_grey"}],
        }  # fmt: skip
        for table, given in rows.items():
            register.records[table] += [{"seen": register.first_day, **row} for row in given]


def strangers(register: Register, dice: Random, *, share: float) -> None:
    """Add rows of the other sources once more, about companies and people that nobody knows."""
    for table, rows in list(register.records.items()):
        schema = record_tables()[table].schema
        if "enterprise" not in schema.names:
            continue
        copies = [dict(row) for row in rows if row.get("enterprise") and dice.random() < share]
        for place, row in enumerate(copies):
            for column in ("enterprise", "holder", "represents", "held"):
                if isinstance(row.get(column), int):
                    row[column] = NOBODY + place
            for column in (
                "identity",
                "fingerprint",
                "reference",
                "entry",
                "entity_id",
                "name_key",
                "site_key",
            ):
                if row.get(column):
                    row[column] = f"stranger-{row[column]}"
        register.records[table] = [*rows, *copies]
