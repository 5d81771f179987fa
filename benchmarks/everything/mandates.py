"""The KBO's reuse file: every enterprise with its legal situations, financial year and the functions in it.

Groups that our reader leaves out (names, addresses, activities, establishments) are left out here too: with them the
real file has some 28 GB. How fast those are passed over is measured by `make bench-xml`.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import duckdb

import knipperlicht.sources.kbo_xml as kbo_xml
from benchmarks.everything.persons import BELGIUM, MANDATES
from knipperlicht.engine import literal
from knipperlicht.synthetic.reuse_xml import extract

MOST = 40
PACE = 20_000
CODES = Path(kbo_xml.__file__).parent / "sample" / "D20260601.codes.xml"
NAMES, FIRST_NAMES = 180_000, 900


def _tag(name: str, sql: str) -> str:
    return f"'<{name}>' || {sql} || '</{name}>'"


def _validity(start: str, end: str | None = None) -> str:
    closing = f"|| CASE WHEN {end} IS NULL THEN '' ELSE {_tag('End', end)} END" if end else ""
    return f"'<Validity>' || {_tag('Begin', start)} {closing} || '</Validity>'"


_PERSON = (
    f"'<HeldByPerson><Name>Familie' || hash(who, 'n') % {NAMES} || '</Name><FirstName>Voornaam' || hash(who, 'f') % {FIRST_NAMES} "
    "|| '</FirstName></HeldByPerson>'"
)
_ENTITY = (
    "'<HeldByEnterprise><ExecutingEnterprise>' || ten(holder) || '</ExecutingEnterprise></HeldByEnterprise>'"
)
FUNCTION = (
    f"'<Function>' || {_tag('Code', 'code')} || {_validity('started', 'ended')} || '<Counter>' || place || '</Counter>' "
    f"|| CASE WHEN holds <> 'entity' THEN {_PERSON} ELSE '' END || CASE WHEN holds <> 'person' THEN {_ENTITY} ELSE '' END "
    "|| '</Function>'"
)
ENTITY = (
    f"'<Enterprise>' || {_tag('Nbr', 'ten(number)')} || '<EnterpriseNumbers><EnterpriseNumber>' || ten(number) "
    f"|| '</EnterpriseNumber>' || {_validity('begun')} || '</EnterpriseNumbers>' "
    f"|| CASE WHEN \"natural\" THEN '<Type>1</Type>' ELSE '<Type>2</Type>' END || {_validity('begun')} || '<Status>AC</Status>' "
    "|| CASE WHEN form = '014' THEN '<Capital>61500.00</Capital><Currency>EUR</Currency>' ELSE '' END "
    f"|| '<JurSits><JurSit>' || {_tag('Code', 'situation')} || {_validity('begun')} || '<Status>AC</Status><Counter>0</Counter></JurSit></JurSits>' "
    f"|| CASE WHEN \"natural\" THEN '' ELSE '<FinancialDatas><FinancialData>' || {_validity('begun')} "
    "|| '<FiscalYearEnd><Day>31</Day><Month>12</Month></FiscalYearEnd><MonthAnnMeeting>6</MonthAnnMeeting></FinancialData></FinancialDatas>' END "
    "|| CASE WHEN functions IS NULL THEN '' ELSE '<Functions>' || functions || '</Functions>' END || '</Enterprise>\n'"
)


def plan_functions(connection: duckdb.DuckDBPyConnection, persons: Path, *, many: int, last: date) -> int:
    """Make the table `function`, one row a function of a legal person; gives how many.

    Two thirds have ended. One holder in six is a company, some of them with a permanent representative; nearly all
    companies that hold a function hold one, some hold dozens.
    """
    wanted = round(MANDATES * many / BELGIUM)
    connection.execute(f"""
        CREATE OR REPLACE TEMP TABLE company AS
        SELECT number, least(begun, DATE '{last}' - 40) AS begun, row_number() OVER () - 1 AS nth
        FROM read_parquet({literal(persons)}) WHERE NOT "natural";
        CREATE OR REPLACE TEMP TABLE function AS
        WITH shares AS (
            SELECT number, greatest(begun, DATE '1990-01-01') AS begun, -ln(u(number, 'board') + 1e-9) AS weight FROM company),
        boards AS (
            SELECT number, begun, least({MOST}, 1 + (weight * ({wanted} - count(*) OVER ()) / sum(weight) OVER ()))::INTEGER AS seats
            FROM shares),
        seat AS (SELECT number, begun, unnest(range(seats)) AS place FROM boards),
        filled AS (
            SELECT number, place, u(number, 'k' || place) AS kind, u(number, 'e' || place) AS ends,
                   begun + (u(number, 's' || place) * (DATE '{last}' - begun - 31))::INTEGER AS started,
                   hash(number, place // 2) AS who,
                   (pow(u(number, 'h' || place), 1.3) * (SELECT count(*) FROM company))::BIGINT AS held
            FROM seat)
        SELECT f.number, place, CASE WHEN place = 0 THEN '00001' WHEN kind > 0.97 THEN '00002' WHEN kind > 0.92 THEN '00003' ELSE '00001' END AS code,
               CASE WHEN kind < 0.8 OR place = 0 THEN 'person' WHEN kind > 0.92 AND kind <= 0.97 THEN 'both' ELSE 'entity' END AS holds,
               company.number AS holder, who, started,
               CASE WHEN place > 0 AND ends < 0.65 THEN started + ((DATE '{last}' - started) * ends / 0.65)::INTEGER END AS ended
        FROM filled f JOIN company ON company.nth = f.held""")
    return int(connection.execute("SELECT count(*) FROM function").fetchall()[0][0])


def write_reuse(
    connection: duckdb.DuckDBPyConnection,
    persons: Path,
    target: Path,
    *,
    day: date,
    full: bool = True,
    among: str = "true",
) -> None:
    """Write the zip with `Dyyyymmdd.xml`, one entity a line, and the codes; needs `plan_functions` before.

    `among`: SQL condition on `number`; with `full` false it is a file of changes.
    """
    stem = f"D{day:%Y%m%d}"
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.write(CODES, f"{stem}.codes.xml")
        with archive.open(f"{stem}{'' if full else '.wijzig'}.xml", "w", force_zip64=True) as member:
            for piece in extract(_entities(connection, persons, among), day=day, full=full):
                member.write(piece.encode())


def _entities(connection: duckdb.DuckDBPyConnection, persons: Path, among: str) -> Iterator[str]:
    rows = connection.execute(f"""
        WITH boards AS (SELECT number, string_agg({FUNCTION}, '' ORDER BY place) AS functions FROM function WHERE {among} GROUP BY number)
        SELECT {ENTITY} FROM read_parquet({literal(persons)}) LEFT JOIN boards USING (number) WHERE {among} ORDER BY number""")
    while some := rows.fetchmany(PACE):
        for (text,) in some:
            yield text
