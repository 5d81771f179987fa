"""The yardstick: unzip the nine CSV files of a full extract and load them into DuckDB as plain text, no keys."""

from __future__ import annotations

import sys
import zipfile
from pathlib import Path

import duckdb


def main(archive: Path, folder: Path) -> None:
    with zipfile.ZipFile(archive) as opened:
        opened.extractall(folder)
    connection = duckdb.connect(str(folder / "plain.duckdb"))
    rows = 0
    for path in sorted(folder.glob("*.csv")):
        connection.execute(
            f"CREATE TABLE {path.stem} AS SELECT * FROM read_csv('{path}', all_varchar = true)"
        )
        counted = connection.execute(f"SELECT count(*) FROM {path.stem}").fetchone()
        rows += counted[0] if counted else 0
    connection.close()
    print(rows)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
