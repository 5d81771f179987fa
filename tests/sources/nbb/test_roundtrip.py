"""Random filings survive writing and reading; the order of rows and other filings change nothing."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from knipperlicht.sources.nbb.rubrics import columns, kinds
from tests.sources.nbb.making import camel, filing, number, read, reference, zipped

# Columns that one rubric fills, so that what went in can be told from what came out.
PLAIN = {c.name: c.ways[0][0][0] for c in columns() if c.kind == "amount" and len(c.ways) == 1}
CENTS = st.integers(-(10**12), 10**12)
YEAR = st.dictionaries(st.sampled_from(sorted(PLAIN)), CENTS, max_size=len(PLAIN))


def written(cents: int, style: int) -> str:
    """Cents as an amount in euro, with all decimals, or without the noughts at the end."""
    sign, whole, rest = "-" if cents < 0 else "", abs(cents) // 100, abs(cents) % 100
    if style == 0:
        return f"{sign}{whole}.{rest:02}"
    return f"{sign}{whole}.{rest:02}".rstrip("0").rstrip(".")


def rubrics(year: dict[str, int], style: int) -> dict[str, str]:
    """Rubrics as filings have them."""
    return {PLAIN[name]: written(cents, style) for name, cents in year.items()}


def taken(members: dict[str, Any]) -> list[dict[str, Any]]:
    """The rows of `nbb_filing`, none refused."""
    with tempfile.TemporaryDirectory() as folder:
        rows, refused = read(zipped(Path(folder) / "a.zip", members))
    assert not refused
    return rows["nbb_filing"]


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(YEAR, YEAR, st.integers(0, 1), st.booleans()), min_size=1, max_size=6), st.randoms()
)
def test_what_is_written_is_read(
    filings: list[tuple[dict[str, int], dict[str, int], int, bool]], draw: Any
) -> None:
    members: dict[str, Any] = {"r.json": [reference(n) for n in range(len(filings))]}
    for index, (now, before, style, small) in enumerate(filings):
        accounts = filing(index, rubrics(now, style), rubrics(before, style))
        draw.shuffle(accounts["Rubrics"])
        members[f"{index}.json"] = camel(accounts) if small else accounts
    names = list(members)
    draw.shuffle(names)
    rows = {row["enterprise"]: row for row in taken({name: members[name] for name in names})}
    for index, (now, before, _, _) in enumerate(filings):
        row = rows[number(index)]
        assert {name: row[name] for name in PLAIN if row[name] is not None} == now
        given_before = {name: row[f"prior_{name}"] for name in PLAIN if row[f"prior_{name}"] is not None}
        assert given_before == before
        assert row["rubrics"] == sum(cents != 0 and kinds()[PLAIN[n]] == "amount" and PLAIN[n] != "1023"
                                     for n, cents in now.items())  # fmt: skip


@settings(max_examples=40, deadline=None)
@given(YEAR, YEAR)
def test_two_filings_have_one_fingerprint_where_they_say_the_same(
    one: dict[str, int], other: dict[str, int]
) -> None:
    members = {
        "r.json": [reference(1), reference(2)], "1.json": filing(1, rubrics(one, 0)),
        "2.json": filing(2, rubrics(other, 1)),
    }  # fmt: skip
    first, second = taken(members)
    same = [{n: c for n, c in year.items() if c and n != "staff_cost_total"} for year in (one, other)]
    assert (first["fingerprint"] == second["fingerprint"]) is (same[0] == same[1])
