"""Two real filings (kept outside the repository): the figures hold to the cent."""

from __future__ import annotations

from pathlib import Path

import pytest

from knipperlicht.sources.nbb import SOURCE
from tests.sources.nbb.making import read, zipped

REAL = Path(__file__).parents[4] / "shared/data/nbb_authentic"
pytestmark = pytest.mark.skipif(not REAL.exists(), reason=f"the real filings are not at {REAL}")


def test_the_real_filings_load_to_the_cent(tmp_path: Path) -> None:
    path = zipped(tmp_path / "real.zip", {p.name: p.read_bytes() for p in sorted(REAL.glob("*.json"))})
    assert SOURCE.recognises(path)
    rows, refused = read(path)
    assert not refused and len(rows["nbb_reference"]) == 41
    large, small = rows["nbb_filing"]
    assert large["enterprise"] == 447_639_261 and small["enterprise"] == 688_530_942
    for row in (large, small):
        for prefix in ("", "prior_"):
            total = row[f"{prefix}total_assets"]
            assert total == row[f"{prefix}total_liabilities"]
            assert total == sum(row[prefix + name] or 0 for name in ("equity", "provisions", "debts"))
            assert total == sum(row[prefix + name] or 0 for name in ("fixed_assets", "current_assets"))
        assert row["balanced"] is True
    assert (large["total_assets"], large["result"], large["fte"], large["hours"]) == (
        484_084_431, 40_564_208, 16.7, 28_640,
    )  # fmt: skip
    assert (small["total_assets"], small["prior_equity"], small["turnover"], small["rubrics"]) == (
        6_876_693, 1_698_346, None, 47,
    )  # fmt: skip
    assert [(o["kind"], o["function"]) for o in rows["nbb_officer"]] == [
        ("entity", "13"), ("person", "13"), ("person", "30"),
    ]  # fmt: skip


def test_a_real_list_of_references_is_whole_on_its_own() -> None:
    [path] = REAL.glob("0447639261_references.json")
    rows, refused = read(path)
    assert not refused and len(rows["nbb_reference"]) == 34
    assert {row["scheme"] for row in rows["nbb_reference"]} == {"abridged"}
    assert sum(row["currency"] == "BEF" for row in rows["nbb_reference"]) == 9
