"""The tables this source fills. `place` is the order of the rows within an entity, as the file gives them."""

from __future__ import annotations

import pyarrow as pa

from knipperlicht.sources.records import Table

DAYS = [("start_date", pa.date32()), ("end_date", pa.date32())]
PLACED = [("enterprise", pa.int64()), ("place", pa.int32())]
COLUMNS: dict[str, list[tuple[str, pa.DataType]]] = {
    "xml_enterprise": [
        ("enterprise", pa.int64()), ("kind", pa.string()), ("status", pa.string()), *DAYS, ("close_date", pa.date32()),
        ("capital", pa.int64()), ("currency", pa.string()), ("duration", pa.int32()),
    ],
    "xml_function": [
        *PLACED, ("function", pa.string()), ("function_cac", pa.string()), ("holder_kind", pa.string()),
        ("holder", pa.int64()), ("holder_name", pa.string()), ("represents", pa.int64()), *DAYS,
        ("end_reason", pa.string()), ("ex_officio", pa.bool_()),
    ],
    "xml_situation": [*PLACED, ("code", pa.string()), ("status", pa.string()), *DAYS],
    "xml_fiscal_year": [
        *PLACED, *DAYS, ("end_day", pa.int32()), ("end_month", pa.int32()), ("assembly_month", pa.int32()),
        ("exceptional_start", pa.date32()), ("exceptional_end", pa.date32()),
    ],
    "xml_link": [
        *PLACED, ("parent", pa.int64()), ("child", pa.int64()), ("kind", pa.string()), *DAYS, ("end_reason", pa.string()),
    ],
    "xml_exofficio": [*PLACED, ("field", pa.string()), ("action", pa.string()), ("reason", pa.string()), *DAYS],
}  # fmt: skip
"""`xml_enterprise`: `status` AC, ST or AN (cancelled: the register took it out); `capital` in cents of `currency`;
`kind` 1 natural person, 2 other. `xml_function`: `holder` the enterprise that holds it; `holder_name` "Surname, First
name" of a person; `represents` the enterprise for which that person acts; `ex_officio` an ex officio act stands on it.
`xml_link`: parent is the cause, child the result; links with establishments are left out."""

SCHEMAS = {name: pa.schema(columns) for name, columns in COLUMNS.items()}
CODE = pa.schema(
    [(name, pa.string()) for name in ("category", "code", "kind", "nl", "fr", "de", "en")] + DAYS
)
TABLES = (
    *(
        Table(
            name=name,
            schema=schema,
            key=tuple(schema.names[: 1 + ("place" in schema.names)]),
            owner="xml_enterprise",
        )
        for name, schema in SCHEMAS.items()
    ),
    Table(name="xml_code", schema=CODE, key=("category", "code")),
)
