"""Lists: who fits a filter, how many, in what order, and how they spread. Legal persons only.

What is listed stands in the table `score`, which holds no natural person. Every call takes one `ListFilter`, whose
`scope` is always applied, and `flags_only`: then no number is shown, asked for or sorted by. An empty answer is
no error. Costs: docs/reference/lists.md.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from knipperlicht.core.clock import Language
from knipperlicht.readmodel.listing_columns import chosen_columns, chosen_sort
from knipperlicht.readmodel.listing_filter import ListFilter
from knipperlicht.readmodel.listing_sql import Condition, all_of
from knipperlicht.readmodel.listing_tables import order_needs, order_sql, select_sql, tables
from knipperlicht.readmodel.listing_url import require_no_numbers
from knipperlicht.readmodel.listing_where import told_hits, where
from knipperlicht.readmodel.reader import Reader

MOST_ROWS = 500
FACET_ROWS = 50


@dataclass(frozen=True, kw_only=True)
class Page:
    """A stretch of a list. `rows`: column code -> raw value (`listing_words.cell` writes it for people).

    `total`: all that fit the filter. `after`: rows before this page; `following`: the `after` of the next page,
    None on the last. `sort`: as asked, `-` in front when it descends.
    """

    rows: list[dict[str, Any]]
    total: int
    after: int
    size: int
    following: int | None
    columns: tuple[str, ...]
    sort: str
    as_of: date
    snapshot: str
    scorecard: str


def condition(
    reader: Reader, asked: ListFilter, *, flags_only: bool = False, seat: str | None = None,
    only: Collection[int] | None = None,
) -> Condition:  # fmt: skip
    """The condition on `score s`; `seat` narrows to seats in one municipality, `only` to these numbers.

    Raises FilterError.
    """
    if flags_only:
        require_no_numbers(asked)
    parts = [where(reader, asked, flags_only=flags_only)]
    if seat is not None:
        parts.append(Condition("s.nis = ?", [seat]))
    if only is not None:
        parts.append(Condition("s.enterprise IN (SELECT unnest(?::BIGINT[]))", [list(only)]))
    return all_of(parts)


def count(
    reader: Reader, asked: ListFilter, *, flags_only: bool = False, only: Collection[int] | None = None
) -> int:
    """How many fit, of `only` these numbers when they are given."""
    held = condition(reader, asked, flags_only=flags_only, only=only)
    return int(reader.rows(f"SELECT count(*) AS n FROM score s WHERE {held.sql}", *held.parameters)[0]["n"])


def numbers(reader: Reader, asked: ListFilter, *, flags_only: bool = False) -> list[int]:
    """The enterprise numbers of all that fit, rising: for acts in bulk."""
    held = condition(reader, asked, flags_only=flags_only)
    sql = f"SELECT s.enterprise FROM score s WHERE {held.sql} ORDER BY s.enterprise"
    return [row["enterprise"] for row in reader.rows(sql, *held.parameters)]


def page(
    reader: Reader,
    asked: ListFilter,
    *,
    sort: str | None = None,
    columns: Sequence[str] | None = None,
    after: int = 0,
    size: int = 50,
    language: Language = "nl",
    flags_only: bool = False,
    seat: str | None = None,
) -> Page:
    """Rows `after` to `after + size` (at most 500) of the list, with the total.

    Equal rows stand by number, so that the order is always the same; what has no value comes last. `language`
    decides in which language municipalities are sorted and streets are named. `seat`: only seats in this
    municipality (NIS), for a place on the map. Raises FilterError and ColumnError.
    """
    shown = chosen_columns(columns, flags_only=flags_only)
    by, falls = chosen_sort(sort, flags_only=flags_only)
    size, after = max(1, min(size, MOST_ROWS)), max(0, after)
    held = condition(reader, asked, flags_only=flags_only, seat=seat)
    source = tables(order_needs(by), language=language, matched=False)
    found = reader.rows(
        f"WITH fitting AS MATERIALIZED (SELECT s.enterprise, {order_sql(by)} AS place FROM {source.sql} "
        f"WHERE {held.sql}) SELECT enterprise, (SELECT count(*) FROM fitting) AS total FROM fitting "
        f"ORDER BY place {'DESC' if falls else 'ASC'} NULLS LAST, enterprise LIMIT ? OFFSET ?",
        *source.parameters, *held.parameters, size, after,
    )  # fmt: skip
    total = (
        found[0]["total"]
        if found
        else (count(reader, asked, flags_only=flags_only) if after and seat is None else 0)
    )
    wanted = [row["enterprise"] for row in found]
    source = tables({need for column in shown for need in column.needs}, language=language, matched=True)
    rows = reader.rows(
        f"WITH matched AS MATERIALIZED (SELECT unnest(?::BIGINT[]) AS enterprise) "
        f"SELECT s.enterprise AS _number, {select_sql(shown, flags_only=flags_only)} FROM {source.sql}",
        wanted, *source.parameters,
    ) if wanted else []  # fmt: skip
    by_number = {row.pop("_number"): row for row in rows}
    return Page(
        rows=[by_number[number] for number in wanted],
        total=total,
        after=after,
        size=size,
        following=after + size if after + size < total else None,
        columns=tuple(column.code for column in shown),
        sort=("-" if falls else "") + by.code,
        as_of=reader.snapshot.as_of,
        snapshot=reader.snapshot.id,
        scorecard=reader.card.version,
    )


def facets(
    reader: Reader, asked: ListFilter, *, flags_only: bool = False
) -> dict[str, list[tuple[str, int]]]:
    """How those that fit spread: `band`, `indicator`, `municipality` (NIS of the seat), `sector` (two digits).

    Each a list of (code, number of enterprises), largest first, at most 50; `band` in the order of the card, and
    absent in flags-only mode. Without a seat, municipality is ''; without a known activity, sector is ''.
    """
    held = condition(reader, asked, flags_only=flags_only)
    told = told_hits(asked)
    rows = reader.rows(
        f"WITH matched AS MATERIALIZED (SELECT s.enterprise, s.nis, s.band FROM score s WHERE {held.sql}) "
        "SELECT 'band' AS facet, band AS code, count(*) AS n FROM matched GROUP BY band "
        "UNION ALL SELECT 'municipality', coalesce(nis, ''), count(*) FROM matched GROUP BY nis "
        "UNION ALL SELECT 'sector', CASE WHEN starts_with(main_nace, '?') THEN '' ELSE coalesce(main_nace[:2], '') END "
        "AS division, count(*) FROM subject WHERE enterprise IN (SELECT enterprise FROM matched) GROUP BY division "
        "UNION ALL SELECT 'indicator', indicator, count(*) FROM hit_points WHERE enterprise IN "
        f"(SELECT enterprise FROM matched) AND ({told.sql}) GROUP BY indicator",
        *held.parameters,
        *told.parameters,
    )
    found: dict[str, list[tuple[str, int]]] = {"band": [], "indicator": [], "municipality": [], "sector": []}
    for row in sorted(rows, key=lambda row: (-row["n"], row["code"])):
        if len(found[row["facet"]]) < FACET_ROWS:
            found[row["facet"]].append((row["code"], row["n"]))
    order = [band.code for band in reader.card.bands]
    found["band"].sort(key=lambda item: order.index(item[0]))
    if flags_only:
        del found["band"]
    return found
