"""The tables of this source. Amounts are BIGINT euro cents; NULL is not disclosed, never nought."""

from __future__ import annotations

import pyarrow as pa

from knipperlicht.sources.nbb.coverage import BATCH_DAY, COVERAGE
from knipperlicht.sources.nbb.rubrics import columns
from knipperlicht.sources.records import Table

TYPES = {"amount": pa.int64(), "hours": pa.int64(), "number": pa.float64()}

_HEAD = [
    ("enterprise", pa.int64()), ("reference", pa.string()), ("deposit_date", pa.date32()),
    ("start_date", pa.date32()), ("end_date", pa.date32()), ("assembly_date", pa.date32()), ("model", pa.string()),
    ("scheme", pa.string()), ("consolidated", pa.bool_()), ("correction", pa.bool_()), ("language", pa.string()),
    ("currency", pa.string()), ("legal_form", pa.string()), ("activity_code", pa.string()),
]  # fmt: skip
_CONTENT = [
    ("auditor_opinion", pa.string()), ("has_values", pa.bool_()), ("rubrics", pa.int32()),
    ("fingerprint", pa.string()), ("balanced", pa.bool_()),
]  # fmt: skip
_FIGURES = [(prefix + c.name, TYPES[c.kind]) for prefix in ("", "prior_") for c in columns()]

REFERENCE = Table(name="nbb_reference", schema=pa.schema(_HEAD), key=("enterprise", "end_date", "reference"))
"""Every deposit of the reference lists, with or without its figures."""

FILING = Table(
    name="nbb_filing",
    schema=pa.schema([*_HEAD, *_CONTENT, *_FIGURES]),
    key=("enterprise", "end_date", "reference"),
)
"""Every deposit whose accounts came along. `prior_` is the column of the preceding year in the same accounts."""

OFFICER = Table(
    name="nbb_officer",
    schema=pa.schema(
        [
            ("enterprise", pa.int64()),
            ("reference", pa.string()),
            ("place", pa.int32()),
            ("kind", pa.string()),
            ("name", pa.string()),
            ("holder", pa.int64()),
            ("function", pa.string()),
            ("start_date", pa.date32()),
            ("end_date", pa.date32()),
            ("representative", pa.string()),
        ]
    ),
    key=("enterprise", "reference", "place"),
)
"""One row a mandate; `function` is the code after `fct:m`; `representative`: who acts for an entity."""

PARTICIPATION = Table(
    name="nbb_participation",
    schema=pa.schema(
        [
            ("enterprise", pa.int64()),
            ("reference", pa.string()),
            ("place", pa.int32()),
            ("held", pa.int64()),
            ("held_name", pa.string()),
            ("country", pa.string()),
            ("direct", pa.float64()),
            ("subsidiaries", pa.float64()),
            ("equity", pa.int64()),
            ("result", pa.int64()),
        ]
    ),
    key=("enterprise", "reference", "place"),
)
"""Shares held, as fractions of one."""

SHAREHOLDER = Table(
    name="nbb_shareholder",
    schema=pa.schema(
        [
            ("enterprise", pa.int64()),
            ("reference", pa.string()),
            ("place", pa.int32()),
            ("kind", pa.string()),
            ("holder", pa.int64()),
            ("name", pa.string()),
            ("country", pa.string()),
            ("share", pa.float64()),
        ]
    ),
    key=("enterprise", "reference", "place"),
)
"""Who holds shares of the enterprise, as fractions of one."""

TABLES = (REFERENCE, FILING, OFFICER, PARTICIPATION, SHAREHOLDER, COVERAGE, BATCH_DAY)
