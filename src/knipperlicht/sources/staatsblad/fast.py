"""The fast way through JSON lines: a whole piece at once, as columns.

It takes a piece only where every line is plainly right: our layout, texts only, numbers with check digits that match,
days that exist and do not lie in the future. Anything else, and the careful way (`rows.py`) reads the piece line by
line and says what is wrong. Both give the same rows; a test holds them to it.
"""

from __future__ import annotations

from datetime import date
from io import BytesIO

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import json as arrow_json

from knipperlicht.sources.records import Batch
from knipperlicht.sources.staatsblad.labels import UNKNOWN, acts
from knipperlicht.sources.staatsblad.rows import ACT, PUBLICATION, TEXTS, Tally

ENTERPRISE = r"^[01][0-9]{3}\.?[0-9]{3}\.?[0-9]{3}$"
DAY = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
NUMBER = r"^[0-9A-Za-z./-]{1,30}$"
_APART = "\x1f"
_ESCAPED = (b"\\u000", b"\\u001", b"\\u007", b"\\b", b"\\f")
"""How JSON writes control characters, and a few signs more."""


def fast_batches(
    chunk: bytes, *, required: frozenset[str], optional: frozenset[str], today: date, tally: Tally
) -> tuple[Batch, Batch] | None:
    """Both tables of a piece of whole lines; None where it needs the careful way."""
    if any(mark in chunk for mark in _ESCAPED):
        return None
    names = sorted(required | optional)
    layout = pa.schema([(name, pa.string()) for name in names])
    try:
        parsed = arrow_json.read_json(
            BytesIO(chunk),
            read_options=arrow_json.ReadOptions(use_threads=False, block_size=max(len(chunk), 1)),
            parse_options=arrow_json.ParseOptions(explicit_schema=layout, unexpected_field_behavior="error"),
        ).combine_chunks()
        rows = _checked(parsed, today)
    except pa.ArrowException:
        return None
    if rows is None or rows.num_rows != chunk.count(b"\n") + (not chunk.endswith(b"\n")):
        return None
    return Batch(table=PUBLICATION.name, rows=rows), Batch(table=ACT.name, rows=_acts(rows, tally))


def _checked(parsed: pa.Table, today: date) -> pa.Table | None:
    """Rows of `gazette_publication`, or None where anything is not as it should be."""
    for name, pattern in (("enterprise", ENTERPRISE), ("day", DAY), ("number", NUMBER)):
        if not _all(pc.match_substring_regex(parsed[name], pattern)):
            return None
    if parsed["label"].null_count or pc.any(pc.match_substring(parsed["label"], _APART)).as_py():
        return None
    number = pc.cast(pc.replace_substring(parsed["enterprise"], ".", ""), pa.int64())
    stem = pc.divide(number, 100)
    rest = pc.subtract(stem, pc.multiply(pc.divide(stem, 97), 97))
    if not _all(pc.equal(pc.subtract(number, pc.multiply(stem, 100)), pc.subtract(97, rest))):
        return None
    day = pc.cast(parsed["day"], pa.date32())
    decided = pc.cast(_text(parsed["decided"]), pa.date32())
    if not _all(pc.less_equal(day, pa.scalar(today))) or not _all(
        pc.fill_null(pc.less_equal(decided, day), True)
    ):
        return None
    columns = {"enterprise": number, "day": day, "number": parsed["number"], "decided": decided}
    columns |= {name: _text(parsed[name]) for name in TEXTS}
    return pa.table({name: columns[name] for name in PUBLICATION.schema.names}, schema=PUBLICATION.schema)


def _all(found: pa.ChunkedArray) -> bool:
    return bool(pc.all(found, skip_nulls=False).as_py())


def _text(column: pa.ChunkedArray) -> pa.ChunkedArray:
    trimmed = pc.utf8_trim_whitespace(column)
    return pc.if_else(pc.equal(trimmed, ""), pa.scalar(None, pa.string()), trimmed)


def _acts(rows: pa.Table, tally: Tally) -> pa.Table:
    """Rows of `gazette_act`: each different label is read once, then repeated for its publications."""
    label, note = (pc.fill_null(rows[name], "") for name in ("label", "note"))
    coded = pc.binary_join_element_wise(label, note, _APART).combine_chunks().dictionary_encode()
    read = [acts(*_pair(text)) for text in coded.dictionary.to_pylist()]
    many = np.array([len(found) for found in read], dtype=np.int64)
    starts = np.concatenate(([0], np.cumsum(many)[:-1])) if len(read) else many
    which = coded.indices.to_numpy()
    counts = many[which]
    of = np.repeat(np.arange(len(which)), counts)
    within = np.arange(len(of)) - np.repeat(np.cumsum(counts) - counts, counts)
    flat = [act for found in read for act in found]
    own = pa.table(
        {
            "act": pa.array([act.act for act in flat], pa.string()),
            "label": pa.array([act.label for act in flat], pa.string()),
            "reason": pa.array([act.reason for act in flat], pa.string()),
            "effective": pa.array([act.effective for act in flat], pa.date32()),
        }
    ).take(pa.array(starts[which][of] + within))
    for found, times in zip(read, np.bincount(which, minlength=len(read)), strict=True):
        for act in found:
            if act.act == UNKNOWN:
                tally.unknown[act.label] += int(times)
    key = rows.select(PUBLICATION.key).take(pa.array(of))
    columns = {name: key[name] for name in PUBLICATION.key} | {name: own[name] for name in own.column_names}
    return pa.table({name: columns[name] for name in ACT.schema.names}, schema=ACT.schema)


def _pair(text: str) -> tuple[str, str | None]:
    label, _, note = text.partition(_APART)
    return label, note or None
