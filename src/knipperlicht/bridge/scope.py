"""Establishments of a municipality by listed activity: for the list in scope and the risk analysis of a regulation.

Activities are found with starts of NACE codes, a help to search that decides nothing. No score comes from here but by
`score_order`, which gives an order and no number.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from knipperlicht.bridge.register import reader

Prefixes = Mapping[int, Sequence[tuple[str, str]]]
"""Activity -> (NACE version, start of a code)."""


@dataclass(frozen=True, kw_only=True)
class Fit:
    """Why an establishment stands under an activity: the code it has; `own`: of itself, else of its enterprise."""

    activity: int
    version: str
    code: str
    main: bool
    own: bool


@dataclass(frozen=True, kw_only=True)
class Establishment:
    """An establishment unit as the register shows it, with its activities; without a place, `lon` and `lat` are None."""

    number: int
    enterprise: int
    name: str
    started: date | None
    postcode: str
    street: str
    house: str
    building: str
    lon: float | None
    lat: float | None
    fits: tuple[Fit, ...]


_HERE = """
WITH wanted AS (SELECT unnest($activities::INTEGER[]) AS activity, unnest($versions::VARCHAR[]) AS version, unnest($starts::VARCHAR[]) AS start),
code AS MATERIALIZED (SELECT DISTINCT m.nace_version, m.nace_code, w.activity FROM nace_map m
  JOIN wanted w ON m.nace_version = w.version AND starts_with(m.nace_code, w.start)),
here AS MATERIALIZED (SELECT a.entity, a.enterprise, a.building_key, e.start_date FROM address a
  JOIN establishment e ON e.establishment = a.entity
  WHERE a.type_of_address = 'BAET' AND list_contains($nis::VARCHAR[], a.nis)),
coded AS MATERIALIZED (SELECT entity, nace_version, nace_code, classification FROM register_activity
  WHERE nace_code IN (SELECT nace_code FROM code)),
bare AS MATERIALIZED (SELECT entity, enterprise FROM here ANTI JOIN activity_profile USING (entity)),
held AS MATERIALIZED (
  SELECT c.entity, c.nace_version, c.nace_code, c.classification, true AS own FROM coded c SEMI JOIN here USING (entity)
  UNION ALL
  SELECT b.entity, c.nace_version, c.nace_code, c.classification, false FROM coded c JOIN bare b ON c.entity = b.enterprise),
fit AS MATERIALIZED (SELECT h.entity, c.activity, h.nace_version, h.nace_code, h.own, bool_or(h.classification = 'MAIN') AS main
  FROM held h JOIN code c USING (nace_version, nace_code) GROUP BY ALL)
"""
"""`fit`: one row an establishment of the municipalities, activity and code. `bare`: units without any activity of their own."""

_ROWS = (
    _HERE
    + """, one_name AS (SELECT entity, denomination FROM register_denomination WHERE entity IN (SELECT entity FROM fit)
  QUALIFY row_number() OVER (PARTITION BY entity ORDER BY (type_of_denomination = '003') DESC, (language = '2') DESC, denomination) = 1),
one_address AS (SELECT entity, zipcode, coalesce(street_nl, street_fr) AS street, concat_ws('/', house_number, box) AS house
  FROM register_address WHERE type_of_address = 'BAET' AND entity IN (SELECT entity FROM fit)
  QUALIFY row_number() OVER (PARTITION BY entity ORDER BY valid_from DESC, zipcode, street, house) = 1),
point AS (SELECT number, lon, lat FROM vkbo_entity WHERE number IN (SELECT entity FROM fit) AND lon IS NOT NULL)
SELECT h.entity, h.enterprise, h.start_date, h.building_key, coalesce(d.denomination, n.name, '') AS name,
  a.zipcode, a.street, a.house, p.lon, p.lat,
  list({activity: f.activity, version: f.nace_version, code: f.nace_code, main: f.main, own: f.own}
    ORDER BY f.activity, f.nace_version DESC, f.nace_code) AS fits
FROM fit f JOIN here h USING (entity) LEFT JOIN one_name d USING (entity) LEFT JOIN name n ON n.entity = h.enterprise
LEFT JOIN one_address a USING (entity) LEFT JOIN point p ON p.number = h.entity
GROUP BY ALL ORDER BY h.entity
"""
)

_FIGURES = (
    _HERE
    + """, one AS (SELECT DISTINCT f.activity, f.entity, h.enterprise, h.start_date AS started, e.start_date AS operator,
    date_diff('month', h.start_date, $as_of::DATE) AS months
  FROM fit f JOIN here h USING (entity) LEFT JOIN enterprise e ON e.enterprise = h.enterprise)
SELECT activity, count(*) AS establishments, count(DISTINCT enterprise) AS operators,
  median(months) / 12 AS median_age, count(*) FILTER (months < 12) AS under_1, count(*) FILTER (months >= 12 AND months < 36) AS under_3,
  count(*) FILTER (months >= 36 AND months < 120) AS under_10, count(*) FILTER (months >= 120) AS older,
  {opened}, {new}
FROM one GROUP BY activity ORDER BY activity
"""
)


def establishments(*, nis: Collection[str], prefixes: Prefixes) -> list[Establishment]:
    """Standing establishments in the municipalities that have a code of one of the activities, by number."""
    rows = reader().connection.execute(_ROWS, _asked(nis, prefixes)).fetchall()
    return [
        Establishment(
            number=row[0], enterprise=row[1], started=row[2], building=row[3] or "", name=row[4], postcode=row[5] or "",
            street=row[6] or "", house=row[7] or "", lon=row[8], lat=row[9], fits=tuple(Fit(**fit) for fit in row[10]),
        )
        for row in rows
    ]  # fmt: skip


def figures(*, nis: Collection[str], prefixes: Prefixes, years: int = 5) -> dict[int, dict[str, Any]]:
    """Counts an activity: establishments, operators, median age in years, age in four classes, opened and new operators a year.

    `opened` and `new_operators` are [year, count] pairs of the last `years` years. Of what stands today: the register shows no
    establishment that closed before its first extract here.
    """
    as_of = reader().snapshot.as_of
    last = [as_of.year - back for back in reversed(range(years))]
    opened = ", ".join(f"count(*) FILTER (year(started) = {year:d})" for year in last)
    new = ", ".join(f"count(DISTINCT enterprise) FILTER (year(operator) = {year:d})" for year in last)
    sql = _FIGURES.format(opened=f"[{opened}] AS opened", new=f"[{new}] AS new_operators")
    result = reader().connection.execute(sql, _asked(nis, prefixes) | {"as_of": as_of})
    names = [column[0] for column in result.description or []]
    found = {}
    for row in (dict(zip(names, values, strict=True)) for values in result.fetchall()):
        pairs = {name: list(zip(last, row[name], strict=True)) for name in ("opened", "new_operators")}
        age = None if row["median_age"] is None else round(row["median_age"], 1)
        found[row["activity"]] = row | pairs | {"median_age": age}
    return found


def still_registered(numbers: Collection[int]) -> frozenset[int]:
    """Those of the establishments that still stand in the register, wherever."""
    rows = reader().rows(
        "SELECT establishment FROM establishment WHERE establishment IN (SELECT unnest(?::BIGINT[]))", list(numbers)
    )  # fmt: skip
    return frozenset(row["establishment"] for row in rows)


def score_order(enterprises: Collection[int]) -> dict[int, int]:
    """Enterprise -> its place when the highest score comes first; who has no score (a sole trader, gone) is not in it."""
    rows = reader().rows(
        "SELECT enterprise FROM score WHERE enterprise IN (SELECT unnest(?::BIGINT[])) ORDER BY score.score DESC, enterprise",
        list(enterprises),
    )  # fmt: skip
    return {row["enterprise"]: place for place, row in enumerate(rows)}


def data_day() -> date:
    """As of which day all this is."""
    return reader().snapshot.as_of


def _asked(nis: Collection[str], prefixes: Prefixes) -> dict[str, Any]:
    flat = [(activity, *pair) for activity, pairs in prefixes.items() for pair in pairs]
    return {
        "nis": sorted(nis),
        "activities": [activity for activity, _, _ in flat],
        "versions": [version for _, version, _ in flat],
        "starts": [start for _, _, start in flat],
    }
