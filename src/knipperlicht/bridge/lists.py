"""What lists, watch-lists, samples and exports ask of the register: always within the scope of an organisation."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from knipperlicht.bridge.register import reader
from knipperlicht.core.clock import Language
from knipperlicht.readmodel import listing
from knipperlicht.readmodel.export_list import export_list
from knipperlicht.readmodel.listing import Page
from knipperlicht.readmodel.listing_columns import COLUMN_BY_CODE, COLUMNS, Column, ColumnError
from knipperlicht.readmodel.listing_fields import FIELD_BY_KEY
from knipperlicht.readmodel.listing_filter import ListFilter
from knipperlicht.readmodel.listing_url import FilterError, parse_filter, query_string
from knipperlicht.readmodel.listing_words import Chip, cell_writer, filter_in_words
from knipperlicht.readmodel.points import points as count_points
from knipperlicht.readmodel.score_history_read import BY_METHOD, ScoreChange, changed_between, history_of

__all__ = [
    "COLUMNS", "FIELD_BY_KEY", "Chip", "Column", "ColumnError", "FilterError", "ListFilter", "Page",
    "filter_in_words", "query_string",
]  # fmt: skip

Scope = frozenset[str] | None
SHOWN = ("name_change", "seat_move", "form_change", "situation_change", "main_activity_change", "establishment_left", "left_register")  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Changed:
    """One change of one enterprise. `kind`: of an event, or `score` with the signs that came and went.

    `score` and `band` are None in flags-only mode and once an enterprise is no longer scored.
    """

    number: int
    day: date
    kind: str
    score: float | None = None
    band: str | None = None
    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()


def read_filter(
    values: Mapping[str, Sequence[str]], *, scope: Scope, language: Language, flags_only: bool
) -> ListFilter:
    """The filter of URL parameters, within the scope. Raises FilterError with every error."""
    return parse_filter(values, language=language, flags_only=flags_only).within(scope)


def count(asked: ListFilter, *, flags_only: bool, only: Collection[int] | None = None) -> int:
    """How many fit, of `only` these numbers when they are given."""
    return listing.count(reader(), asked, flags_only=flags_only, only=only)


def numbers(asked: ListFilter, *, flags_only: bool) -> list[int]:
    """Enterprise numbers of all that fit, rising."""
    return listing.numbers(reader(), asked, flags_only=flags_only)


def page(
    asked: ListFilter, *, sort: str | None, columns: Sequence[str] | None, after: int, size: int,
    language: Language, flags_only: bool,
) -> Page:  # fmt: skip
    """One stretch of a list. Raises ColumnError."""
    return listing.page(
        reader(), asked, sort=sort, columns=columns, after=after, size=size, language=language,
        flags_only=flags_only,
    )  # fmt: skip


def written(found: Page, language: Language) -> list[list[tuple[Column, Any, Any]]]:
    """The rows of a page as (column, raw value, value for people), in the order of its columns."""
    write, shown = cell_writer(reader(), language), [COLUMN_BY_CODE[code] for code in found.columns]
    return [[(c, row[c.code], write(c, row[c.code])) for c in shown] for row in found.rows]


def facets(asked: ListFilter, *, flags_only: bool) -> dict[str, list[tuple[str, int]]]:
    """How those that fit spread: band, indicator, municipality, sector -> (code, count)."""
    return listing.facets(reader(), asked, flags_only=flags_only)


def export(
    asked: ListFilter, target: Path, *, form: str, sort: str | None, columns: Sequence[str] | None,
    language: Language, flags_only: bool, only: Collection[int] | None = None,
) -> int:  # fmt: skip
    """Write a list as it stands on a screen: csv, xlsx, geojson, ftm or bods; gives the number of rows."""
    return export_list(
        reader(), asked, target, form=form, sort=sort, columns=columns, language=language,
        flags_only=flags_only, only=only,
    )  # fmt: skip


def points(asked: ListFilter, *, language: Language, flags_only: bool) -> dict[str, Any]:
    """Where those that fit lie, counted per place; see `readmodel/points.py`."""
    return count_points(reader(), asked, language=language, flags_only=flags_only)


def names_of(wanted: Collection[int]) -> dict[int, str]:
    """Names of scored enterprises, by number; who left the register is not in it."""
    found = reader().rows("SELECT enterprise, name FROM score WHERE enterprise IN (SELECT unnest(?::BIGINT[]))", list(wanted))  # fmt: skip
    return {row["enterprise"]: row["name"] or "" for row in found}


def inside(wanted: Collection[int], *, scope: Scope) -> frozenset[int]:
    """Those of the enterprises that have or had an address in the scope: what may be shown."""
    if scope is None:
        return frozenset(wanted)
    found = reader().rows(
        "SELECT enterprise FROM address WHERE enterprise IN (SELECT unnest($1::BIGINT[])) AND nis IN (SELECT unnest($2::VARCHAR[])) "
        "UNION SELECT enterprise FROM address_past WHERE enterprise IN (SELECT unnest($1::BIGINT[])) AND nis IN (SELECT unnest($2::VARCHAR[]))",
        list(wanted), sorted(scope),
    )  # fmt: skip
    return frozenset(row["enterprise"] for row in found)


def changed_numbers(wanted: Collection[int], *, since: date, flags_only: bool) -> list[int]:
    """Those of the enterprises that changed on or after the day `since`, in the register or in their signs; rising."""
    if not wanted:
        return []
    kinds: tuple[ScoreChange, ...] = ("hits",) if flags_only else ("score", "band", "hits")
    scored, values = changed_between(reader().snapshot, since=since, kinds=kinds)
    marks = ", ".join("?" * len(SHOWN))
    found = reader().rows(
        "WITH asked AS (SELECT unnest(?::BIGINT[]) AS enterprise), changed AS ("
        f"SELECT enterprise FROM event WHERE day >= ? AND kind IN ({marks}) UNION ALL {scored}) "
        "SELECT DISTINCT enterprise FROM asked SEMI JOIN changed USING (enterprise) ORDER BY enterprise",
        list(wanted), since, *SHOWN, *values,
    )  # fmt: skip
    return [row["enterprise"] for row in found]


def changes(wanted: Collection[int], *, since: date, flags_only: bool) -> list[Changed]:
    """What changed on or after the day `since`, newest first; a new score card or program is no change. Meant for some hundred enterprises at a time."""
    if not wanted:
        return []
    marks = ", ".join("?" * len(SHOWN))
    rows = reader().rows(
        f"SELECT DISTINCT enterprise, day, kind FROM event WHERE day >= ? AND kind IN ({marks}) "
        "AND enterprise IN (SELECT unnest(?::BIGINT[]))",
        since, *SHOWN, list(wanted),
    )  # fmt: skip
    found = [Changed(number=row["enterprise"], day=row["day"], kind=row["kind"]) for row in rows]
    for number in wanted:
        found += [
            Changed(
                number=number, day=state.day, kind="score", score=state.score, band=state.band,
                added=state.added, removed=state.removed,
            )
            for state in history_of(reader(), number, flags_only=flags_only)
            if not state.first and state.day >= since and state.cause not in BY_METHOD
        ]  # fmt: skip
    return sorted(found, key=lambda change: (-change.day.toordinal(), change.number, change.kind))
