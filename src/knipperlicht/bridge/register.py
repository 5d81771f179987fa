"""What screens and case work ask of the register. Every function answers from the snapshot of the request."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from knipperlicht.bridge.served import NothingServed, _reader
from knipperlicht.core.clock import Language
from knipperlicht.errors import NothingFound
from knipperlicht.readmodel import dossier_places
from knipperlicht.readmodel.explain import explain as explain_entity
from knipperlicht.readmodel.explain import resolve
from knipperlicht.readmodel.facts import facts_of
from knipperlicht.readmodel.reader import Reader
from knipperlicht.readmodel.search import Found
from knipperlicht.readmodel.search import search as search_names
from knipperlicht.sources.cards import source_cards

__all__ = [
    "Found", "Served", "data_root", "enterprise_of", "explain", "places_of", "reader", "search", "served",
]  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Served:
    """The snapshot all answers come from; `stale` names sources older than they should be, with their last day."""

    snapshot: str
    as_of: date
    built: str
    scorecard: str
    stale: tuple[dict[str, Any], ...]
    sources: tuple[dict[str, Any], ...]
    counts: dict[str, int]


def reader() -> Reader:
    """The reader of this request; raises NothingServed outside one or before the first build."""
    held = _reader.get()
    if held is None:
        raise NothingServed("Nothing was built yet: run `knipperlicht ingest FILE` and `knipperlicht build`.")
    return held


def served(today: date) -> Served:
    """What is served, and whether it is stale on the day given."""
    manifest = reader().snapshot.manifest
    day = date.fromisoformat(manifest["as_of"])
    last: dict[str, date] = {}
    for source in (*manifest["sources"], *manifest.get("records", [])):
        last[source["source"]] = max(last.get(source["source"], date.min), date.fromisoformat(source["day"]))
    stale = tuple(
        {"name": name, "as_of": seen}
        for name, seen in last.items()
        if name in source_cards() and (today - seen).days > source_cards()[name].stale_after_days
    )
    return Served(
        snapshot=manifest["snapshot"], as_of=day, built=manifest["built"], scorecard=manifest["scorecard"],
        stale=stale, sources=tuple(manifest["sources"]), counts=manifest["counts"],
    )  # fmt: skip


def explain(number: str, *, language: Language, flags_only: bool = False) -> dict[str, Any]:
    """See docs/reference/explain.md."""
    return explain_entity(reader(), number, language=language, flags_only=flags_only)


def enterprise_of(number: str) -> tuple[int, int | None]:
    """Enterprise number, and the establishment's where the text named one; raises NumberError or NothingFound."""
    held = reader()
    enterprise, establishment = resolve(held, number)
    if not any(held.of(name).first(enterprise) for name in ("enterprise", "enterprise_past")):
        raise NothingFound(f"{number}: the register up to {held.snapshot.as_of} holds no such enterprise.")
    return enterprise, establishment


def places_of(enterprise: int) -> frozenset[str]:
    """NIS codes of every municipality where it has or had a seat, establishment or branch; raises NothingFound."""
    found = dossier_places.places_of(reader(), enterprise)
    if not found:
        facts_of(reader(), enterprise)
    return found


def search(
    text: str, *, limit: int = 20, nis: Collection[str] | None = None, flags_only: bool = False
) -> list[Found]:
    """Best matches first; with `nis` only those with an address there."""
    return search_names(reader(), text, limit=limit, nis=nis, flags_only=flags_only)


def data_root() -> Path:
    """The data directory the snapshot stands in."""
    return reader().snapshot.folder.parent.parent
