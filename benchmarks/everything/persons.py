"""Who the made files are about: the legal persons of a register, one row each, with what they deposit and how much."""

from __future__ import annotations

import zipfile
from pathlib import Path

import duckdb

from knipperlicht.engine import literal

FORMS = ("610", "015", "014", "706", "008", "027")
"""Legal forms that deposit accounts, as in `synthetic/accounts.py`."""
BELGIUM = 1_938_238
DEPOSITING, PUBLICATIONS, MANDATES = 450_000, 20_000_000, 5_000_000
"""At size 1: companies that deposit each year, publications, functions."""
YEARS = (2019, 2020, 2021, 2022, 2023)
MACROS = """
CREATE OR REPLACE MACRO u(a, b) AS hash(hash(a, b)) / 18446744073709551616.0;
CREATE OR REPLACE MACRO normal(p) AS ln((p + 1e-6) / (1 - p + 1e-6)) / 1.7;
CREATE OR REPLACE MACRO ten(n) AS lpad(n::VARCHAR, 10, '0');
"""
"""`u`: a fraction that follows from both arguments alone. `normal`: about standard normal."""


def connected(*, threads: int) -> duckdb.DuckDBPyConnection:
    """A connection with the macros above."""
    connection = duckdb.connect()
    connection.execute(f"SET threads = {threads}; SET memory_limit = '3GB'; {MACROS}")
    return connection


def write_persons(connection: duckdb.DuckDBPyConnection, *, register: Path, target: Path) -> int:
    """Parquet with `number`, `natural`, `form`, `situation`, `begun` (DATE), `deposits`; gives how many.

    `deposits` is NULL for who deposits nothing, else the place among those who do. `register`: a full extract.
    """
    with zipfile.ZipFile(register) as archive:
        sheet = Path(archive.extract("enterprise.csv", target.parent))
    connection.execute(f"""
        CREATE OR REPLACE TEMP TABLE person AS
        SELECT replace(EnterpriseNumber, '.', '')::BIGINT AS number, TypeOfEnterprise = '1' AS "natural",
               JuridicalForm AS form, JuridicalSituation AS situation, strptime(StartDate, '%d-%m-%Y')::DATE AS begun
        FROM read_csv({literal(sheet)}, all_varchar = true)""")
    sheet.unlink()
    many = int(connection.execute("SELECT count(*) FROM person").fetchall()[0][0])
    connection.execute(f"""
        COPY (
            WITH eligible AS (
                SELECT number, row_number() OVER (ORDER BY hash(number, 'deposits')) - 1 AS deposits FROM person
                WHERE form IN {FORMS} AND begun < DATE '{YEARS[0]}-07-01'
                QUALIFY deposits < {round(DEPOSITING * many / BELGIUM)})
            SELECT person.*, eligible.deposits
            FROM person LEFT JOIN eligible USING (number) ORDER BY number
        ) TO {literal(target)} (FORMAT parquet)""")
    return many
