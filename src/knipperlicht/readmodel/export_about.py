"""What every export says of itself: of which day, from which snapshot and card, for which filter, and what a score is not."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from knipperlicht.core.clock import Language, format_day
from knipperlicht.readmodel.listing import count
from knipperlicht.readmodel.listing_columns import Column, chosen_sort
from knipperlicht.readmodel.listing_filter import ListFilter
from knipperlicht.readmodel.listing_words import filter_in_words
from knipperlicht.readmodel.ownership_links import Link
from knipperlicht.readmodel.points import PRECISION_SAID
from knipperlicht.readmodel.reader import Reader

WARNING: dict[Language, str] = {
    "nl": "Een score ordent de aandacht en beslist niets: zij is nooit een grond voor een maatregel.",
    "fr": "Un score ordonne l'attention et ne décide rien : il n'est jamais le fondement d'une mesure.",
    "en": "A score orders attention and decides nothing: it is never a ground for a measure.",
}
SOURCE: dict[Language, str] = {
    "nl": "KBO Open Data, FOD Economie; niet voor direct marketing",
    "fr": "BCE Open Data, SPF Économie ; pas pour le marketing direct",
    "en": "CBE Open Data, FPS Economy; not for direct marketing",
}
WORDS: dict[str, dict[Language, str]] = {
    "as_of": {"nl": "gegevens van", "fr": "données du", "en": "data as of"},
    "snapshot": {"nl": "momentopname", "fr": "instantané", "en": "snapshot"},
    "scorecard": {"nl": "scorekaart", "fr": "carte de score", "en": "score card"},
    "filter": {"nl": "selectie", "fr": "sélection", "en": "selection"},
    "sort": {"nl": "gesorteerd op", "fr": "trié par", "en": "sorted by"},
    "rows": {"nl": "aantal rijen", "fr": "nombre de lignes", "en": "number of rows"},
    "warning": {"nl": "let op", "fr": "attention", "en": "note"},
    "places": {"nl": "plaatsen", "fr": "lieux", "en": "places"},
    "source": {"nl": "bron", "fr": "source", "en": "source"},
}
EVERYTHING: dict[Language, str] = {"nl": "alles", "fr": "tout", "en": "everything"}
CHOSEN: dict[Language, str] = {"nl": "gekozen rijen", "fr": "lignes choisies", "en": "chosen rows"}


@dataclass(frozen=True, kw_only=True)
class About:
    """`filter` is in words; `rows` is the number of matches when the export began."""

    as_of: date
    snapshot: str
    scorecard: str
    filter: str
    sort: str
    rows: int
    warning: str
    places: str
    source: str

    def in_words(self, language: Language) -> list[tuple[str, str | int]]:
        """Name and value of each, for people."""
        plain = vars(self) | {"as_of": format_day(self.as_of)}
        return [(WORDS[name][language], plain[name]) for name in WORDS]

    def as_data(self) -> dict[str, str | int]:
        """The same for programs, days as yyyy-mm-dd."""
        return {**vars(self), "as_of": self.as_of.isoformat()}


@dataclass(frozen=True, kw_only=True)
class Listed:
    """What a writer gets. `rows`: raw values in the order of `columns`, then the NIS code of the seat.

    `written(column, value)` writes a raw value for people; `links(numbers)` gives links into these enterprises.
    """

    columns: tuple[Column, ...]
    rows: Iterator[tuple[Any, ...]]
    written: Callable[[Column, Any], Any]
    links: Callable[[Sequence[int]], list[Link]]
    about: About
    language: Language


def about(
    reader: Reader, asked: ListFilter, *, sort: str | None, language: Language, flags_only: bool,
    only: Collection[int] | None = None,
) -> About:  # fmt: skip
    """What an export of this list, or of `only` some numbers of it, says of itself."""
    by, falls = chosen_sort(sort, flags_only=flags_only)
    chips = "; ".join(f"{chip.name}: {chip.text}" for chip in filter_in_words(asked, language))
    told = chips or EVERYTHING[language]
    return About(
        as_of=reader.snapshot.as_of,
        snapshot=reader.snapshot.id,
        scorecard=reader.card.version,
        filter=told if only is None else f"{told}; {CHOSEN[language]}",
        sort=f"{by.name[language]} {'↓' if falls else '↑'}",
        rows=count(reader, asked, flags_only=flags_only, only=only),
        warning=WARNING[language],
        places=PRECISION_SAID[language],
        source=SOURCE[language],
    )
