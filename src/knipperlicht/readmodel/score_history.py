"""What the scores were through the days, kept when old snapshots are pruned.

`<data>/score_history/` holds one Parquet file per published snapshot in which something changed, named
`<seq>_<day>_<base|change>_<snapshot>.parquet`. Columns:

| column | meaning |
|---|---|
| `seq` | order in which snapshots were recorded, from 1 |
| `day` | reference day of the snapshot |
| `enterprise` | number; legal persons only, since only they have a score |
| `score`, `band` | as published; NULL once the enterprise is no longer scored |
| `hits` | slugs of all hits, also silent ones and banners, sorted, separated by blanks |
| `score_before`, `band_before`, `hits_before` | the state recorded before; NULL: none was |
| `scorecard`, `code`, `snapshot` | what made them: version of the card, fingerprint of the program, snapshot |
| `cause` | `register`, `scorecard`, `code` or `mixed`; see `score_history_method.cause_of` |

The first file is the base. An enterprise without points and without hits stands in no file until it gets some:
nine in ten have neither. The state before is read from these files, so they are their only truth.
"""

from __future__ import annotations

import os
from pathlib import Path

import duckdb

from knipperlicht.engine import configure, literal
from knipperlicht.errors import KnipperlichtError
from knipperlicht.history.store import Store, write_json
from knipperlicht.readmodel.score_history_files import FOLDER, files_in, latest_sql
from knipperlicht.readmodel.score_history_method import LAST, Cause, cause_of, method_of
from knipperlicht.scoring.card import score_card
from knipperlicht.warehouse.snapshot import Snapshot


def record(store: Store, snapshot: Snapshot) -> int:
    """Append what changed since the last recorded state; gives the number of rows.

    Nothing is written for a snapshot of a past day, one that was recorded before, or one older than the last.
    Called after a publish, by the holder of the build lock. Raises KnipperlichtError when it cannot be written.
    """
    folder = store.root / FOLDER
    files = files_in(folder)
    if snapshot.manifest["of_day"] or any(file.stem.endswith(f"_{snapshot.id}") for file in files):
        return 0
    day = str(snapshot.as_of)
    if files and day < files[-1].name.split("_")[1]:
        return 0
    seq = int(files[-1].name.split("_")[0]) + 1 if files else 1
    kind = "change" if files else "base"
    target = folder / f"{seq:06d}_{day}_{kind}_{snapshot.id}.parquet"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        count = _write(snapshot, files, target, seq=seq, cause=cause_of(folder, snapshot, first=not files))
        write_json(folder / LAST, method_of(snapshot) | {"snapshot": snapshot.id})
    except (OSError, duckdb.Error) as error:
        raise KnipperlichtError(
            f"{folder}: snapshot {snapshot.id} is published, but its changes of score could not be kept "
            f"({str(error).splitlines()[0][:200]}). The next build keeps them."
        ) from error
    return count


def _write(snapshot: Snapshot, files: list[Path], target: Path, *, seq: int, cause: Cause) -> int:
    lowest = score_card(snapshot.manifest["scorecard"]).bands[0].code
    temporary = target.with_name(f".{target.name}.writing")
    connection = duckdb.connect()
    try:
        configure(connection, temporary.with_suffix(".spill"))
        connection.execute(f"ATTACH {literal(snapshot.database)} AS now (READ_ONLY)")
        connection.execute(f"CREATE TEMP TABLE state AS {_noteworthy(lowest)}")
        connection.execute(f"CREATE TEMP TABLE before AS {latest_sql(files)}")
        connection.execute(
            "CREATE TEMP TABLE change AS SELECT n.*, b.score AS score_before, b.band AS band_before, "
            "b.hits AS hits_before FROM state n LEFT JOIN before b USING (enterprise) WHERE (n.score, n.band, n.hits) IS DISTINCT FROM (b.score, b.band, b.hits)"
        )
        connection.execute(
            "CREATE TEMP TABLE quiet AS SELECT * FROM before b "
            "WHERE NOT EXISTS (SELECT 1 FROM state n WHERE n.enterprise = b.enterprise)"
        )
        connection.execute(
            "INSERT INTO change SELECT enterprise, s.score, s.band, '', q.score, q.band, q.hits FROM quiet q LEFT JOIN "
            "(SELECT enterprise, score, band FROM now.score WHERE enterprise IN (SELECT enterprise FROM quiet)) s "
            "USING (enterprise) WHERE (s.score, s.band, '') IS DISTINCT FROM (q.score, q.band, q.hits)"
        )
        row = connection.execute("SELECT count(*) FROM change").fetchone()
        count = int(row[0]) if row else 0
        if count or not files:
            made = method_of(snapshot)
            connection.execute(
                f"COPY (SELECT {seq} AS seq, DATE '{snapshot.as_of}' AS day, *, {literal(made['scorecard'])} AS "
                f"scorecard, {literal(made['code'])} AS code, {literal(snapshot.id)} AS snapshot, '{cause}' AS cause "
                f"FROM change ORDER BY enterprise) TO {literal(temporary)} (FORMAT parquet, COMPRESSION zstd)"
            )
            with temporary.open("rb") as handle:
                os.fsync(handle.fileno())
            temporary.replace(target)
        return count
    finally:
        connection.close()
        temporary.unlink(missing_ok=True)


def _noteworthy(lowest: str) -> str:
    """Enterprises with points or a hit in the attached snapshot: enterprise, score, band, hits."""
    return (
        "SELECT s.enterprise, s.score, s.band, coalesce(h.hits, '') AS hits FROM now.score s LEFT JOIN "
        "(SELECT enterprise, array_to_string(list_sort(list(indicator)), ' ') AS hits FROM now.hit GROUP BY enterprise) h "
        f"USING (enterprise) WHERE s.score > 0 OR s.band <> {literal(lowest)} OR h.hits IS NOT NULL"
    )
