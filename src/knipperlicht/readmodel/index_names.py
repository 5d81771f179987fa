"""Making the search index of a snapshot, in a process of its own beside the build.

It needs only the register's names, addresses and owners, so it reads history itself and uses the core that the
build leaves idle. With the snapshot before, only enterprises whose entry can have changed are written again.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import time
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import duckdb

from knipperlicht.engine import configure, plain_failures
from knipperlicht.errors import KnipperlichtError
from knipperlicht.history.relations import applied
from knipperlicht.history.store import Store
from knipperlicht.readmodel.index_entries import entries, keep_changed, prepare
from knipperlicht.readmodel.lookup_files import FOLDER, code_list, write_lookups
from knipperlicht.readmodel.search_index import copy_index, usable, write_documents


@dataclass(frozen=True, kw_only=True)
class NameIndexing:
    """A running process; `finish` waits and gives the number of searchable enterprises.

    `building`: folder of the snapshot that is being made; `previous`: folder of the one before; `codes`: the
    register's code list.
    """

    process: subprocess.Popen[str]
    building: Path
    previous: Path | None = None
    codes: Path | None = None

    def finish(self) -> int:
        """Wait, then write the sorted files of the finished tables (`lookup_files`), which are closed by now.

        Raises KnipperlichtError with the process's own sentence when it failed.
        """
        output, errors = self.process.communicate()
        if self.process.returncode:
            raise KnipperlichtError(
                (errors.strip().splitlines() or ["the name index could not be written"])[-1]
            )
        if (self.building / "snapshot.duckdb").exists():
            write_lookups(
                self.building, self.building / FOLDER, previous=self.previous, codes=self.codes, early=True
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
    return NameIndexing(
        process=process,
        building=target.parent,
        previous=previous and previous.parent,
        codes=code_list(store, day),
    )


def index_names(store: Store, *, target: Path, day: date | None, previous: Path | None, known: int) -> int:
    """What the process does; gives the number of documents."""
    used = applied(store.extracts(), day)
    with duckdb.connect() as connection:
        configure(connection, target.with_name("search-spill"))
        connection.execute("SET threads = 1; SET memory_limit = '1GB'")
        replaced: list[int] = []
        before = usable(previous)
        if before is not None:
            copy_index(before, target)
            replaced = keep_changed(connection, store, used, used[known:])
        prepare(connection, store, used, changed=before is not None)
        rows = entries(connection, store, used)
        return write_documents(target, rows, replaced=replaced)


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
