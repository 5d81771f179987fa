"""Exports of a list: the filter, columns and sort that are on screen, as CSV, XLSX, GeoJSON, FollowTheMoney or BODS.

Rows stream from the database to the file, a few thousand at a time. The file appears whole or not at all.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from pathlib import Path
from typing import Any

from knipperlicht.core.clock import Language
from knipperlicht.errors import KnipperlichtError
from knipperlicht.readmodel.export_about import Listed, about
from knipperlicht.readmodel.export_csv import write_csv
from knipperlicht.readmodel.export_geojson import write_geojson
from knipperlicht.readmodel.export_xlsx import write_xlsx
from knipperlicht.readmodel.follow_the_money import write_ftm
from knipperlicht.readmodel.listing import condition
from knipperlicht.readmodel.listing_columns import Column, chosen_columns, chosen_sort
from knipperlicht.readmodel.listing_filter import ListFilter
from knipperlicht.readmodel.listing_tables import order_needs, order_sql, select_sql, tables
from knipperlicht.readmodel.listing_words import cell_writer
from knipperlicht.readmodel.ownership_links import links
from knipperlicht.readmodel.ownership_statements import write_bods
from knipperlicht.readmodel.reader import Reader

BATCH = 5_000
FIXED_FORMS = ("ftm", "bods")
FIXED_COLUMNS = ("number", "name", "postcode", "street", "house", "municipality", "form", "sector", "started")
Writer = Callable[[Path, Listed], int]


WRITERS: dict[str, Writer] = {
    "csv": write_csv, "xlsx": write_xlsx, "geojson": write_geojson, "ftm": write_ftm, "bods": write_bods,
}  # fmt: skip


def export_list(
    reader: Reader,
    asked: ListFilter,
    target: Path,
    *,
    form: str,
    sort: str | None = None,
    columns: Sequence[str] | None = None,
    language: Language = "nl",
    flags_only: bool = False,
    only: Collection[int] | None = None,
) -> int:
    """Write the list to `target`; gives the number of rows. `form`: csv, xlsx, geojson, ftm or bods.

    `only`: no more than these enterprise numbers of the list, as chosen on a screen.

    FollowTheMoney and BODS have fixed properties and no score; the columns on screen do not change them. Raises
    FilterError, ColumnError, and KnipperlichtError when `form` is none of these or the rows do not fit in it.
    """
    if form not in WRITERS:
        raise KnipperlichtError(f"A list can be exported as {', '.join(WRITERS)}, not as {form}.")
    if not target.parent.is_dir():
        raise KnipperlichtError(f"{target}: there is no folder {target.parent}.")
    shown = chosen_columns(FIXED_COLUMNS if form in FIXED_FORMS else columns, flags_only=flags_only)
    listed = Listed(
        columns=shown,
        rows=_rows(reader, asked, shown, sort=sort, language=language, flags_only=flags_only, only=only),
        written=cell_writer(reader, language),
        links=lambda numbers: links(reader, numbers),
        about=about(reader, asked, sort=sort, language=language, flags_only=flags_only, only=only),
        language=language,
    )
    temporary = target.with_name(target.name + ".writing")
    try:
        count = WRITERS[form](temporary, listed)
        temporary.replace(target)
    finally:
        temporary.unlink(missing_ok=True)
    return count


def _rows(
    reader: Reader,
    asked: ListFilter,
    shown: Sequence[Column],
    *,
    sort: str | None,
    language: Language,
    flags_only: bool,
    only: Collection[int] | None,
) -> Iterator[tuple[Any, ...]]:
    by, falls = chosen_sort(sort, flags_only=flags_only)
    held = condition(reader, asked, flags_only=flags_only, only=only)
    needs = {need for column in shown for need in column.needs} | set(order_needs(by))
    source = tables(needs, language=language, matched=True)
    result = reader.connection.execute(
        f"WITH matched AS MATERIALIZED (SELECT s.enterprise FROM score s WHERE {held.sql}) "
        f"SELECT {select_sql(shown, flags_only=flags_only)}, s.nis FROM {source.sql} "
        f"ORDER BY {order_sql(by)} {'DESC' if falls else 'ASC'} NULLS LAST, s.enterprise",
        [*held.parameters, *source.parameters],
    )
    while rows := result.fetchmany(BATCH):
        yield from rows
