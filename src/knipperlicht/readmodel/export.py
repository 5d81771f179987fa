"""Exports of the served snapshot: scores, hits, entities."""

from __future__ import annotations

from pathlib import Path

from knipperlicht.errors import NothingFound
from knipperlicht.readmodel.reader import Reader
from knipperlicht.readmodel.table_writer import write_query
from knipperlicht.reference.places import municipality_names

DOTTED = "printf('%s.%s.%s', substr(lpad({0}::VARCHAR, 10, '0'), 1, 4), substr(lpad({0}::VARCHAR, 10, '0'), 5, 3), substr(lpad({0}::VARCHAR, 10, '0'), 8, 3))"
STAMP = "'{card}' AS scorecard, '{snapshot}' AS snapshot, DATE '{day}' AS as_of"
NUMBERS = ("score", "band", "misbruiksignalen", "financiele_kwetsbaarheid", "inactiviteit")


def export(
    reader: Reader,
    what: str,
    form: str,
    target: Path,
    *,
    municipality: str | None = None,
    flags_only: bool = False,
) -> int:
    """Write one kind of rows; gives their number. Columns: docs/reference/cli.md."""
    if municipality is not None and municipality not in municipality_names("nl"):
        raise NothingFound(f"{municipality} is not the NIS code of a municipality of 2025.")
    sql = {"scores": _scores, "hits": _hits, "entities": _entities}[what](reader, flags_only)
    where = "" if municipality is None else " WHERE nis_code = ?"
    parameters = [] if municipality is None else [municipality]
    return write_query(
        reader.connection,
        f"SELECT * FROM ({sql}){where} ORDER BY enterprise_number",
        parameters,
        target,
        form,
    )


def _stamp(reader: Reader) -> str:
    return STAMP.format(card=reader.card.version, snapshot=reader.snapshot.id, day=reader.snapshot.as_of)


def _scores(reader: Reader, flags_only: bool) -> str:
    numbers = ", ".join(
        f"NULL::{'VARCHAR' if n == 'band' else 'DOUBLE'} AS {n}" if flags_only else n for n in NUMBERS
    )
    first, rest = numbers.split(", ")[:2], numbers.split(", ")[2:]
    return (
        f"SELECT {DOTTED.format('enterprise')} AS enterprise_number, name, nis AS nis_code, {', '.join(first)}, "
        f"confidence, {', '.join(rest)}, n_hits, top_indicators, {_stamp(reader)} FROM score"
    )


def _hits(reader: Reader, flags_only: bool) -> str:
    points = "NULL::DOUBLE" if flags_only else "points / 1000"
    severity = "NULL::DOUBLE" if flags_only else "severity"
    return (
        f"SELECT {DOTTED.format('h.enterprise')} AS enterprise_number, s.name, s.nis AS nis_code, h.indicator, h.family, "
        f"{severity} AS severity, {points} AS points, h.since, h.facts, {_stamp(reader)} "
        "FROM hit_points h JOIN score s USING (enterprise)"
    )


def _entities(reader: Reader, flags_only: bool) -> str:
    """Legal persons with their seat: no natural person leaves in bulk."""
    del flags_only
    return (
        f"SELECT {DOTTED.format('s.enterprise')} AS enterprise_number, s.name, s.nis AS nis_code, s.juridical_form, "
        "s.juridical_situation, s.start_date, a.zipcode, a.municipality_nl, a.street_nl, a.house_number, a.box, "
        f"s.main_nace, s.n_establishments, {_stamp(reader)} FROM subject s "
        "LEFT JOIN (SELECT DISTINCT ON (entity) * FROM register_address WHERE type_of_address = 'REGO' ORDER BY entity, valid_from DESC) a "
        "ON a.entity = s.enterprise"
    )
