"""The content keeps the proportions and the oddities of the real register."""

from __future__ import annotations

from collections import Counter

import pytest

from knipperlicht.synthetic import SynthesisResult, ratios

from .reading import rows

SIZE = 30_000
REAL = {
    "enterprise": ratios.ENTERPRISES,
    "establishment": ratios.ESTABLISHMENTS,
    "denomination": ratios.DENOMINATIONS,
    "address": 2_841_755,
    "activity": ratios.ACTIVITIES,
    "contact": ratios.CONTACTS,
    "branch": ratios.BRANCHES,
}


@pytest.mark.parametrize("table", REAL)
def test_row_counts_stay_within_four_per_cent_of_the_real_proportions(
    country: SynthesisResult, table: str
) -> None:
    found = country.rows[country.extracts[0].name][f"{table}.csv"]
    assert found == pytest.approx(REAL[table] * SIZE / ratios.ENTERPRISES, rel=0.04)


def test_activities_are_split_over_versions_and_groups_as_in_the_real_register(
    country: SynthesisResult,
) -> None:
    activities = rows(country.extracts[0], "activity.csv")
    share = SIZE / ratios.ENTERPRISES
    versions = Counter(row["NaceVersion"] for row in activities)
    for version, real in ratios.ACTIVITIES_BY_VERSION.items():
        assert versions[version] == pytest.approx(real * share, rel=0.08)
    main = sum(row["Classification"] == "MAIN" for row in activities)
    assert main == pytest.approx(ratios.MAIN_ACTIVITIES * share, rel=0.06)
    vat = {row["EntityNumber"] for row in activities if row["ActivityGroup"] == "001"}
    social = {row["EntityNumber"] for row in activities if row["ActivityGroup"] == "006"}
    assert len(vat) == pytest.approx(ratios.VAT_ENTITIES * share, rel=0.04)
    assert len(social) == pytest.approx(ratios.EMPLOYER_ENTITIES * share, rel=0.06)
    per_entity = Counter(row["EntityNumber"] for row in activities)
    assert max(per_entity.values()) > 200
    assert len(activities) / len(per_entity) == pytest.approx(12.4, rel=0.05)


def test_group_003_is_on_establishments_only_and_has_codes_of_seven_digits(country: SynthesisResult) -> None:
    listed = [row for row in rows(country.extracts[0], "activity.csv") if row["ActivityGroup"] == "003"]
    assert all(row["EntityNumber"].startswith("2.") for row in listed)
    lengths = Counter(len(row["NaceCode"]) for row in listed)
    assert set(lengths) == {5, 7} and lengths[7] > 0.2 * lengths[5]


def test_no_two_rows_are_the_same(country: SynthesisResult) -> None:
    for table in REAL:
        found = [tuple(row.values()) for row in rows(country.extracts[0], f"{table}.csv")]
        assert len(set(found)) == len(found)


def test_natural_persons_have_no_seat_no_form_and_a_name_with_a_comma(country: SynthesisResult) -> None:
    people = {
        r["EnterpriseNumber"]
        for r in rows(country.extracts[0], "enterprise.csv")
        if r["TypeOfEnterprise"] == "1"
    }
    assert len(people) == pytest.approx(0.4005 * SIZE, rel=0.03)
    seats = {
        r["EntityNumber"] for r in rows(country.extracts[0], "address.csv") if r["TypeOfAddress"] == "REGO"
    }
    assert not people & seats
    assert len(seats) == SIZE - len(people)
    names = [r for r in rows(country.extracts[0], "denomination.csv") if r["EntityNumber"] in people]
    assert all(r["Language"] == "0" and ", " in r["Denomination"] for r in names)
    assert len(names) == len(people)


def test_addresses_follow_the_language_of_the_place(country: SynthesisResult) -> None:
    addresses = rows(country.extracts[0], "address.csv")
    brussels = [r for r in addresses if r["Zipcode"] == "1080"]
    flemish = [r for r in addresses if r["Zipcode"] == "8500"]
    walloon = [r for r in addresses if r["Zipcode"] == "4000"]
    assert all(
        r["MunicipalityFR"] == "Molenbeek-Saint-Jean" and r["StreetNL"] != r["StreetFR"] for r in brussels
    )
    assert all(r["MunicipalityFR"] == "Kortrijk" and r["StreetNL"] == r["StreetFR"] for r in flemish)
    assert all(r["MunicipalityNL"] == "Liège" and r["StreetNL"] == r["StreetFR"] for r in walloon)
    assert brussels and flemish and walloon
    assert any(r["StreetNL"].endswith("(Z)") for r in addresses)
    assert any(r["CountryNL"] for r in addresses)


def test_most_buildings_have_few_users_and_some_have_many(country: SynthesisResult) -> None:
    places = Counter(
        (r["Zipcode"], r["StreetNL"], r["HouseNumber"])
        for r in rows(country.extracts[0], "address.csv")
        if r["Zipcode"]
    )
    few = sum(1 for users in places.values() if users <= 3)
    assert few / len(places) > 0.75
    assert max(places.values()) >= 15


def test_all_contact_details_are_unusable_in_reality(country: SynthesisResult) -> None:
    for row in rows(country.extracts[0], "contact.csv"):
        if row["ContactType"] == "TEL":
            digits = "".join(c for c in row["Value"].replace("+32", "0") if c.isdigit())
            assert digits.startswith("0400") or "0" in digits[2:4], row
        else:
            assert row["Value"].endswith(".example")


def test_the_province_has_only_its_own_postcodes(province: SynthesisResult) -> None:
    assert {r["Zipcode"][0] for r in rows(province.extracts[0], "address.csv") if r["Zipcode"]} == {"8"}
