"""Filings of our own making in the true format of the National Bank: invented companies, no real persons."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa

from knipperlicht.sources.nbb import SOURCE
from knipperlicht.sources.records import Refused

TODAY = date(2026, 11, 23)
SAMPLE = Path(__file__).parents[3] / "src/knipperlicht/sources/nbb/sample"
STAMP = (2026, 7, 2, 5, 0, 0)


def number(index: int) -> int:
    """A valid enterprise number."""
    stem = 7_990_000 + index
    return stem * 100 + 97 - stem % 97


def reference(index: int, **changed: Any) -> dict[str, Any]:
    """An item of a reference list, as the web service gives it."""
    return {
        "ReferenceNumber": f"2026-{index:08}",
        "DepositDate": "2026-07-01",
        "ExerciseDates": {"startDate": "2025-01-01", "endDate": "2025-12-31"},
        "ModelType": "m87-f",
        "DepositType": "Initial",
        "Language": "NL",
        "Currency": "EUR",
        "EnterpriseNumber": f"{number(index):010}",
        "EnterpriseName": f"VOORBEELD {index}",
        "Address": {
            "Street": "Voorbeeldstraat", "Number": "1", "Box": None, "PostalCode": "8500", "City": "Kortrijk",
            "CountryCode": "BE",
        },
        "LegalForm": "610",
        "LegalSituation": "000",
        "FullFillLegalValidation": True,
        "ActivityCode": "43320",
        "GeneralAssemblyDate": "2026-06-10",
        "AccountingDataURL": f"https://ws.cbso.nbb.be/authentic/deposit/2026-{index:08}/accountingData",
        "DataVersion": "Authentic",
        "ImprovementDate": None,
        "CorrectedData": None,
    } | changed  # fmt: skip


def rubrics(now: Mapping[str, str], before: Mapping[str, str] = {}) -> list[dict[str, str]]:
    """Rubrics of this year and the one before."""
    return [
        {"Code": code, "Value": value, "Period": period, "DataType": "met:am1", "TypeAmount": "original"}
        for period, values in (("N", now), ("NM1", before))
        for code, value in values.items()
    ]


def filing(
    index: int, now: Mapping[str, str], before: Mapping[str, str] = {}, **changed: Any
) -> dict[str, Any]:  # fmt: skip
    """The accounts of one deposit, as the web service gives them."""
    return {
        "ReferenceNumber": f"2026-{index:08}",
        "EnterpriseName": f"VOORBEELD {index}",
        "Address": {**address(), "City": "pcd:m8500"},
        "LegalForm": {"LegalFormCode": "lgf:m610", "LegalForm": None},
        "JointCommittees": [],
        "Rubrics": rubrics(now, before),
        "Administrators": {"LegalPersons": [], "NaturalPersons": []},
        "ParticipatingInterests": [],
        "Shareholders": {"EntityShareHolders": [], "IndividualShareHolders": []},
    } | changed


def address(country: str = "BE") -> dict[str, Any]:
    """An address as filings have it."""
    return {
        "Street": "Voorbeeldstraat", "Number": "1", "Box": None, "City": None, "OtherPostalCode": None,
        "OtherCity": None, "Country": f"cty:m{country}", "OtherCountry": None,
    }  # fmt: skip


def entity(name: str, identifier: str | None, country: str = "BE") -> dict[str, Any]:
    """A legal person as filings name it."""
    kind = {"KindOfNumber": None, "KindOfNumberCode": "nmt:m1"}
    return {
        "Name": name, "IdentifierKindOfNumber": kind, "Identifier": identifier, "Address": address(country),
    }  # fmt: skip


def person(last: str, first: str) -> dict[str, Any]:
    """A natural person as filings name one."""
    return {"FirstName": first, "LastName": last, "Address": address()}


def mandate(function: str, start: str | None = None, end: str | None = None) -> dict[str, Any]:
    """A mandate."""
    return {
        "FunctionMandate": f"fct:m{function}", "OtherFunctionMandate": None,
        "MandateDates": {"StartDate": start, "EndDate": end},
    }  # fmt: skip


def camel(value: Any) -> Any:
    """The same as the daily extracts write it: names begin with a small letter."""
    if isinstance(value, dict):
        return {name[:1].lower() + name[1:]: camel(inner) for name, inner in value.items()}
    return [camel(inner) for inner in value] if isinstance(value, list) else value


def table(index: int, values: Mapping[str, str], **labels: str) -> str:
    """The table of the public site: no header, texts in quotes."""
    head = {
        "Reference number": f"2026-{index:08}",
        "Entity number": f"{number(index):010}",
        "Entity name": f"VOORBEELD {index}",
        "Accounting period start date": "2025-01-01",
        "Accounting period end date": "2025-12-31",
        "Model code": "m02-f",
        "Legal form": "Besloten vennootschap",
    } | labels
    return "".join(f'"{name}","{value}"\n' for name, value in (head | dict(values)).items())


def zipped(path: Path, members: Mapping[str, Any]) -> Path:
    """A zip of objects (as JSON), texts and bytes; the same members give the same bytes."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            raw = content if isinstance(content, str | bytes) else json.dumps(content, indent=1)
            archive.writestr(zipfile.ZipInfo(name, STAMP), raw, zipfile.ZIP_DEFLATED)
    return path


def read(path: Path) -> tuple[dict[str, list[dict[str, Any]]], list[Refused]]:
    """Rows by table and what was refused."""
    rows: dict[str, list[dict[str, Any]]] = {t.name: [] for t in SOURCE.tables}
    refused: list[Refused] = []
    for batch in SOURCE.deliver(path, TODAY).batches:
        schema = next(t.schema for t in SOURCE.tables if t.name == batch.table)
        given = (
            pa.Table.from_pylist(batch.rows, schema=schema) if isinstance(batch.rows, list) else batch.rows
        )
        rows[batch.table] += given.cast(schema).to_pylist()
        refused += batch.refused
    return rows, refused


def read_one(
    folder: Path, now: Mapping[str, str], before: Mapping[str, str] = {}, **changed: Any
) -> dict[str, Any]:
    """The row of one filing; `reference` changes fields of its reference."""
    listed = reference(1, **changed.pop("reference", {}))
    path = zipped(folder / "one.zip", {"list.json": [listed], "one.json": filing(1, now, before, **changed)})
    rows, refused = read(path)
    assert not refused, refused
    return rows["nbb_filing"][0]


def sample() -> Iterable[tuple[str, Any]]:
    """Name and content of the files in the folder `sample`."""
    small = {
        "21/28": "8000", "22/27": "8000", "29/58": "42000.5", "40/41": "30000", "40": "28000.25", "41": "1999.75",
        "54/58": "12000.5", "20/58": "50000.5", "10/15": "20000.5", "10/11": "5000", "13": "10000",
        "14": "5000.5", "17/49": "30000", "42/48": "30000", "44": "18000", "45": "12000", "450/3": "4000",
        "454/9": "8000", "10/49": "50000.5", "9900": "91000", "62": "60000", "630": "4000", "9901": "21000",
        "65": "500", "9903": "20500", "9904": "16000",
    }  # fmt: skip
    earlier = dict.fromkeys(("40", "44"), "100") | {"20/58": "41000", "10/49": "41000", "10/15": "4000.5"}
    other = f"{number(2):010}"
    yield "references.json", [
        reference(1), reference(2, ModelType="m02-f", LegalForm="014"),
        reference(3, ModelType="m81-p", AccountingDataURL=None),
    ]  # fmt: skip
    yield "2026-00000001.json", filing(
        1, small, earlier,
        Administrators={
            "LegalPersons": [
                {
                    "Entity": entity("VOORBEELD 2", other), "Mandates": [mandate("13", "2024-06-10", "2030-06-10")],
                    "Representatives": [person("Vertegenwoordiger", "Verzonnen")],
                }
            ],
            "NaturalPersons": [
                {"Person": person("Bestuurder", "Verzonnen"), "Profession": None, "Mandates": [mandate("30")]}
            ],
        },
        Shareholders={
            "EntityShareHolders": [
                {
                    "Entity": entity("VOORBEELD 2", other),
                    "RightsHeld": [
                        {
                            "Line": "1", "Nature": "aandelen", "NumberSecuritiesAttached": "60",
                            "NumberNotSecuritiesAttached": None, "Percentage": "0.6",
                        }
                    ],
                }
            ],
            "IndividualShareHolders": [],
        },
    )  # fmt: skip
    held = {
        "Entity": entity("VOORBEELD 1", f"{number(1):010}"), "AccountDate": "2025-12-31", "Currency": "ccy:mEUR",
        "Equity": "20000.5", "NetResult": "16000",
        "ParticipatingInterestHeld": [
            {
                "Line": "1", "Nature": "aandelen", "Number": "60", "PercentageDirectlyHeld": "0.6",
                "PercentageSubsidiaries": None,
            }
        ],
    }  # fmt: skip
    large = {
        "20/58": "9000000", "21/28": "4000000", "28": "4000000", "29/58": "5000000", "40/41": "5000000",
        "10/49": "9000000", "10/15": "6000000", "17/49": "3000000", "17": "1000000", "172": "250000",
        "173": "750000", "42/48": "2000000", "43": "500000", "439": "100000", "70": "12000000",
        "70/76A": "12100000", "60": "7000000", "61": "2000000", "9901": "800000", "9904": "500000",
        "9072": "0", "9076": "15000", "9087": "23.4", "9088": "38012", "1003P": "22.1",
    }  # fmt: skip
    yield "2026-00000002.json", camel(filing(2, large, {"70": "11000000"}, ParticipatingInterests=[held]))
    yield "table.csv", table(4, {"70": "92512.63", "70P": "80000", "20/58": "50000.5", "10/49": "50000.5"})


if __name__ == "__main__":
    SAMPLE.mkdir(exist_ok=True)
    for file, content in sample():
        text = content if isinstance(content, str) else json.dumps(content, indent=1) + "\n"
        (SAMPLE / file).write_text(text, "utf-8")
