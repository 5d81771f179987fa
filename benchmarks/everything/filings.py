"""Zips of annual accounts: for each of some days the list of all deposits, and the accounts as JSON."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import duckdb

from benchmarks.everything.books import figures, rubrics
from benchmarks.everything.persons import YEARS
from knipperlicht.engine import literal

A_ZIP = 1_800
"""Deposits in one zip: at size 1 some 1,250 zips, about a working day each; a smaller Belgium has fewer zips."""
PACE = 900
STAMP = (1980, 1, 1, 0, 0, 0)
MODELS = ("m87-f", "m81-f", "m82-f")
NEVER, GHOST, CORRECTED, LATE = 0.03, 0.005, 0.01, 0.12
ADDRESS = '"Address":{"Street":"Teststraat","Number":"12","Box":null,"City":"pcd:m8500","OtherPostalCode":null,"OtherCity":null,"Country":"cty:mBE","OtherCountry":null}'
PERSON = f"""'{{"Person":{{"FirstName":"Voornaam' || number % 997 || '","LastName":"Familie' || number % 99991 || '",{ADDRESS}}},"Profession":null,"Mandates":[{{"FunctionMandate":"fct:m13","OtherFunctionMandate":null,"MandateDates":{{"StartDate":"2019-06-10","EndDate":"2027-06-11"}}}}]}}'"""
FILING = f"""
    '{{"ReferenceNumber":"' || reference || '","EnterpriseName":"ONDERNEMING ' || number || '",{ADDRESS},'
    || '"LegalForm":{{"LegalFormCode":"lgf:m' || form || '","LegalForm":null}},"JointCommittees":[],"Rubrics":['
    || now || CASE WHEN before = '' THEN '' ELSE ',' END || before
    || '],"Administrators":{{"LegalPersons":[],"NaturalPersons":[' || {PERSON} || ']}},"ParticipatingInterests":[],'
    || '"Shareholders":{{"EntityShareHolders":[],"IndividualShareHolders":[]}}}}'
"""
REFERENCE = """
    '{"ReferenceNumber":"' || reference || '","DepositDate":"' || deposited || '","ExerciseDates":{"startDate":"'
    || year || '-01-01","endDate":"' || year || '-12-31"},"ModelType":"' || model_name || '","DepositType":"' || kind
    || '","Language":"NL","Currency":"EUR","EnterpriseNumber":"' || ten(number) || '","EnterpriseName":"ONDERNEMING '
    || number || '","Address":{"Street":"Teststraat","Number":"12","Box":null,"PostalCode":"8500","City":"Kortrijk",'
    || '"CountryCode":"BE"},"LegalForm":"' || form || '","LegalSituation":"000","FullFillLegalValidation":true,'
    || '"ActivityCode":"43310","GeneralAssemblyDate":"' || (year + 1) || '-05-20","AccountingDataURL":null,'
    || '"DataVersion":"Authentic","ImprovementDate":null,"CorrectedData":null}'
"""


def plan_deposits(connection: duckdb.DuckDBPyConnection, persons: Path, *, last: date) -> int:
    """Make the table `deposit`, one row a deposit up to `last`, in the order in which they came; gives how many."""
    connection.execute(f"""
        CREATE OR REPLACE TEMP TABLE deposit AS
        WITH due AS (
            SELECT number, form, deposits, year, u(number, 'habit') AS habit, u(number, year) AS roll
            FROM read_parquet({literal(persons)}), (SELECT unnest({list(YEARS)}) AS year)
            WHERE deposits IS NOT NULL AND u(number, 'never') >= {NEVER}
              AND NOT (u(number, 'stopped') < 0.03 AND year >= {YEARS[-2]})),
        first AS (
            SELECT *, make_date(year, 12, 31) + CASE WHEN habit < {LATE} THEN (250 + roll * 200)::INTEGER
                   ELSE (120 + roll * 85)::INTEGER END AS deposited, 'Initial' AS kind FROM due),
        every AS (
            FROM first UNION ALL
            SELECT * REPLACE (deposited + 40 AS deposited, 'Correction' AS kind) FROM first
            WHERE u(number, year + 500) < {CORRECTED})
        SELECT number, form, year, kind, deposited::DATE AS deposited,
               CASE WHEN u(number, 'ghost') < {GHOST} THEN {YEARS[0]} ELSE year END AS book,
               CASE WHEN u(number, 'size') < 0.65 THEN 0 WHEN u(number, 'size') < 0.95 THEN 1 ELSE 2 END AS model,
               row_number() OVER (ORDER BY deposited, number, kind) - 1 AS place
        FROM every WHERE deposited <= DATE '{last}' ORDER BY place""")
    return int(connection.execute("SELECT count(*) FROM deposit").fetchall()[0][0])


def zips_for(deposits: int) -> int:
    """Number of zips for so many deposits."""
    return max(5, round(deposits / A_ZIP))


def split_days(connection: duckdb.DuckDBPyConnection, *, zips: int) -> None:
    """Make the table `split`: which day goes into which of about `zips` zips of equal weight."""
    connection.execute(f"""
        CREATE OR REPLACE TEMP TABLE split AS
        SELECT deposited, min(place) * {zips} // (SELECT count(*) FROM deposit) AS zip FROM deposit GROUP BY deposited""")


def write_zips(connection: duckdb.DuckDBPyConnection, folder: Path, which: Iterable[int]) -> None:
    """Write the zips with the numbers `which` of `split`, each holding all deposits of its days.

    Needs the tables `deposit` and `split`. Zips that are there are left alone.
    """
    for number in which:
        days = connection.execute(
            f"SELECT min(deposited), max(deposited) FROM split WHERE zip = {number}"
        ).fetchall()[0]
        target = folder / f"accountingData_{days[0]}_{days[1]}.zip"
        if days[0] is None or target.exists():
            continue
        connection.execute(f"""
            CREATE OR REPLACE TEMP TABLE chosen AS
            SELECT *, year(deposited) || '-' || lpad(place::VARCHAR, 8, '0') AS reference,
                   {list(MODELS)}[model + 1] AS model_name
            FROM deposit SEMI JOIN (SELECT deposited FROM split WHERE zip = {number}) USING (deposited)""")
        building = folder / f"{number:04}.part"
        with zipfile.ZipFile(building, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
            for name, text in _members(connection):
                info = zipfile.ZipInfo(name, STAMP)
                info.compress_type = zipfile.ZIP_DEFLATED
                archive.writestr(info, text)
        building.rename(target)


def _members(connection: duckdb.DuckDBPyConnection) -> Iterator[tuple[str, Any]]:
    lists = f"SELECT deposited, '[' || string_agg({REFERENCE}, ',') || ']' FROM chosen GROUP BY deposited ORDER BY deposited"
    for day, text in connection.execute(lists).fetchall():
        yield f"references_{day}.json", text
    now, before = (
        f"SELECT reference, {rubrics(period)} AS text FROM ({figures(f'SELECT * REPLACE ({book} AS book) FROM chosen')})"
        for period, book in (
            ("N", "book"),
            ("NM1", f"CASE WHEN book = {YEARS[0]} AND year > book THEN book ELSE book - 1 END"),
        )
    )
    rows = connection.execute(f"""
        SELECT reference, {FILING} FROM (
            SELECT chosen.*, n.text AS now, b.text AS before
            FROM chosen JOIN ({now}) n USING (reference) JOIN ({before}) b USING (reference))""")
    while some := rows.fetchmany(PACE):
        for reference, text in some:
            yield f"{reference}.json", text
