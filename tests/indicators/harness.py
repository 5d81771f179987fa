"""Golden cases: a small YAML register run through the real tables. Long because format and replay belong together.

A case names entities by symbols. Rows take the register's facts in short form and, where history
matters, `from` and `to` (days of the extracts that first showed the row and no longer did).

    enterprise:    {n, type=2, form="610", cac, situation="000", start=2010-01-01}
    establishment: {n, of, start}
    address:       {of, type=REGO|BAET, zip="8500", place=Kortrijk, street=Teststraat, number="1", box, struck}
    denomination:  {of, name, type="001", language="2"}
    activity:      {of, group="001", version="2025", code, class=MAIN}
    contact:       {of, type=TEL|EMAIL|WEB, value}

    records:       {table: [rows]} of the other sources, with the columns of their tables; `of` (or `unit`) names the
                   entity that fills the column `enterprise` (or `establishment`); columns left out are empty

A file's or a case's `sources: […]` says which of them were taken in; without it, all.

Any row may carry `times: N`; `{i}` in its texts then counts 1..N. An enterprise without a name or (for
legal persons) seat row gets one of its own, so that nothing is shared by accident; `seat: none` leaves
the seat out. Cases of a file share one register: streets and contacts are made distinct per case;
`separate: true` gives each case a register of its own. A case or file may carry its own `settings`.

The SQL of the canonical tables does not depend on the rows, and writing it takes Ibis seconds where DuckDB
needs a tenth of one. So the first register of a test run is built by the real code, its statements are
remembered, and later registers repeat them (`test_harness.py` holds both to the same rows). The same goes for
an indicator that is asked again for the same days with the same settings.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import ibis
import ibis.expr.operations as ops
import ibis.expr.types as ir
import pyarrow as pa
import sqlglot.expressions as sge
import yaml

from knipperlicht.indicators.framework import Indicator, Inputs
from knipperlicht.indicators.registry import indicators
from knipperlicht.indicators.run import run_indicators, validated_settings
from knipperlicht.sources.kbo_opendata.layout import TABLES
from knipperlicht.sources.records import record_sources, record_tables
from knipperlicht.warehouse.changes import build_changes
from knipperlicht.warehouse.tables import build_tables
from knipperlicht.warehouse.topics import build_topics
from knipperlicht.warehouse.workbench import Workbench

ibis.options.sql.fuse_selects = False  # as in a build: fusing takes longer than what it saves DuckDB

HERE = Path(__file__).parent
NEVER = date(9999, 12, 31)
ARROW = {"BIGINT": pa.int64(), "VARCHAR": pa.string(), "DATE": pa.date32()}
CODES = {"act", "kind", "category", "code"}
"""Columns of a key that hold one of a few words: they cannot tell cases apart, and indicators ask for the words."""
ROW_KEYS = {
    "enterprise": {"n", "type", "form", "cac", "situation", "start", "seat"},
    "establishment": {"n", "of", "start"},
    "branch": {"n", "of", "start"},
    "address": {"of", "type", "zip", "place", "street", "number", "box", "struck", "country"},
    "denomination": {"of", "name", "type", "language"},
    "activity": {"of", "group", "version", "code", "class"},
    "contact": {"of", "type", "value", "entity_contact"},
}


@dataclass
class Register:
    """Rows per register table, standing and past."""

    at: date
    first_day: date
    standing: dict[str, list[dict[str, Any]]] = field(default_factory=lambda: defaultdict(list))
    past: dict[str, list[dict[str, Any]]] = field(default_factory=lambda: defaultdict(list))
    records: dict[str, list[dict[str, Any]]] = field(default_factory=lambda: defaultdict(list))
    numbers: dict[tuple[int, str], int] = field(default_factory=dict)

    def number(self, case: int, symbol: str, kind: str) -> int:
        """A valid number for a symbol, the same each time."""
        if (case, symbol) not in self.numbers:
            first = {"enterprise": 4_000_000, "establishment": 20_000_000, "branch": 90_000_000}[kind]
            eight = first + len(self.numbers)
            self.numbers[case, symbol] = eight * 100 + 97 - eight % 97
        return self.numbers[case, symbol]

    def owner(self, case: int, symbol: str) -> int:
        """Number of an entity already named in the case."""
        if (case, symbol) not in self.numbers:
            raise KeyError(f"case {case}: {symbol} is not an entity of this case")
        return self.numbers[case, symbol]

    def add(self, table: str, row: dict[str, Any], source: dict[str, Any]) -> None:
        """Put a row among the standing or the past ones, by its `to`."""
        begins, ends = source.get("from", self.first_day), source.get("to")
        if ends is not None and ends <= self.at:
            self.past[table].append({**row, "valid_from": begins, "valid_to": ends})
        elif begins <= self.at:
            self.standing[table].append({**row, "valid_from": begins})


def golden_files() -> list[Path]:
    """All golden-case files."""
    return sorted(HERE.glob("*.yml"))


@cache
def load(path: Path) -> dict[str, Any]:
    """One file, as written."""
    data: dict[str, Any] = yaml.safe_load(path.read_text("utf-8"))
    return data


def expand(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Repeat rows with `times`, filling `{i}`."""
    out = []
    for row in rows:
        for index in range(1, row.get("times", 1) + 1):
            out.append(
                {
                    key: value.replace("{i}", str(index)) if isinstance(value, str) else value
                    for key, value in row.items()
                    if key != "times"
                }
            )
    return out


def fill(register: Register, case: int, content: dict[str, list[dict[str, Any]]]) -> None:
    """Add one case's register rows."""
    rows = {table: expand(content.get(table) or []) for table in ROW_KEYS}
    for table, allowed in ROW_KEYS.items():
        for row in rows[table]:
            if stray := row.keys() - allowed - {"from", "to"}:
                raise KeyError(f"{table}: unknown key {sorted(stray)}")
    if stray_tables := content.keys() - ROW_KEYS.keys() - {"records"}:
        raise KeyError(f"unknown tables {sorted(stray_tables)}")
    for table in ("enterprise", "establishment", "branch"):
        for row in rows[table]:
            register.number(case, row["n"], table)
    for row in rows["enterprise"]:
        number = register.number(case, row["n"], "enterprise")
        kind = str(row.get("type", "2"))
        register.add(
            "enterprise",
            {
                "entity": number, "status": "AC", "juridical_situation": row.get("situation", "000"),
                "type_of_enterprise": kind, "juridical_form": row.get("form", "610") if kind == "2" else None,
                "juridical_form_cac": row.get("cac"), "start_date": row.get("start", date(2010, 1, 1)),
            },
            row,
        )  # fmt: skip
    named = {row["of"] for row in rows["denomination"]}
    seated = {row["of"] for row in rows["address"] if row.get("type", "REGO") == "REGO"}
    for symbol in dict.fromkeys(row["n"] for row in rows["enterprise"]):
        versions = [row for row in rows["enterprise"] if row["n"] == symbol]
        span = {
            "from": min(v.get("from", register.first_day) for v in versions),
            "to": max(v.get("to") or NEVER for v in versions),
        }
        if symbol not in named:
            rows["denomination"].append({"of": symbol, "name": f"Bedrijf {symbol} {case}", **span})
        legal = str(versions[0].get("type", "2")) == "2"
        if legal and symbol not in seated and versions[0].get("seat") != "none":
            rows["address"].append({"of": symbol, "street": f"Eigen zetel van {symbol}", **span})
    for table in ("establishment", "branch"):
        for row in rows[table]:
            register.add(
                table,
                {
                    "entity": register.number(case, row["n"], table), "start_date": row.get("start", date(2010, 1, 1)),
                    "enterprise": register.owner(case, row["of"]),
                },
                row,
            )  # fmt: skip
    for row in rows["denomination"]:
        register.add(
            "denomination",
            {
                "entity": register.owner(case, row["of"]), "language": str(row.get("language", "2")),
                "type_of_denomination": row.get("type", "001"), "denomination": row["name"],
            },
            row,
        )  # fmt: skip
    for row in rows["address"]:
        place, street = row.get("place", "Kortrijk"), f"{row.get('street', 'Teststraat')} geval {case}"
        register.add(
            "address",
            {
                "entity": register.owner(case, row["of"]), "type_of_address": row.get("type", "REGO"),
                "country_nl": row.get("country"), "country_fr": row.get("country"), "zipcode": str(row.get("zip", "8500")),
                "municipality_nl": place, "municipality_fr": place, "street_nl": street, "street_fr": street,
                "house_number": str(row.get("number", "1")), "box": row.get("box") and str(row["box"]), "extra": None,
                "date_striking_off": row.get("struck"),
            },
            row,
        )  # fmt: skip
    for row in rows["activity"]:
        register.add(
            "activity",
            {
                "entity": register.owner(case, row["of"]), "activity_group": str(row.get("group", "001")),
                "nace_version": str(row.get("version", "2025")), "nace_code": str(row["code"]),
                "classification": row.get("class", "MAIN"),
            },
            row,
        )  # fmt: skip
    for row in rows["contact"]:
        kind, value = row.get("type", "EMAIL"), str(row["value"])
        register.add(
            "contact",
            {
                "entity": register.owner(case, row["of"]), "entity_contact": row.get("entity_contact", "ENT"),
                "contact_type": kind, "value": f"{value}{case:03d}" if kind == "TEL" else f"g{case}{value}",
            },
            row,
        )  # fmt: skip
    for table, given in (content.get("records") or {}).items():
        for row in expand(given):
            register.records[table].append(record(register, case, table, row))


def record(register: Register, case: int, table: str, row: dict[str, Any]) -> dict[str, Any]:
    """A row of another source, its columns checked and its symbols turned into numbers."""
    schema = record_tables()[table].schema
    filled = {key: value for key, value in row.items() if key not in ("of", "unit")}
    for symbol, column in (("of", "enterprise"), ("unit", "establishment")):
        if symbol in row:
            filled[column] = register.owner(case, row[symbol])
    if stray := filled.keys() - set(schema.names) - {"seen"}:
        raise KeyError(f"{table}: unknown column {sorted(stray)}")
    for name, value in filled.items():
        if name != "seen" and schema.field(name).type == pa.int64() and isinstance(value, str):
            filled[name] = register.owner(case, value)
        elif name in record_tables()[table].key and schema.field(name).type == pa.string():
            filled[name] = value if name in CODES else f"{case}-{value}"
    return {"seen": register.first_day, **filled}


@dataclass
class Script:
    """Statements in SQL, and the small tables that stand in them as literals."""

    statements: list[str] = field(default_factory=list)
    literals: dict[str, pa.Table] = field(default_factory=dict)

    def repeat(self, backend: Any) -> None:
        """Do it all on this backend."""
        for name, table in self.literals.items():
            backend.con.register(name, table)
        for statement in self.statements:
            backend.con.execute(statement)


class RecordingWorkbench(Workbench):
    """A workbench that writes down what it does."""

    def __init__(self, backend: Any) -> None:
        super().__init__(backend)
        self.script = Script()
        self._connection = backend.con

    def keep(self, name: str, expression: ir.Table) -> ir.Table:
        """What Workbench does, in statements that can be repeated."""
        for literal in expression.op().find(ops.InMemoryTable):
            self.script.literals[literal.name] = literal.data.to_pyarrow(literal.schema)
            self._connection.register(literal.name, self.script.literals[literal.name])
        self.drop(name)
        shape = sge.Create(
            kind="TABLE", this=sge.Schema(
                this=sge.to_identifier(name), expressions=expression.schema().to_sqlglot_column_defs("duckdb")
            ),
        )  # fmt: skip
        self._run(shape.sql("duckdb"))
        self._run(f"INSERT INTO {name} {ibis.to_sql(expression, dialect='duckdb', pretty=False)}")
        return self.table(name)

    def view(self, name: str, expression: ir.Table) -> None:
        """Name an expression."""
        self._run(
            f"CREATE OR REPLACE VIEW {name} AS {ibis.to_sql(expression, dialect='duckdb', pretty=False)}"
        )

    def drop(self, name: str) -> None:
        """Drop a table."""
        self._run(f"DROP TABLE IF EXISTS {name}")

    def _run(self, statement: str) -> None:
        self._connection.execute(statement)
        self.script.statements.append(statement)


_tables: list[Script] = []
_topics: dict[date, Script] = {}
_questions: dict[tuple[str, date, date, str], Script] = {}


def workbench(register: Register) -> Workbench:
    """The canonical tables over a register, on an in-memory DuckDB of its own."""
    backend = small_backend(register)
    if not _tables:
        _tables.append(build(register).script)
    _tables[0].repeat(backend)
    if register.at not in _topics:
        recording = RecordingWorkbench(backend)
        build_topics(recording, register.at, frozenset(record_sources()))
        _topics[register.at] = recording.script
    else:
        _topics[register.at].repeat(backend)
    return Workbench(backend)


def ask(
    bench: Workbench,
    register: Register,
    indicator: Indicator,
    settings: dict[str, Any],
    sources: Iterable[str] | None = None,
) -> None:
    """Run one indicator; a question asked before, of the same days and settings, repeats its statements."""
    sources = sorted(record_sources()) if sources is None else sorted(sources)
    key = (indicator.slug, register.at, register.first_day, yaml.safe_dump([settings, sources]))
    if key in _questions:
        _questions[key].repeat(bench.backend)
        return
    recording = RecordingWorkbench(bench.backend)
    inputs = Inputs(recording, register.at, register.first_day, frozenset(sources))
    run_indicators(inputs, [indicator], validated_settings([indicator], {indicator.slug: settings}))
    _questions[key] = recording.script


def build(register: Register) -> RecordingWorkbench:
    """The canonical tables by the real code."""
    bench = RecordingWorkbench(small_backend(register))
    build_tables(bench)
    build_changes(bench)
    return bench


def small_backend(register: Register) -> Any:
    """An in-memory DuckDB with the register's rows, set for small tables."""
    backend = ibis.duckdb.connect()
    backend.con.execute("SET threads = 1")
    backend.con.execute("SET disabled_optimizers = 'cte_inlining'")
    put_register(backend.con, register)
    return backend


def put_register(connection: Any, register: Register) -> None:
    """Create the `register_` relations from rows."""
    for table in TABLES:
        for suffix, rows, extra in (
            ("", register.standing[table.name], ["valid_from"]),
            ("_past", register.past[table.name], ["valid_from", "valid_to"]),
        ):
            schema = pa.schema(
                [(c.field, ARROW[c.sql_type]) for c in table.columns]
                + [(name, pa.date32()) for name in extra]
            )
            data = pa.Table.from_pylist(rows, schema=schema)
            connection.register("incoming", data)
            connection.execute(f"CREATE TABLE register_{table.name}{suffix} AS SELECT * FROM incoming")
            connection.unregister("incoming")
    for name, table in record_tables().items():
        schema = table.schema.append(pa.field("seen", pa.date32()))
        connection.register("incoming", pa.Table.from_pylist(register.records[name], schema=schema))
        connection.execute(f'CREATE TABLE "{name}" AS SELECT * FROM incoming')
        connection.unregister("incoming")
    connection.execute(
        "CREATE TABLE register_activity_touched AS SELECT * FROM register_activity "
        "WHERE entity IN (SELECT entity FROM register_activity_past)"
    )
    connection.execute(
        "CREATE TABLE register_activity_base AS SELECT * EXCLUDE (valid_from) FROM register_activity"
    )
    connection.execute(
        "CREATE TABLE register_code (category VARCHAR, code VARCHAR, language VARCHAR, description VARCHAR)"
    )


@dataclass(frozen=True)
class Outcome:
    """What one subject got: severity, or a reason, or neither (clear)."""

    severity: float | None
    reason: str | None
    facts: str | None
    evidence: int


@cache
def outcomes(path: Path) -> dict[tuple[str, str], Outcome | None]:
    """The outcomes of a golden file, worked out once in a test run."""
    return outcomes_of(load(path))


def outcomes_of(data: dict[str, Any]) -> dict[tuple[str, str], Outcome | None]:
    """(case name, symbol) -> outcome for every symbol a case expects something of."""
    indicator = indicators()[data["indicator"]]
    groups: dict[tuple[date, date, str], list[dict[str, Any]]] = defaultdict(list)
    for index, case in enumerate(data["cases"]):
        at = case.get("at", data["at"])
        first = case.get("first_day", data.get("first_day", at))
        groups[at, first, str(index) if data.get("separate") else ""].append(case)
    found: dict[tuple[str, str], Outcome | None] = {}
    for (at, first, _), cases in groups.items():
        register = Register(at=at, first_day=first)
        for index, case in enumerate(cases):
            fill(register, index, case["register"])
        bench = workbench(register)
        chosen = [
            (case.get("settings", data.get("settings", {})), case.get("sources", data.get("sources")))
            for case in cases
        ]
        for one in {yaml.safe_dump(own): own for own in chosen}.values():
            ask(bench, register, indicator, *one)
            asked = [(index, case) for index, case in enumerate(cases) if chosen[index] == one]
            found |= _answers(bench, register, asked)
    return found


def _answers(
    bench: Workbench, register: Register, cases: list[tuple[int, dict[str, Any]]]
) -> dict[tuple[str, str], Outcome | None]:
    connection = bench.backend.con

    def rows(sql: str) -> list[Any]:
        result: list[Any] = connection.execute(sql).fetchall()
        return result

    subjects = {row[0] for row in rows("SELECT enterprise FROM subject")}
    hit = {row[0]: row[1:] for row in rows("SELECT enterprise, severity, facts FROM hit")}
    proof = dict(rows("SELECT enterprise, count(*) FROM evidence GROUP BY 1"))
    unknown = dict(rows("SELECT enterprise, reason FROM unknown"))
    general = next((row[0] for row in rows("SELECT reason FROM unanswered")), None)
    found: dict[tuple[str, str], Outcome | None] = {}
    for index, case in cases:
        for symbol in case["expect"]:
            number = register.owner(index, symbol)
            severity, facts = hit.get(number, (None, None))
            reason = None if number in hit else unknown.get(number, general)
            known = number in subjects
            outcome = Outcome(severity, reason, facts, proof.get(number, 0))
            found[case["name"], symbol] = outcome if known or number in hit else None
    return found


def mistakes(data: dict[str, Any], found: dict[tuple[str, str], Outcome | None]) -> list[str]:
    """A line for every outcome that is not what its case expects."""
    wrong = []
    for case in data["cases"]:
        for symbol, expected in case["expect"].items():
            outcome = found[case["name"], symbol]
            if not meets(outcome, expected):
                wrong.append(f"{case['name']} / {symbol}: expected {expected}, got {outcome}")
    return wrong


def meets(outcome: Outcome | None, expected: Any) -> bool:
    """`not a subject`, `clear`, {not_computable: reason} or {hit: severity, facts: {…}}."""
    if outcome is None or expected == "not a subject":
        return outcome is None and expected == "not a subject"
    if expected == "clear":
        return outcome.severity is None and outcome.reason is None
    if "not_computable" in expected:
        return outcome.severity is None and (outcome.reason or "").split(":")[0] == expected["not_computable"]
    facts = json.loads(outcome.facts or "{}")
    return (
        outcome.severity is not None
        and abs(outcome.severity - expected["hit"]) <= 0.01
        and outcome.evidence >= 1
        and all(facts.get(key) == value for key, value in expected.get("facts", {}).items())
    )
