"""Every planted story and look-alike is there, named in the ground truth, and visible in the files."""

from __future__ import annotations

import csv
from collections import defaultdict

from knipperlicht.synthetic import SynthesisResult
from knipperlicht.synthetic.stories import LOOKALIKES, STORIES

from .reading import lines, load, rows


def truths(result: SynthesisResult) -> list[dict[str, str]]:
    with result.ground_truth.open(encoding="utf-8") as handle:
        return list(csv.DictReader(handle))


def test_every_kind_has_at_least_three_instances(province: SynthesisResult) -> None:
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    for row in truths(province):
        found[row["story"], row["role"]].add(row["instance"])
    wanted = {(tell.__name__, "story") for tell in STORIES} | {
        (tell.__name__, "lookalike") for tell in LOOKALIKES
    }
    assert set(found) == wanted | {("nace_recoding", "lookalike")}
    assert all(len(found[kind]) >= 3 for kind in wanted)


def test_stories_are_a_small_part_of_the_legal_persons(province: SynthesisResult) -> None:
    planted = {row["enterprise_number"] for row in truths(province) if row["role"] == "story"}
    assert 100 <= len(planted) <= 0.025 * 0.6 * 20_000


def test_the_ground_truth_names_only_enterprises_that_exist_in_some_extract(
    province: SynthesisResult,
) -> None:
    seen = {row["EnterpriseNumber"] for row in rows(province.extracts[0], "enterprise.csv")}
    for update in province.extracts[1:-1]:
        seen |= {row["EnterpriseNumber"] for row in rows(update, "enterprise_insert.csv")}
    for row in truths(province):
        assert row["enterprise_number"] in seen
        assert 0 <= int(row["first_month"]) <= 12


def test_no_enterprise_is_both_story_and_lookalike(province: SynthesisResult) -> None:
    roles: dict[str, set[str]] = defaultdict(set)
    for row in truths(province):
        roles[row["enterprise_number"]].add(row["role"])
    assert all(len(found) == 1 for found in roles.values())


def test_ghost_addresses_gather_seats(province: SynthesisResult) -> None:
    members = defaultdict(set)
    for row in truths(province):
        if row["story"] == "ghost_address":
            members[row["instance"]].add(row["enterprise_number"])
    seats = {
        r["EntityNumber"]: (r["Zipcode"], r["StreetNL"], r["HouseNumber"])
        for r in rows(province.extracts[-1], "address.csv")
    }
    for instance in members.values():
        still = [seats[number] for number in instance if number in seats]
        assert len(still) >= 6 and len(set(still)) == 1


def test_struck_seats_show_the_date_of_striking_off(province: SynthesisResult) -> None:
    struck = {r["enterprise_number"] for r in truths(province) if r["story"] == "struck_seat"}
    dated = set()
    for update in province.extracts[1:-1]:
        dated |= {r["EntityNumber"] for r in rows(update, "address_insert.csv") if r["DateStrikingOff"]}
    assert struck <= dated


def test_recoding_changes_nothing_but_the_version_of_codes(province: SynthesisResult) -> None:
    recoded = {f'"{r["enterprise_number"]}"' for r in truths(province) if r["story"] == "nace_recoding"}
    before, after = load(province.extracts[0]), load(province.extracts[-1])
    for number in recoded:
        old, new = set(before["activity"][number]), set(after["activity"][number])
        assert old < new and all('"2025"' in line for line in new - old)
        assert before["address"].get(number) == after["address"].get(number)
    changed = {
        line.split(",")[0] for u in province.extracts[1:-1] for line in lines(u, "activity_insert.csv")
    }
    assert recoded <= changed


def test_without_stories_the_ground_truth_is_empty(country: SynthesisResult) -> None:
    assert truths(country) == []
