"""`python -m benchmarks.everything.make`: the files of all other sources that go with a register, into a folder.

Parts that are there are left alone, so a run that was broken off goes on. The filings are written by two processes.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

from benchmarks.everything import mandates, publications
from benchmarks.everything.filings import plan_deposits, split_days, write_zips, zips_for
from benchmarks.everything.next_day import write_next_day
from benchmarks.everything.persons import connected, write_persons
from knipperlicht.sources.records import record_sources

PROCESSES = 2
GENERATED = ("nbb", "staatsblad", "court_notices", "kbo_xml", "kbo_select")
"""Sources that are made here, or (kbo_select) would take the place of one that is; of the others their samples do."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--register", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--filings", type=int, nargs=2, metavar=("PART", "OF"))
    chosen = parser.parse_args()
    last = day_of(chosen.register)
    if chosen.filings:
        _filings(chosen.out, *chosen.filings, last=last)
        return
    persons = chosen.out / "persons.parquet"
    connection = connected(threads=2)
    if not persons.exists():
        _atomic(persons, lambda path: write_persons(connection, register=chosen.register, target=path))
    many = int(connection.execute(f"SELECT count(*) FROM read_parquet('{persons}')").fetchall()[0][0])
    counts = {"enterprises": many}
    counts["deposits"] = plan_deposits(connection, persons, last=last)
    _part(chosen.out / "nbb", lambda folder: _both(chosen.register, folder))
    counts["publications"] = -1
    _part(chosen.out / "staatsblad", lambda folder: publications.write_publications(
        connection, persons, folder, many=many, last=last))  # fmt: skip
    _part(chosen.out / "court_notices", lambda folder: publications.write_notices(
        connection, persons, folder / "notices.jsonl", last=last))  # fmt: skip
    counts["functions"] = mandates.plan_functions(connection, persons, many=many, last=last)
    _part(chosen.out / "kbo_xml", lambda folder: mandates.write_reuse(
        connection, persons, folder / f"KBO_{last}.zip", day=last))  # fmt: skip
    _part(chosen.out / "samples", _samples)
    _part(chosen.out / "next-day", lambda folder: write_next_day(
        connection, persons, folder, many=many, last=last))  # fmt: skip
    counts["publications"] = sum(_lines(path) for path in (chosen.out / "staatsblad").iterdir())
    (chosen.out / "counts.json").write_text(json.dumps(counts), "utf-8")


def day_of(register: Path) -> date:
    """The day of a full extract."""
    with zipfile.ZipFile(register) as archive:
        meta = archive.read("meta.csv").decode()
    said = next(line for line in meta.splitlines() if "SnapshotDate" in line)
    return datetime.strptime(said.split(",")[1].strip('"'), "%d-%m-%Y").date()


def _part(folder: Path, make: Callable[[Path], object]) -> None:
    if folder.exists():
        return
    building, began = folder.with_suffix(".part"), time.perf_counter()
    building.mkdir(exist_ok=True)
    make(building)
    building.rename(folder)
    size = sum(path.stat().st_size for path in folder.rglob("*")) / 2**20
    print(f"{folder.name}: {size:,.0f} MiB in {time.perf_counter() - began:.0f} s", flush=True)


def _atomic(path: Path, make: Callable[[Path], object]) -> None:
    make(path.with_suffix(".part"))
    path.with_suffix(".part").rename(path)


def _both(register: Path, folder: Path) -> None:
    command = [
        sys.executable,
        "-m",
        "benchmarks.everything.make",
        "--register",
        register,
        "--out",
        folder,
        "--filings",
    ]
    running = [subprocess.Popen([*map(str, command), str(part), str(PROCESSES)]) for part in range(PROCESSES)]
    ended = [process.wait() for process in running]
    if any(ended):
        raise SystemExit("the filings could not be written")


def _filings(folder: Path, part: int, of: int, *, last: date) -> None:
    connection = connected(threads=1)
    zips = zips_for(plan_deposits(connection, folder.parent / "persons.parquet", last=last))
    split_days(connection, zips=zips)
    write_zips(connection, folder, range(part, zips, of))


def _samples(folder: Path) -> None:
    for name, source in record_sources().items():
        if name in GENERATED:
            continue
        for path in sorted(
            (Path(sys.modules[f"knipperlicht.sources.{name}"].__file__ or "").parent / "sample").iterdir()
        ):
            if source.recognises(path):
                shutil.copy(path, folder / path.name)
                break


def _lines(path: Path) -> int:
    with path.open("rb") as file:
        return sum(chunk.count(b"\n") for chunk in iter(lambda: file.read(2**24), b""))


if __name__ == "__main__":
    main()
