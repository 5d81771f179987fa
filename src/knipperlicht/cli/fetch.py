"""`knipperlicht fetch`: one source now, politely, into the inbox."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import click

from knipperlicht.cli.console import out
from knipperlicht.history.store import Store

SOURCES = ("favv", "nbb", "staatsblad", "vies", "vkbo")


@click.command()
@click.argument("source", type=click.Choice(SOURCES))
@click.argument("items", nargs=-1)
@click.option("--take-in", is_flag=True, help="Also take in what the inbox then holds of it.")
@click.pass_obj
def fetch(store: Store, source: str, items: tuple[str, ...], take_in: bool) -> None:
    """Fetch SOURCE into the inbox: of the ITEMS given, else what fetching.yml of the data directory names.

    ITEMS are municipalities (vkbo), enterprise numbers (nbb, staatsblad, vies) or days (nbb).
    """
    from knipperlicht.bridge.builds import take_in as take
    from knipperlicht.fetching.run import fetch as run
    from knipperlicht.fetching.settings import read
    from knipperlicht.fetching.waiting import Clock

    settings, more = read(store.root), dict[str, Any]()
    if items:
        wanted, more = _wanted(source, items)
        before = getattr(settings, source)
        address = {"address": before.address} if before else {}
        settings = settings.model_copy(update={source: type(wanted)(**{**wanted.model_dump(), **address})})
    today, say, files = datetime.now().astimezone().date(), out().print, list[Path]()
    clock = Clock(now=lambda: datetime.now(UTC))
    try:
        run(store.root, source, today=today, clock=clock, say=say, settings=settings, delivered=files, **more)
    finally:
        if take_in and files:
            take(store.root, files, today=today, say=say)
        elif files:
            say(f"{len(files)} files wait in {files[0].parent}: knipperlicht ingest, or the nightly run.")


def _wanted(source: str, items: tuple[str, ...]) -> tuple[Any, dict[str, Any]]:
    """The settings that ask for these items, and the days among them."""
    from pydantic import ValidationError

    from knipperlicht.fetching.settings import Nbb, Staatsblad, Vies, Vkbo

    days = tuple(day for item in items if (day := _day(item)))
    numbers = [item for item in items if not _day(item)]
    try:
        match source:
            case "vkbo":
                return Vkbo(municipalities=list(items)), {}
            case "nbb":
                return Nbb(numbers=numbers), {"days": days}
            case "staatsblad":
                return Staatsblad(numbers=list(items)), {}
            case "vies":
                return Vies(numbers=list(items)), {}
    except ValidationError as error:
        raise click.BadParameter("; ".join(one["msg"] for one in error.errors())) from None
    raise click.BadParameter(f"{source} takes no items: it is one list.")


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text.count("-") == 2 else None
    except ValueError:
        return None
