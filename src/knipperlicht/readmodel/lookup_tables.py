"""Which sorted files a snapshot has: a query each, the order of its rows, and what an update touches of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

BASES = ("address", "denomination")
CODES = "code"


@dataclass(frozen=True)
class File:
    """A query and the order of its rows; the first column of both is the key.

    `touched`: a query for every key whose rows can differ from those of the build before, whose database is
    attached as `prev` to that of a build on top of it. Only for large files: the others are always written whole.
    `among`: tables behind a FROM that can be cut down to the touched keys before anything else; the engine does not
    see that by itself through a join or a union.
    """

    name: str
    sql: str
    order: str
    touched: str | None = None
    among: tuple[str, ...] = ()

    def rows(self, keys: str | None = None) -> str:
        """The query in order; only for the keys in the one column of the table `keys`, where that is given."""
        if keys is None:
            return f"SELECT * FROM ({self.sql}) ORDER BY {self.order}"
        sql, condition = self.sql, f"{self.key} IN (FROM {keys})"
        for table in self.among:
            sql = sql.replace(f"FROM {table} ", f"FROM (SELECT * FROM {table} WHERE {condition}) ")
        return f"SELECT * FROM ({sql}) WHERE {condition} ORDER BY {self.order}"

    @property
    def key(self) -> str:
        """The column by which rows are found."""
        return self.order.split(",")[0]


def _both(key: str, table: str, where: str) -> str:
    """The keys of some rows of a table, as it is and as it was in the build before."""
    return f"SELECT {key} FROM {table} WHERE {where} UNION SELECT {key} FROM prev.{table} WHERE {where}"


_MARKS = " UNION ALL ".join(
    f"SELECT enterprise, hash(s) AS mark FROM {name} s WHERE enterprise IN (FROM score_changed)"
    for name in ("score", "prev.score")
)
RESCORED = f"SELECT enterprise FROM ({_MARKS}) GROUP BY enterprise HAVING bit_xor(mark) <> 0"
"""Told by the hashes of the row now and of that before, which cancel out where they are the same."""


FILES = (
    File("score", "SELECT * FROM score", "enterprise", RESCORED),
    File("hit_points", "SELECT * FROM hit_points", "enterprise, indicator"),
    File("family_points", "SELECT * FROM family_points", "enterprise, family"),
    File("evidence", "SELECT * FROM evidence", 'enterprise, indicator, "order", valid_from, key, value'),
    File("gap", "SELECT enterprise, gap, reason FROM gap", "enterprise, gap", "FROM gap_changed"),
    File("enterprise", "SELECT * FROM enterprise", "enterprise", "SELECT enterprise FROM enterprise_changed"),
    File("enterprise_past", "SELECT * FROM enterprise_past", "enterprise, valid_to, valid_from"),
    File("name", "SELECT * FROM name", "entity", "SELECT entity FROM name_changed"),
    File("owner", "SELECT * FROM owner", "entity", "SELECT entity FROM entity_changed"),
    File(
        "establishment",
        "SELECT enterprise, establishment, start_date, valid_from FROM establishment",
        "enterprise, establishment",
        _both("enterprise", "establishment", "establishment IN (FROM establishment_changed)"),
    ),
    File(
        "establishment_past",
        "SELECT enterprise, establishment, start_date, valid_from, valid_to FROM establishment_past",
        "enterprise, establishment, valid_from",
    ),
    File("branch", "SELECT enterprise, entity FROM owner WHERE entity >= 3000000000", "enterprise, entity"),
    File(
        "address_key",
        "SELECT entity, type_of_address, valid_from, nis, building_key FROM address",
        "entity, type_of_address, valid_from, building_key",
        "SELECT entity FROM address_changed",
    ),
    File("address_past", "SELECT * FROM address_past", "entity, valid_from, valid_to, type_of_address, unit_key, box"),
    File("address_overlay", "SELECT * FROM address_overlay", "entity, type_of_address, valid_from, house_number, box"),
    File("address_touched", "SELECT entity FROM address_touched", "entity"),
    File(
        "denomination_past",
        "SELECT * FROM denomination_past",
        "entity, valid_from, valid_to, type_of_denomination, language, denomination",
    ),
    File(
        "denomination_overlay",
        "SELECT * FROM denomination_overlay",
        "entity, type_of_denomination, language, denomination",
    ),
    File("denomination_touched", "SELECT entity FROM denomination_touched", "entity"),
    File("activity_overlay", "SELECT * FROM activity_overlay", "entity, activity_group, nace_version, nace_code"),
    File("activity_touched", "SELECT entity FROM activity_touched", "entity"),
    File(
        "contact",
        "SELECT enterprise, entity, entity_contact, contact_type, value, valid_from FROM contact "
        "WHERE enterprise IS NOT NULL",
        "enterprise, entity, contact_type, value, entity_contact",
        _both("enterprise", "contact", "entity IN (FROM contact_changed)"),
    ),
    File(
        "contact_past",
        "SELECT enterprise, entity, entity_contact, contact_type, value, valid_from, valid_to FROM contact_past "
        "WHERE enterprise IS NOT NULL",
        "enterprise, entity, contact_type, value, valid_from, entity_contact",
    ),
    File("event", "SELECT enterprise, day, kind, before, after FROM event", "enterprise, day, kind, before, after"),
    File(
        "main_activity_past",
        "SELECT * FROM main_activity_past",
        "entity, valid_from, activity_group, nace_version, nace_code",
    ),
    File(
        "municipality",
        "SELECT enterprise, nis FROM address WHERE nis IS NOT NULL AND enterprise IS NOT NULL "
        "UNION SELECT enterprise, nis FROM address_past WHERE nis IS NOT NULL AND enterprise IS NOT NULL",
        "enterprise, nis",
        _both("enterprise", "address", "entity IN (FROM address_changed)")
        + " UNION SELECT enterprise FROM ((FROM address_past EXCEPT FROM prev.address_past) "
        "UNION ALL (FROM prev.address_past EXCEPT FROM address_past))",
        ("address", "address_past"),
    ),
    File(
        "place",
        "SELECT building_key, entity, enterprise, type_of_address, a.valid_from, "
        "substr(unit_key, length(building_key) + 2) AS box, e.is_legal "
        "FROM address a JOIN enterprise e USING (enterprise) WHERE building_key IS NOT NULL",
        "building_key, enterprise, entity",
        "SELECT building_key FROM building_changed",
        ("address",),
    ),
)  # fmt: skip


def names() -> Sequence[str]:
    """All files of a snapshot."""
    return (*(f"{name}_base" for name in BASES), *(file.name for file in FILES), CODES)
