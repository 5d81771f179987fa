"""The commands, thin: arguments in, one call, words out."""

from __future__ import annotations

import json
from datetime import date, datetime
from pathlib import Path

import click

from knipperlicht.cli.audit import audit
from knipperlicht.cli.backup import backup, restore
from knipperlicht.cli.console import out, progress
from knipperlicht.cli.fetch import fetch
from knipperlicht.cli.present import (
    print_accounts,
    print_deliveries,
    print_explanation,
    print_found,
    print_steps,
)
from knipperlicht.cli.serve import serve
from knipperlicht.core.clock import Language, parse_day
from knipperlicht.errors import NothingFound
from knipperlicht.history.store import Store

LANGUAGES = click.Choice(["nl", "fr", "en"])


class Day(click.ParamType[date]):
    """A day as yyyy-mm-dd or dd-mm-yyyy."""

    name = "date"

    def convert(self, value: str | date, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Read the day or fail with its sentence."""
        if isinstance(value, date):
            return value
        try:
            return parse_day(value)
        except ValueError as error:
            self.fail(str(error), param, ctx)


class PastDay(Day):
    """A day up to today: nobody knows what the register will say."""

    def convert(self, value: str | date, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Read the day or fail with its sentence."""
        day = super().convert(value, param, ctx)
        if day > datetime.now().astimezone().date():
            self.fail(f"{day} lies in the future.", param, ctx)
        return day


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--accept-counts", is_flag=True, help="Take an extract in although its counts fail the card's checks."
)
@click.pass_obj
def ingest(store: Store, files: tuple[Path, ...], accept_counts: bool) -> None:
    """Take in files of any source: KBO Open Data extracts in the order of their numbers, others as given."""
    from knipperlicht.history.ingest import ingest as take_in
    from knipperlicht.history.records import take_in_records
    from knipperlicht.sources.records import source_of

    found = [(path, source_of(path)) for path in files]
    records = [(path, source) for path, source in found if source is not None]
    extracts = [path for path, source in found if source is None]
    if extracts:
        with progress() as shown:
            results = take_in(store, extracts, accept_counts=accept_counts, progress=shown)
        print_accounts(results, store)
    if records:
        today = datetime.now().astimezone().date()
        print_deliveries(take_in_records(store, records, today=today, accept_counts=accept_counts), store)


@click.command()
@click.pass_obj
def replay(store: Store) -> None:
    """Make history anew from the raw files that were kept."""
    from knipperlicht.history.ingest import replay as again

    with progress() as shown:
        extracts = again(store, progress=shown)
    out().print(f"History made anew from {len(extracts)} extracts.")


@click.command()
@click.option(
    "--as-of", type=PastDay(), default=None, help="Build a snapshot of a past day, beside the served one."
)
@click.option(
    "--fresh", is_flag=True, help="Make everything anew instead of carrying over what did not change."
)
@click.pass_obj
def build(store: Store, as_of: date | None, fresh: bool) -> None:
    """Build, check and publish a scored snapshot from all that was ingested."""
    from knipperlicht.build import build as make

    with progress() as shown:
        snapshot = make(store, as_of=as_of, fresh=fresh, progress=shown)
    counts = snapshot.manifest["counts"]
    out().print(
        f"Snapshot {snapshot.id}: {counts['score']:,} legal persons scored, {counts['hit']:,} signals, "
        f"{counts['evidence']:,} register rows as evidence; data as of {snapshot.as_of}."
    )
    for gap in snapshot.manifest["gaps"]:
        out().print(f"Note: {gap}")


@click.command()
@click.argument("number")
@click.option("--as-of", type=PastDay(), default=None, help="As the register stood on a past day.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
@click.option(
    "--steps", is_flag=True, help="Also print this enterprise's rows in every table on the way to the score."
)
@click.option("--lang", "language", type=LANGUAGES, default="nl")
@click.option(
    "--flags-only", is_flag=True, envvar="KNIPPERLICHT_FLAGS_ONLY", help="Show signals without any number."
)
@click.pass_obj
def explain(
    store: Store,
    number: str,
    as_of: date | None,
    form: str,
    steps: bool,
    language: Language,
    flags_only: bool,
) -> None:
    """Explain the score of the enterprise with NUMBER, down to the register rows that fired."""
    from knipperlicht.core.numbers import parse_official_number
    from knipperlicht.readmodel.explain import explain as explanation
    from knipperlicht.readmodel.reader import Reader
    from knipperlicht.readmodel.steps import steps as all_steps

    parse_official_number(number)
    with Reader(store, snapshot_of(store, as_of)) as reader:
        answer = explanation(reader, number, language=language, flags_only=flags_only)
        if form == "json":
            if steps:
                answer["steps"] = all_steps(reader, number, flags_only=flags_only)
            click.echo(json.dumps(answer, ensure_ascii=False, indent=2, default=str))
            return
        print_explanation(answer, language)
        if steps:
            print_steps(all_steps(reader, number, flags_only=flags_only))


def snapshot_of(store: Store, day: date | None):  # type: ignore[no-untyped-def]
    """The published snapshot of a day, built when there is none yet; None for the served one."""
    if day is None:
        return None
    from knipperlicht.build import build as make
    from knipperlicht.history.relations import applied
    from knipperlicht.warehouse.snapshot import published

    known = [extract.sha256 for extract in applied(store.extracts(), day)]
    fitting = [
        snapshot
        for snapshot in published(store)
        if snapshot.as_of == day and [source["sha256"] for source in snapshot.manifest["sources"]] == known
    ]
    if fitting:
        return fitting[-1]
    with progress() as shown:
        return make(store, as_of=day, progress=shown)


@click.command()
@click.argument("text")
@click.option("--limit", type=click.IntRange(1, 200), default=20)
@click.option("--flags-only", is_flag=True, envvar="KNIPPERLICHT_FLAGS_ONLY", help="Show no score.")
@click.pass_obj
def search(store: Store, text: str, limit: int, flags_only: bool) -> None:
    """Find enterprises by name (accents and one typing error forgiven) or number."""
    from knipperlicht.readmodel.reader import Reader
    from knipperlicht.readmodel.search import search as find

    with Reader(store) as reader:
        found = find(reader, text, limit=limit)
    if not found:
        raise NothingFound(f"Nothing found for “{text}”. Try fewer letters, or the number.")
    print_found(found, flags_only=flags_only)


@click.command()
@click.argument("listing", metavar="LIST.csv", type=click.Path(path_type=Path))
@click.option(
    "--out", "target", required=True, type=click.Path(path_type=Path), help="RESULT.csv or RESULT.xlsx"
)
@click.option("--flags-only", is_flag=True, envvar="KNIPPERLICHT_FLAGS_ONLY")
@click.pass_obj
def screen(store: Store, listing: Path, target: Path, flags_only: bool) -> None:
    """Screen a list of numbers: every line comes back with its score, or with what is wrong with it."""
    from knipperlicht.readmodel.reader import Reader
    from knipperlicht.readmodel.screen import screen as run

    with Reader(store) as reader:
        result = run(reader, listing, target, flags_only=flags_only)
    out().print(
        f"{target}: {result.lines} lines, {result.scored} scored, {result.unscored} known without a score, "
        f"{result.unknown} not in the register, {result.invalid} not a valid number."
    )
    if not result.scored and not result.unscored:
        raise NothingFound(f"{listing}: no line holds a number that the register knows.")


@click.command()
@click.argument("what", type=click.Choice(["scores", "hits", "entities"]))
@click.option("--format", "form", type=click.Choice(["parquet", "csv", "xlsx"]), required=True)
@click.option("--out", "target", required=True, type=click.Path(path_type=Path))
@click.option(
    "--municipality", metavar="NIS", default=None, help="Only seats in this municipality (NIS code of 2025)."
)
@click.option("--flags-only", is_flag=True, envvar="KNIPPERLICHT_FLAGS_ONLY")
@click.pass_obj
def export(
    store: Store, what: str, form: str, target: Path, municipality: str | None, flags_only: bool
) -> None:
    """Export scores, hits or entities of the served snapshot."""
    from knipperlicht.readmodel.export import export as write
    from knipperlicht.readmodel.reader import Reader

    with Reader(store) as reader:
        rows = write(reader, what, form, target, municipality=municipality, flags_only=flags_only)
    out().print(f"{target}: {rows:,} rows.")


@click.command()
@click.option("--enterprises", type=int, required=True)
@click.option("--months", type=int, default=18)
@click.option("--seed", type=int, default=1)
@click.option("--out", "folder", type=click.Path(file_okay=False, path_type=Path), required=True)
@click.option("--territory", type=click.Choice(["belgium", "west-vlaanderen"]), default="belgium")
@click.option("--first-day", type=Day(), default=None, help="Day of the full extract.")
@click.option("--final-full", is_flag=True, help="Also write a full extract of the last state.")
@click.option("--other-sources", is_flag=True, help="Also write what other sources say of it.")
def synthesize(
    enterprises: int,
    months: int,
    seed: int,
    folder: Path,
    territory: str,
    first_day: date | None,
    final_full: bool,
    other_sources: bool,
) -> None:
    """Write an invented register in the official file format, with planted stories and their ground truth."""
    from knipperlicht.synthetic import synthesize as write
    from knipperlicht.synthetic.synthesis import FIRST_DAY

    with progress() as shown:
        done = 0
        step = shown("write", months + 1 + int(final_full and months > 0))

        def tell(name: str, finished: int, total: int) -> None:
            nonlocal done
            step(finished - done)
            done = finished

        result = write(
            enterprises=enterprises, months=months, seed=seed, out=folder, territory=territory,
            final_full=final_full, other_sources=other_sources, progress=tell, first_day=first_day or FIRST_DAY,
        )  # fmt: skip
    out().print(
        f"{folder}: {len(result.extracts)} extracts; ground truth in {result.ground_truth.name}.",
        markup=False,
    )


@click.command()
@click.pass_obj
def doctor(store: Store) -> None:
    """Say whether this installation and its data are in order, and what to do where they are not."""
    from knipperlicht.cli.doctor import examine

    troubles = 0
    for good, sentence in examine(store):
        troubles += not good
        out().print(f"{'ok  ' if good else 'LOOK'}  {sentence}", markup=False)
    if troubles:
        raise click.exceptions.Exit(1)


@click.command()
@click.option("--enterprises", type=int, default=20_000)
@click.option("--months", type=int, default=18)
@click.option("--serve/--no-serve", "serves", default=True, help="End in a running site, or after the tour.")
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8000, help="Another free one where this is busy."
)
@click.pass_obj
def demo(store: Store, enterprises: int, months: int, serves: bool, port: int) -> None:
    """Make an invented province and a site over it, give a short tour, and serve the site on this machine."""
    from knipperlicht.cli.demo import run

    run(
        store,
        enterprises=enterprises,
        months=months,
        port=port if serves else None,
        today=datetime.now().astimezone().date(),
    )


COMMANDS = [
    ingest,
    fetch,
    replay,
    build,
    explain,
    search,
    screen,
    export,
    synthesize,
    doctor,
    demo,
    serve,
    audit,
    backup,
    restore,
]
