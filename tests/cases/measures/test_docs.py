"""The table of bases in the documentation says what the table in the code does."""

from __future__ import annotations

from pathlib import Path

from knipperlicht.cases.procedures.mayor_measures.bases import CLOSURES

PAGE = Path(__file__).parents[3] / "docs/enforcement/measures.md"


def test_the_page_has_every_basis_as_it_is_in_the_code():
    rows = [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in PAGE.read_text("utf-8").splitlines()
        if line.startswith(("| art.", "| W."))
    ]
    said = [(row[0], row[2], row[3], row[4], row[5], row[6], row[7]) for row in rows]
    assert said == [
        (
            basis.article, f"{basis.months} months" if basis.months else "–", str(basis.renewals), "yes" if basis.consult else "no",
            basis.hearing.value, basis.confirmed_by.value if basis.confirmed_by else "–", basis.tag.value,
        )
        for basis in CLOSURES
    ]  # fmt: skip
