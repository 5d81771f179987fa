"""Making the name index of a snapshot, in a process of its own beside the build.

It needs only the register's names and owners, so it reads history itself and uses the core that the build
leaves idle. With the snapshot before, only enterprises whose names can have changed are written again.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import duckdb

from knipperlicht.engine import configure, plain_failures
from knipperlicht.errors import KnipperlichtError
from knipperlicht.history.relations import applied, base_sql, current_sql, delta_sql, touched_sql
from knipperlicht.history.store import Extract, Store
from knipperlicht.readmodel.search_index import SEPARATOR, copy_index, open_index, write_documents
from knipperlicht.sources.kbo_opendata.layout import BY_NAME

BATCH = 20_000
OWNED = ("establishment", "branch")


@dataclass(frozen=True, kw_only=True)
class NameIndexing:
    """A running process; `finish` waits and gives the number of searchable enterprises."""

    process: subprocess.Popen[str]

    def finish(self) -> int:
        """Raises KnipperlichtError with the process's own sentence when it failed."""
        output, errors = self.process.communicate()
        if self.process.returncode:
            raise KnipperlichtError(
                (errors.strip().splitlines() or ["the name index could not be written"])[-1]
            )
        return int(json.loads(output)["documents"])

    def stop(self) -> None:
        """End it; its folder is part of a build that is given up."""
        if self.process.poll() is None:
            self.process.kill()
        for pipe in (self.process.stdout, self.process.stderr):
            if pipe is not None:
                pipe.close()
        self.process.wait()


def start(store: Store, *, target: Path, day: date | None, previous: Path | None, known: int) -> NameIndexing:
    """Index the names as of `day` into `target`; `known` extracts are already in the index at `previous`."""
    order = {
        "root": str(store.root), "target": str(target), "day": day and day.isoformat(),
        "previous": previous and str(previous), "known": known,
    }  # fmt: skip
    process = subprocess.Popen(
        [sys.executable, "-m", __name__, json.dumps(order)], stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    return NameIndexing(process=process)


def index_names(store: Store, *, target: Path, day: date | None, previous: Path | None, known: int) -> int:
    """What the process does; gives the number of documents."""
    used = applied(store.extracts(), day)
    connection = duckdb.connect()
    configure(connection, target.with_name("search-spill"))
    connection.execute("SET threads = 1; SET memory_limit = '1GB'")
    owners = " UNION ALL ".join(
        ["SELECT entity, entity AS enterprise FROM (" + current_sql(store, used, BY_NAME["enterprise"]) + ")"]
        + [f"SELECT entity, enterprise FROM ({current_sql(store, used, BY_NAME[name])})" for name in OWNED]
    )
    connection.execute(f"CREATE TABLE owners AS {owners}")
    replaced: list[int] = []
    chosen = ""
    if previous is not None:
        copy_index(previous, target)
        replaced = _changed(connection, store, used, used[known:])
        chosen = "WHERE o.enterprise IN (SELECT enterprise FROM changed)"
    rows = f"""
        SELECT o.enterprise, string_agg(d.denomination, '{SEPARATOR}' ORDER BY d.type_of_denomination, d.denomination)
        FROM ({current_sql(store, used, BY_NAME["denomination"])}) d JOIN owners o USING (entity) {chosen}
        GROUP BY o.enterprise"""
    return write_documents(open_index(target), _batches(connection, rows), replaced=replaced)


def _changed(
    connection: duckdb.DuckDBPyConnection, store: Store, used: Sequence[Extract], since: Sequence[Extract]
) -> list[int]:
    """Table `changed`: owners, now or at any time, of what was touched since."""
    touched = " UNION ".join(
        f"SELECT entity FROM ({touched_sql(store, since, BY_NAME[name])})"
        for name in ("enterprise", "denomination", *OWNED)
    )
    connection.execute(f"CREATE TABLE touched AS {touched}")
    ever = " UNION ".join(
        f"SELECT entity, enterprise FROM ({sql(store, used, BY_NAME[name])})"
        for name in OWNED
        for sql in (base_sql, delta_sql)
    )
    connection.execute(
        f"""CREATE TABLE changed AS SELECT entity AS enterprise FROM touched WHERE entity < 2000000000
            UNION SELECT enterprise FROM ({ever}) WHERE entity IN (SELECT entity FROM touched)"""
    )
    return [row[0] for row in connection.execute("SELECT enterprise FROM changed").fetchall()]


def _batches(connection: duckdb.DuckDBPyConnection, sql: str) -> Iterator[tuple[int, str]]:
    connection.execute(sql)
    while rows := connection.fetchmany(BATCH):
        yield from rows


def _end_with_parent(parent: int) -> None:
    """A build that was killed must not leave a process behind that writes into the next one's folder."""
    while os.getppid() == parent:
        time.sleep(0.2)
    os._exit(1)


def main(text: str) -> int:
    """Entry of the process: an order as JSON in, a count as JSON out, one sentence on standard error."""
    order = json.loads(text)
    threading.Thread(target=_end_with_parent, args=(os.getppid(),), daemon=True).start()
    store = Store(Path(order["root"]))
    try:
        with plain_failures(store.root):
            count = index_names(
                store, target=Path(order["target"]), known=order["known"],
                day=date.fromisoformat(order["day"]) if order["day"] else None,
                previous=Path(order["previous"]) if order["previous"] else None,
            )  # fmt: skip
    except (KnipperlichtError, ValueError) as error:
        sys.stderr.write(f"{error}\n")
        return 2
    sys.stdout.write(json.dumps({"documents": count}))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
