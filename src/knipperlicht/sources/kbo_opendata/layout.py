"""The tables of a KBO Open Data extract, column by column (cookbook R018, chapter 2).

`register` is the column's name in the CSV, `field` ours. `kind` says how a value is read:

- `entity`      enterprise, establishment or branch number -> BIGINT without dots
- `enterprise`  enterprise number -> BIGINT
- `establishment` establishment number -> BIGINT
- `branch`      branch id (not an official number, no check digits) -> BIGINT
- `code`        a code of `category` in code.csv -> text of at most `limit` characters; an unknown code is
                accepted and reported
- `text`        free text of at most `limit` characters
- `date`        dd-mm-yyyy -> DATE
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

CODE_LIMIT = 20
"""No code of the register is longer than five characters; beyond this it is not a code but damage."""

Kind = Literal["entity", "enterprise", "establishment", "branch", "code", "text", "date"]


@dataclass(frozen=True, kw_only=True)
class Column:
    """One CSV column; `required` follows the cookbook's "mandatory"."""

    register: str
    field: str
    kind: Kind
    required: bool = False
    category: str | None = None
    limit: int = CODE_LIMIT

    @property
    def sql_type(self) -> str:
        """DuckDB type after reading."""
        if self.kind == "date":
            return "DATE"
        return "VARCHAR" if self.kind in ("code", "text") else "BIGINT"


@dataclass(frozen=True, kw_only=True)
class Table:
    """One CSV table. `key` columns are unique (last row wins); without them only exact repeats count."""

    name: str
    columns: tuple[Column, ...]
    key: tuple[str, ...] = ()

    @property
    def header(self) -> list[str]:
        """Register column names in file order."""
        return [column.register for column in self.columns]

    @property
    def fields(self) -> list[str]:
        """Our column names in file order; the first is always the row's owner, `entity`."""
        return [column.field for column in self.columns]


def _code(register: str, field: str, category: str | None = None, *, required: bool = True) -> Column:
    return Column(
        register=register, field=field, kind="code", required=required, category=category or register
    )


def _text(register: str, field: str, limit: int, *, required: bool = False) -> Column:
    return Column(register=register, field=field, kind="text", limit=limit, required=required)


_ENTITY = Column(register="EntityNumber", field="entity", kind="entity", required=True)
_START = Column(register="StartDate", field="start_date", kind="date", required=True)
_OWNER = Column(register="EnterpriseNumber", field="enterprise", kind="enterprise", required=True)

ENTERPRISE = Table(
    name="enterprise",
    key=("entity",),
    columns=(
        Column(register="EnterpriseNumber", field="entity", kind="enterprise", required=True),
        _code("Status", "status"),
        _code("JuridicalSituation", "juridical_situation"),
        _code("TypeOfEnterprise", "type_of_enterprise"),
        _code("JuridicalForm", "juridical_form", required=False),
        _code("JuridicalFormCAC", "juridical_form_cac", "JuridicalForm", required=False),
        _START,
    ),
)
ESTABLISHMENT = Table(
    name="establishment",
    key=("entity",),
    columns=(
        Column(register="EstablishmentNumber", field="entity", kind="establishment", required=True),
        _START,
        _OWNER,
    ),
)
DENOMINATION = Table(
    name="denomination",
    columns=(
        _ENTITY,
        _code("Language", "language"),
        _code("TypeOfDenomination", "type_of_denomination"),
        _text("Denomination", "denomination", 320, required=True),
    ),
)
ADDRESS = Table(
    name="address",
    columns=(
        _ENTITY,
        _code("TypeOfAddress", "type_of_address"),
        _text("CountryNL", "country_nl", 100),
        _text("CountryFR", "country_fr", 100),
        _text("Zipcode", "zipcode", 20),
        _text("MunicipalityNL", "municipality_nl", 200),
        _text("MunicipalityFR", "municipality_fr", 200),
        _text("StreetNL", "street_nl", 200),
        _text("StreetFR", "street_fr", 200),
        _text("HouseNumber", "house_number", 22),
        _text("Box", "box", 20),
        _text("ExtraAddressInfo", "extra", 80),
        Column(register="DateStrikingOff", field="date_striking_off", kind="date"),
    ),
)
CONTACT = Table(
    name="contact",
    columns=(
        _ENTITY,
        _code("EntityContact", "entity_contact"),
        _code("ContactType", "contact_type"),
        _text("Value", "value", 254, required=True),
    ),
)
ACTIVITY = Table(
    name="activity",
    columns=(
        _ENTITY,
        _code("ActivityGroup", "activity_group"),
        Column(register="NaceVersion", field="nace_version", kind="code", required=True),
        Column(register="NaceCode", field="nace_code", kind="code", required=True, category="Nace"),
        _code("Classification", "classification"),
    ),
)
BRANCH = Table(
    name="branch",
    key=("entity",),
    columns=(
        Column(register="Id", field="entity", kind="branch", required=True),
        _START,
        _OWNER,
    ),
)

TABLES: tuple[Table, ...] = (ENTERPRISE, ESTABLISHMENT, BRANCH, DENOMINATION, ADDRESS, CONTACT, ACTIVITY)
"""The seven tables with history, parents before the tables that hang on them."""

BY_NAME = {table.name: table for table in TABLES}

META_HEADER = ["Variable", "Value"]
CODE_HEADER = ["Category", "Code", "Language", "Description"]

KEY_COLUMN = {
    "enterprise": "EnterpriseNumber",
    "establishment": "EstablishmentNumber",
    "branch": "Id",
}
"""Header of `<table>_delete.csv`; every other table uses EntityNumber."""


def delete_header(table: Table) -> str:
    """The one column of `<table>_delete.csv`."""
    return KEY_COLUMN.get(table.name, "EntityNumber")


def delete_table(table: Table) -> Table:
    """The shape of `<table>_delete.csv`: one column of keys, a repeat of a key changes nothing."""
    kind: Kind = table.columns[0].kind
    column = Column(register=delete_header(table), field="entity", kind=kind, required=True)
    return Table(name=f"{table.name}_delete", columns=(column,), key=("entity",))
