"""The columns a list can show: name per language, where the value comes from, what it sorts by. In one place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from knipperlicht.core.clock import Language
from knipperlicht.errors import KnipperlichtError

Kind = Literal[
    "number", "text", "day", "count", "amount", "municipality", "form", "sector", "band", "indicators"
]
Source = Literal["u", "a", "p", "e", "h"]


class ColumnError(KnipperlichtError):
    """A column or sort that a list does not have, or that flags-only mode does not tell."""


@dataclass(frozen=True, kw_only=True)
class Column:
    """`sql`: the value, over the tables of `listing_tables.FROM`; `order`: what it sorts by, when not the value.

    `needs` and `order_needs` name the tables beside `score s`. `number`: left out in flags-only mode.
    """

    code: str
    kind: Kind
    sql: str
    name: dict[Language, str]
    needs: tuple[Source, ...] = ()
    order: str | None = None
    order_needs: tuple[Source, ...] | None = None
    number: bool = False


def _column(
    code: str, kind: Kind, sql: str, nl: str, fr: str, en: str, *needs: Source,
    order: str | None = None, order_needs: tuple[Source, ...] | None = None, number: bool = False,
) -> Column:  # fmt: skip
    return Column(
        code=code, kind=kind, sql=sql, name={"nl": nl, "fr": fr, "en": en}, needs=needs, order=order,
        order_needs=order_needs, number=number,
    )  # fmt: skip


_HOUSE = "split_part(u.building_key, '|', 3)"
COLUMNS: tuple[Column, ...] = (
    _column("number", "number", "s.enterprise", "ondernemingsnummer", "numéro d'entreprise", "enterprise number"),
    _column("name", "text", "s.name", "naam", "nom", "name", order="lower(strip_accents(s.name))"),
    _column("municipality", "municipality", "s.nis", "gemeente", "commune", "municipality", order="p.place", order_needs=("p",)),
    _column("postcode", "text", "a.zipcode", "postcode", "code postal", "postcode", "a", order="split_part(u.building_key, '|', 1)", order_needs=("u",)),
    _column("street", "text", "a.street", "straat", "rue", "street", "a", order="split_part(u.building_key, '|', 2)", order_needs=("u",)),
    _column("house", "text", "a.house", "huisnummer", "numéro", "house number", "a", order=f"TRY_CAST(regexp_extract({_HOUSE}, '^[0-9]+') AS INTEGER)", order_needs=("u",)),
    _column("form", "form", "u.form", "rechtsvorm", "forme juridique", "legal form", "u"),
    _column("sector", "sector", "u.main_nace", "hoofdactiviteit", "activité principale", "main activity", "u"),
    _column("started", "day", "u.start_date", "gestart", "début", "started", "u"),
    _column("establishments", "count", "u.n_establishments", "vestigingen", "établissements", "establishments", "u"),
    _column("score", "amount", "s.score", "score", "score", "score", number=True),
    _column("band", "band", "s.band", "klasse", "niveau", "band", order="s.score", number=True),
    _column("confidence", "text", "s.confidence", "zekerheid", "fiabilité", "confidence"),
    _column("misbruiksignalen", "amount", "s.misbruiksignalen", "misbruiksignalen", "signaux d'abus", "signs of abuse", number=True),
    _column("financiele_kwetsbaarheid", "amount", "s.financiele_kwetsbaarheid", "financiële kwetsbaarheid", "fragilité financière", "financial vulnerability", number=True),
    _column("inactiviteit", "amount", "s.inactiviteit", "inactiviteit", "inactivité", "inactivity", number=True),
    _column("hits", "count", "s.n_hits", "aantal knipperlichten", "nombre de signaux", "number of indicators"),
    _column("indicators", "indicators", "string_split(nullif(s.top_indicators, ''), ',')", "sterkste knipperlichten", "signaux les plus forts", "strongest indicators", order="s.n_hits"),
    _column("changed", "day", "e.changed", "laatste wijziging", "dernière modification", "last change", "e"),
    _column("hit_since", "day", "h.hit_since", "jongste knipperlicht sinds", "signal le plus récent depuis", "latest indicator since", "h"),
)  # fmt: skip
COLUMN_BY_CODE = {column.code: column for column in COLUMNS}
DEFAULT = (
    "number",
    "name",
    "municipality",
    "street",
    "house",
    "sector",
    "score",
    "band",
    "confidence",
    "indicators",
)
DEFAULT_SORT, FLAGS_SORT = "-score", "name"


def chosen_columns(codes: Sequence[str] | None, *, flags_only: bool) -> tuple[Column, ...]:
    """The columns with these codes, in that order, each once; the usual ones for None. Raises ColumnError."""
    if codes is None:
        return tuple(c for c in map(COLUMN_BY_CODE.__getitem__, DEFAULT) if not (flags_only and c.number))
    unknown = [code for code in codes if code not in COLUMN_BY_CODE]
    told = [code for code in codes if code in COLUMN_BY_CODE and COLUMN_BY_CODE[code].number and flags_only]
    if unknown or told or not codes:
        raise ColumnError(f"A list has no such columns here: {', '.join([*unknown, *told]) or '(none)'}.")
    return tuple(COLUMN_BY_CODE[code] for code in dict.fromkeys(codes))


def chosen_sort(sort: str | None, *, flags_only: bool) -> tuple[Column, bool]:
    """The column of a sort (`score`, or `-score` for the highest first) and whether it descends. Raises ColumnError."""
    text = sort or (FLAGS_SORT if flags_only else DEFAULT_SORT)
    column = COLUMN_BY_CODE.get(text.removeprefix("-"))
    if column is None or (flags_only and (column.number or column.code in ("hits", "indicators"))):
        raise ColumnError(f"A list cannot be sorted by {text} here.")
    return column, text.startswith("-")
