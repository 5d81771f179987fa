"""The formats that the sources take, a row each: see `maladies.Row`."""

from __future__ import annotations

from tests.bad_input.maladies import REGISTER, Row
from tests.history.register_files import full_members

LINES_ALONE = {"cut in the middle": "rows", "cut in the last line": "rows"}
"""Records stand each on its own: what lies behind a cut comes with the next file."""
ESCAPED = {"NUL escaped": "rows", "half a character": "rows"}
CELL = {"NUL": "rows"}
A_LINE_END = {"a carriage return": "whole"}
QUOTED = {"a carriage return in the layout": "whole"}
"""The name of a column may stand in quotes, with blanks."""
FREE = {"a quote never closed": "whole"}
"""A quotation mark in the middle of a free text is a quotation mark."""
LATER = {"of the future": "rows"}

ROWS = (
    Row(
        source="bods",
        file="bods_voorbeeld.json",
        text="VOORBEELD DOCHTER",
        layout='"0.4"',
        day=("2026-09-01", "2099-09-01"),
        differently=ESCAPED | A_LINE_END | CELL,
    ),
    Row(
        source="bods",
        file="bods_voorbeeld.jsonl",
        text="VOORBEELD DOCHTER",
        layout='"0.4"',
        day=("2026-09-01", "2099-09-01"),
        differently=LINES_ALONE
        | ESCAPED
        | CELL
        | {
            "a byte of another encoding": "rows",
            "a carriage return": "rows",
            "a quote never closed": "rows",
            "nested without end": "rows",
        },
    ),
    Row(
        source="court_notices",
        file="2026-03-11.txt",
        text="TWEEDE VOORBEELD",
        layout="Ondernemingsrechtbank",
        day=("11.03.2026", "11.03.2099"),
        differently=A_LINE_END
        | FREE
        | {
            "cut in the middle": "whole",
            "cut in the last line": "whole",
            "a byte of another encoding": "whole",
            "ten megabytes": "rows",
        },
    ),
    Row(
        source="court_notices",
        file="notices.jsonl",
        text="TWEEDE VOORBEELD",
        layout='"kind"',
        day=("2026-03-11", "2099-03-11"),
        differently=LINES_ALONE | ESCAPED | LATER,
    ),
    Row(
        source="favv",
        file="inter_actieve_actoren_voorbeeld.csv",
        text="Verbruikssalon",
        layout="PAP PLA Code",
        day=("28/09/2026", "28/09/2099"),
        differently=A_LINE_END | CELL | {"a byte of another encoding": "whole"},
    ),
    Row(
        source="gleif",
        file="20261120-0800-gleif-goldencopy-lei2-voorbeeld.csv",
        text="VOORBEELD DOCHTER",
        layout="Entity.EntityStatus",
        day=("", ""),
        differently=A_LINE_END,
    ),
    Row(
        source="gleif",
        file="20261120-0800-gleif-goldencopy-lei2-voorbeeld.csv.zip",
        inside="lei2.csv",
        text="VOORBEELD DOCHTER",
        layout="Entity.EntityStatus",
        day=("", ""),
    ),
    Row(
        source="gleif_relations",
        file="20261120-0800-gleif-goldencopy-rr-voorbeeld.csv",
        text="PUBLISHED",
        layout="Relationship.RelationshipStatus",
        day=("", ""),
        differently=A_LINE_END,
    ),
    Row(
        source="jurisdictions",
        file="jurisdictions.csv",
        text="Council",
        layout="legal_source",
        day=("2026", "2099"),
        differently=A_LINE_END | QUOTED,
    ),
    Row(
        source="kbo_opendata",
        file="KboOpenData_0141_2025_05_04_Full.zip",
        inside="denomination.csv",
        members=full_members(141, REGISTER),
        text="BAKKERIJ",
        layout="Denomination",
        day=("", ""),
    ),
    Row(
        source="kbo_select",
        file="lijst.csv",
        text="Voorbeeld",
        layout="Begindatum functie",
        day=("01/04/2015", "01/04/2099"),
        differently=LINES_ALONE
        | FREE
        | CELL
        | {"a byte of another encoding": "whole", "of the future": "whole"},
    ),
    Row(
        source="kbo_xml",
        file="D20260601.xml",
        text="00001",
        layout="JurSits",
        day=("2026-06-01", "2099-06-01"),
        differently=CELL
        | {
            "a byte of another encoding": "rows",
            "a carriage return": "rows",
            "ten megabytes": "rows",
            "a quote never closed": "rows",
        },
    ),
    Row(
        source="kbo_xml",
        file="D20260601.xml.zip",
        inside="D20260601.xml",
        text="00001",
        layout="JurSits",
        day=("2026-06-01", "2099-06-01"),
    ),
    Row(
        source="kbo_xml",
        file="D20260601.codes.xml",
        text="Bestuurder",
        layout="FunctionCode",
        day=("", ""),
        differently=A_LINE_END | FREE | {"ten megabytes": "rows"},
    ),
    Row(
        source="municipal_observations",
        file="municipal_observations.csv",
        text="B-2026-001",
        layout="found_on",
        day=("10-02-2026", "10-02-2099"),
        differently=LINES_ALONE | QUOTED | FREE | LATER | CELL,
    ),
    Row(
        source="municipal_observations",
        file="municipal_observations.jsonl",
        text="J-B-2026-001",
        layout='"found_on"',
        day=("10-02-2026", "10-02-2099"),
        differently=LINES_ALONE | ESCAPED | LATER,
    ),
    Row(
        source="nbb",
        file="references.json",
        text="43320",
        layout='"ModelType"',
        day=("2026-07-01", "2099-07-01"),
        differently=ESCAPED,
    ),
    Row(
        source="nbb",
        file="references.json.zip",
        inside="references.json",
        text="43320",
        layout='"ModelType"',
        day=("2026-07-01", "2099-07-01"),
    ),
    Row(
        source="nbb",
        file="table.csv",
        text="m02-f",
        layout="Entity number",
        day=("2025-12-31", "2099-12-31"),
        differently=A_LINE_END,
    ),
    Row(
        source="regulator_warnings",
        file="regulator_warnings.csv",
        text="Voorbeeld Goudbeleggen",
        layout="publisher",
        day=("12-03-2026", "12-03-2099"),
        differently=QUOTED | FREE | LATER | CELL | {"cut in the last line": "whole"},
    ),
    Row(
        source="management_bans",
        file="management_bans.csv",
        text="VB-2025-0417",
        layout="checked_by",
        day=("2026-05-12", "2099-05-12"),
        differently=QUOTED | FREE,
    ),
    Row(
        source="premises",
        file="premises.csv",
        text="Voorbeeldstad",
        layout="establishment,premises",
        day=("2026-04-02", "2099-04-02"),
        differently=LINES_ALONE | QUOTED | FREE | CELL,
    ),
    Row(
        source="sanction_confirmations",
        file="sanction_confirmations.csv",
        text="NK-voorbeeld-zonder-nummer",
        layout="entity_id",
        day=("2026-05-11", "2099-05-11"),
        differently=QUOTED | FREE,
    ),
    Row(
        source="sanctions",
        file="entities.ftm.json",
        text='["Voorbeeld Onderzoek',
        layout='"properties"',
        day=("2025-02-03", "2099-02-03"),
        differently=ESCAPED
        | CELL
        | {
            "a byte of another encoding": "rows",
            "a carriage return": "rows",
            "ten megabytes": "rows",
            "a quote never closed": "rows",
            "nested without end": "rows",
        },
    ),
    Row(
        source="shared_addresses",
        file="shared_addresses.csv",
        text="Rents out",
        layout="reason",
        day=("2024-01-01", "2099-01-01"),
        differently=QUOTED | FREE,
    ),
    Row(
        source="staatsblad",
        file="lijst.html",
        text="ZONNEWIJZER ATELIER",
        layout="list-item--title",
        day=("2026-03-10", "2099-03-10"),
        differently=A_LINE_END | FREE | LATER | {"a byte of another encoding": "whole"},
    ),
    Row(
        source="staatsblad",
        file="publications.jsonl",
        text="ZONNEWIJZER ATELIER",
        layout='"label"',
        day=("2024-11-05", "2099-11-05"),
        differently=LINES_ALONE | ESCAPED | LATER,
    ),
    Row(
        source="vies",
        file="vies_voorbeeld.csv",
        text="valid",
        layout="asked_on",
        day=("2026", "2099"),
        differently=LINES_ALONE | QUOTED | CELL | {"a quote never closed": "rows"},
    ),
    Row(
        source="vies",
        file="vies_voorbeeld.jsonl",
        text="VALID",
        layout='"isValid"',
        day=("2026-09-01", "2099-09-01"),
        differently=LINES_ALONE | ESCAPED | LATER,
    ),
    Row(
        source="vkbo",
        file="vkbo_voorbeeld.geojson",
        text="Besloten Vennootschap",
        layout='"Rechtsvorm"',
        day=("", ""),
        differently=A_LINE_END | {"NUL": "whole", "NUL escaped": "whole", "half a character": "whole"},
    ),
    Row(
        source="withholding",
        file="withholding.csv",
        text="payment_plan",
        layout="asked_on",
        day=("02-03-2026", "02-03-2099"),
        differently=QUOTED,
    ),
)
