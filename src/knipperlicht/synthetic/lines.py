"""CSV lines of the tables with one line an entity: enterprise, establishment, branch and address.

Every function takes the world and rising positions (n,) and returns a column of whole lines with newline.
"""

from __future__ import annotations

import numpy as np

from .addresses import address_columns
from .days import date_column
from .forms import CODES, READ_AS, SITUATION_CODES
from .hashing import Ints
from .numbers import digits
from .registers import World
from .text import Column, choose, fixed, join, take, words

HEADERS = {
    "enterprise": ("EnterpriseNumber", "Status", "JuridicalSituation", "TypeOfEnterprise", "JuridicalForm",
                   "JuridicalFormCAC", "StartDate"),
    "establishment": ("EstablishmentNumber", "StartDate", "EnterpriseNumber"),
    "denomination": ("EntityNumber", "Language", "TypeOfDenomination", "Denomination"),
    "address": ("EntityNumber", "TypeOfAddress", "CountryNL", "CountryFR", "Zipcode", "MunicipalityNL",
                "MunicipalityFR", "StreetNL", "StreetFR", "HouseNumber", "Box", "ExtraAddressInfo",
                "DateStrikingOff"),
    "contact": ("EntityNumber", "EntityContact", "ContactType", "Value"),
    "activity": ("EntityNumber", "ActivityGroup", "NaceVersion", "NaceCode", "Classification"),
    "branch": ("Id", "StartDate", "EnterpriseNumber"),
    "code": ("Category", "Code", "Language", "Description"),
    "meta": ("Variable", "Value"),
}  # fmt: skip
TABLES = ("enterprise", "establishment", "denomination", "address", "contact", "activity", "branch")


def header(names: tuple[str, ...]) -> bytes:
    """The first line of a file."""
    return (",".join(f'"{name}"' for name in names) + "\n").encode()


def enterprise_numbers(world: World, at: Ints) -> Column:
    """Quoted numbers of the enterprises at positions `at`."""
    return fixed(digits(world.enterprises.number[at], establishment=False))


def establishment_numbers(world: World, at: Ints) -> Column:
    """Quoted numbers of the establishments at positions `at`."""
    return fixed(digits(world.establishments.number[at], establishment=True))


def branch_numbers(world: World, at: Ints) -> Column:
    """Quoted ids of the branches at positions `at`."""
    return fixed(digits(world.branches.number[at], establishment=True))


def enterprise_lines(world: World, at: Ints) -> Column:
    """enterprise.csv: one line each; natural persons have no form."""
    rows = world.enterprises
    legal = rows.kind[at] == 2
    situations = words([f',"AC","{code}",' for code in SITUATION_CODES])
    forms = words([f'"2","{code}",{_quoted(READ_AS.get(code))},' for code in CODES])
    return join(
        enterprise_numbers(world, at),
        take(situations, rows.situation[at]),
        choose(legal, take(forms, rows.form[at]), '"1",,,'),
        date_column(rows.start[at]),
        "\n",
    )


def _quoted(value: str | None) -> str:
    return f'"{value}"' if value else ""


def establishment_lines(world: World, at: Ints) -> Column:
    """establishment.csv: one line each."""
    rows = world.establishments
    numbers = establishment_numbers(world, at)
    return join(
        numbers, ",", date_column(rows.start[at]), ",", enterprise_numbers(world, rows.parent[at]), "\n"
    )


def branch_lines(world: World, at: Ints) -> Column:
    """branch.csv: one line each."""
    rows = world.branches
    numbers = branch_numbers(world, at)
    return join(
        numbers, ",", date_column(rows.start[at]), ",", enterprise_numbers(world, rows.parent[at]), "\n"
    )


def seat_lines(world: World, at: Ints) -> Column:
    """address.csv for enterprises: a seat for legal persons, nothing for natural persons."""
    at = at[world.enterprises.kind[at] == 2]
    rows = world.enterprises
    struck = rows.struck[at]
    date = choose(struck > 0, date_column(np.where(struck > 0, struck, 0)), "")
    return _address(world, enterprise_numbers(world, at), "REGO", rows.building[at], rows.box[at], date)


def establishment_address_lines(world: World, at: Ints) -> Column:
    """address.csv for establishments: always one."""
    rows = world.establishments
    return _address(world, establishment_numbers(world, at), "BAET", rows.building[at], rows.box[at], "")


def branch_address_lines(world: World, at: Ints) -> Column:
    """address.csv for branches: always one."""
    rows = world.branches
    return _address(world, branch_numbers(world, at), "ABBR", rows.building[at], rows.box[at], "")


def _address(
    world: World, numbers: Column, kind: str, building: Ints, box: Ints, struck: Column | str
) -> Column:
    parts: list[Column | str] = [numbers, f',"{kind}",']
    for column in address_columns(world.geo, building, box.astype(np.int64)):
        parts += [column, ","]
    return join(*parts, struck, "\n")
