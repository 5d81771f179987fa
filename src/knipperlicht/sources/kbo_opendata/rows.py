"""Where the typed rows of one CSV file lie while an extract is taken in."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import duckdb

from knipperlicht.engine import literal

ROW_GROUP = 122_880
STRETCH = 5
"""Row groups counted together when looking for repeats."""


@dataclass(frozen=True, kw_only=True)
class Rows:
    """A Parquet file (full extract: many rows, kept as it is) or a table of the connection (update: few)."""

    name: str
    path: Path | None = None

    @property
    def sql(self) -> str:
        """What to write after FROM."""
        return f"loaded_{self.name}" if self.path is None else f"read_parquet({literal(self.path)})"

    @property
    def numbered(self) -> str:
        """The same with `row_at`, the row's place in the CSV from 0; only right after `fill` from the CSV."""
        if self.path is None:
            return f"(SELECT *, rowid AS row_at FROM {self.sql})"
        return f"(SELECT *, file_row_number AS row_at FROM read_parquet({literal(self.path)}, file_row_number = true))"

    def fill(self, connection: duckdb.DuckDBPyConnection, select: str) -> int:
        """Put the result of `select` here, in its order; gives the number of rows. It may read these rows."""
        if self.path is None:
            made = connection.execute(f"CREATE OR REPLACE TEMP TABLE {self.sql} AS {select}")
        else:
            writing = self.path.with_suffix(".writing")
            made = connection.execute(
                f"COPY ({select}) TO {literal(writing)} "
                f"(FORMAT parquet, COMPRESSION snappy, ROW_GROUP_SIZE {ROW_GROUP})"
            )
        row = made.fetchone()
        if self.path is not None:
            writing.replace(self.path)
        return int(row[0]) if row else 0

    def stretches(self, connection: duckdb.DuckDBPyConnection) -> list[int]:
        """Entity numbers that cut a large file into parts of a few row groups each; none for a table."""
        if self.path is None:
            return []
        ends = connection.execute(
            f"SELECT DISTINCT stats_max_value::BIGINT AS entity FROM parquet_metadata({literal(self.path)}) "
            "WHERE path_in_schema = 'entity' ORDER BY 1"
        ).fetchall()
        return [row[0] for row in ends[STRETCH - 1 : -1 : STRETCH]]

    def sort(self, connection: duckdb.DuckDBPyConnection) -> None:
        """Genuine files come sorted by entity; point look-ups need it, so any other order is mended here."""
        if self.path is None:
            return
        ordered = connection.execute(
            f"""SELECT coalesce(bool_and(low >= previous), true) FROM (
                  SELECT stats_min_value::BIGINT AS low,
                         lag(stats_max_value::BIGINT, 1, 0) OVER (ORDER BY row_group_id) AS previous
                  FROM parquet_metadata({literal(self.path)}) WHERE path_in_schema = 'entity')"""
        ).fetchone()
        if ordered and not ordered[0]:
            self.fill(connection, f"SELECT * FROM {self.sql} ORDER BY ALL")
