"""`knipperlicht audit`: is the log whole, and where does it stand?"""

from __future__ import annotations

from datetime import UTC, datetime

import click

from knipperlicht.cli.console import out, say_error
from knipperlicht.history.store import Store

SHOWN = 50


@click.group()
def audit() -> None:
    """The chained log of who looked at what, and why."""


@audit.command()
@click.pass_obj
def verify(store: Store) -> None:
    """Find any change, removal or reorder of the log. Ends with 0 when it is whole, with 1 when it is not."""
    from knipperlicht.web.run.prepare import opened

    opened(store.root)
    from knipperlicht.cases.audit import anchors
    from knipperlicht.cases.audit.models import Entry

    wrong = 0
    for broken in anchors.verify_all(store.root):
        wrong += 1
        if wrong <= SHOWN:
            out().print(
                f"row {broken.number}: {broken.reason}" if broken.number else broken.reason, markup=False
            )
    kept, _ = anchors.read(store.root)
    if wrong:
        say_error(
            f"The log is NOT whole: {wrong} faults{f', the first {SHOWN} shown' if wrong > SHOWN else ''}."
        )
        raise click.exceptions.Exit(1)
    beside = (
        f"agrees with {len(kept)} copies outside the database"
        if kept
        else "has no copy outside the database yet"
    )
    out().print(f"The log is whole: {Entry.objects.count():,} rows; it {beside}.")


@audit.command()
@click.pass_obj
def anchor(store: Store) -> None:
    """Copy where the log stands to audit-anchors.log, outside the database. The site does so every night."""
    from knipperlicht.web.run.prepare import opened

    opened(store.root)
    from knipperlicht.cases.audit import anchors

    kept = anchors.write(store.root, datetime.now(UTC))
    where = store.root / anchors.FILE
    out().print(
        f"{where}: row {kept.number}." if kept else f"{where}: nothing new since the last copy.", markup=False
    )
