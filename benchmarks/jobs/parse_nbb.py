"""How many filings of the National Bank one core reads per second, from a zip of JSON to rows."""

from __future__ import annotations

import argparse
import json
import resource
import tempfile
import time
import zipfile
from datetime import date
from pathlib import Path
from random import Random

from knipperlicht.sources.nbb import SOURCE
from knipperlicht.sources.nbb.rubrics import kinds

TODAY = date(2026, 11, 23)
CODES = (*kinds(), "8059", "8079", "8129", "8199", "8279", "8329")
"""As many as in the real abridged and micro accounts we know: 108 and 154 rubrics in two years."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--filings", type=int, default=10_000)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "day.zip"
        write(path, chosen.filings)
        megabytes = path.stat().st_size / 2**20
        begun = time.process_time()
        rows = sum(len(b.rows) for b in SOURCE.deliver(path, TODAY).batches if b.table == "nbb_filing")
        seconds = time.process_time() - begun
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**10
    print(
        f"{rows:,} filings of {len(CODES)} rubrics and two years ({megabytes:.0f} MiB zip) in {seconds:.1f} s of one core:"
    )
    print(f"{rows / seconds:,.0f} filings per second, peak {peak:.0f} MiB")


def write(path: Path, filings: int) -> None:
    """A zip with a reference list and as many filings."""
    draw = Random(1)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr("references.json", json.dumps([_reference(number) for number in range(filings)]))
        for number in range(filings):
            rubrics = [
                {
                    "Code": code,
                    "Value": f"{draw.randrange(10**8) / 100:.2f}",
                    "Period": period,
                    "DataType": "met:am1",
                    "TypeAmount": "original",
                }
                for code in CODES
                for period in ("N", "NM1")
            ]
            filing = {"ReferenceNumber": f"2026-{number:08}", "Rubrics": rubrics, "Administrators": _people()}
            archive.writestr(f"2026-{number:08}.json", json.dumps(filing))


def _reference(number: int) -> dict[str, object]:
    stem = 4_000_000 + number
    return {
        "ReferenceNumber": f"2026-{number:08}",
        "DepositDate": "2026-07-01",
        "ExerciseDates": {"startDate": "2025-01-01", "endDate": "2025-12-31"},
        "ModelType": "m81-f",
        "EnterpriseNumber": f"{stem * 100 + 97 - stem % 97:010}",
    }


def _people() -> dict[str, object]:
    mandate = {"FunctionMandate": "fct:m13", "MandateDates": {"StartDate": "2024-06-10", "EndDate": None}}
    person = {"Person": {"FirstName": "A", "LastName": "B"}, "Mandates": [mandate]}
    return {"LegalPersons": [], "NaturalPersons": [person, person]}


if __name__ == "__main__":
    main()
