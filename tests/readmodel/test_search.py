"""Search: by name with typing errors, by number in any writing, by address; who is found, and what it says of them."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest
import tantivy

from knipperlicht.core.numbers import format_number
from knipperlicht.core.text import fold
from knipperlicht.history.ingest import ingest
from knipperlicht.history.store import Store
from knipperlicht.readmodel.index_names import index_names
from knipperlicht.readmodel.reader import Reader
from knipperlicht.readmodel.search import Found, search
from knipperlicht.readmodel.search_addresses import _split
from knipperlicht.readmodel.search_index import KINDS, Entry, open_index, usable, write_documents
from knipperlicht.reference.places import municipality_names
from knipperlicht.warehouse.snapshot import current
from tests.conftest import Province


def numbers(found: list[Found]) -> list[int]:
    return [item.number for item in found]


def legal(reader: Reader, count: int = 40, more: str = "") -> list[tuple[int, str]]:
    sql = f"SELECT enterprise, name FROM score WHERE length(name) > 11 {more} ORDER BY hash(enterprise) LIMIT {count}"
    return [(row["enterprise"], row["name"]) for row in reader.rows(sql)]


@pytest.fixture(scope="module")
def addressed(reader: Reader) -> list[dict[str, str]]:
    return reader.rows(
        "SELECT entity, street_nl, house_number, zipcode, municipality_nl FROM register_address SEMI JOIN score "
        "ON enterprise = entity WHERE type_of_address = 'REGO' AND street_nl IS NOT NULL AND house_number IS NOT NULL "
        "AND country_nl IS NULL ORDER BY hash(entity) LIMIT 30"
    )


def test_a_whole_name_comes_first(reader: Reader) -> None:
    for _, name in legal(reader):
        first = search(reader, name)[0]
        assert fold(first.name) == fold(name) or fold(first.matched_text) == fold(name)


@pytest.mark.parametrize(
    "change", [str.upper, str.lower, lambda name: f"  {name} ", lambda name: name.replace("e", "é")]
)
def test_case_accents_and_spaces_do_not_matter(reader: Reader, change: object) -> None:
    assert callable(change)
    for _, name in legal(reader, 10):
        assert numbers(search(reader, change(name))) == numbers(search(reader, name))


def test_the_last_word_may_be_unfinished(reader: Reader) -> None:
    for number, name in legal(reader, 25):
        assert number in numbers(search(reader, name[:-2], limit=200))


@pytest.mark.parametrize("errors", [1, 2])
def test_typing_errors_in_long_words(reader: Reader, errors: int) -> None:
    dice, found, asked = random.Random(errors), 0, 0
    for number, name in legal(reader, 60):
        words = fold(name).split()
        place = max(range(len(words)), key=lambda i: len(words[i]))
        if len(words[place]) < 8:
            continue
        letters = list(words[place])
        for at in dice.sample(range(2, len(letters) - 1), errors):
            letters[at] = "q"
        words[place] = "".join(letters)
        asked += 1
        found += number in numbers(search(reader, " ".join(words), limit=50))
    assert asked > 10 and found / asked > 0.9


def test_a_natural_person_is_found_without_a_score(reader: Reader) -> None:
    (row,) = reader.rows(
        "SELECT enterprise, name FROM enterprise JOIN name ON entity = enterprise WHERE type_of_enterprise = '1' "
        "ORDER BY enterprise LIMIT 1"
    )
    for text in (row["name"], format_number(row["enterprise"]), f"{row['enterprise']:010d}"[:8]):
        found = next(item for item in search(reader, text, limit=200) if item.number == row["enterprise"])
        assert (
            found.natural_person and found.score is None and found.band is None and found.status == "active"
        )


def test_no_natural_person_ever_has_a_score(reader: Reader) -> None:
    people = {
        row["enterprise"] for row in reader.rows("SELECT enterprise FROM enterprise WHERE NOT is_legal")
    }
    for text in ("van", "de", "bakkerij", "04001", "06", "straat 1", "laan"):
        for item in search(reader, text, limit=200):
            assert (item.number in people) <= (item.score is None and item.band is None)
            assert (item.matched == "address") <= (item.number not in people)


def test_who_left_the_register_is_found_and_says_so(reader: Reader) -> None:
    rows = reader.rows(
        "SELECT enterprise, any_value(denomination) AS name FROM enterprise_past JOIN denomination_past ON entity = enterprise "
        "WHERE gone AND is_legal AND type_of_denomination = '001' GROUP BY 1 ORDER BY 1 LIMIT 10"
    )
    assert rows
    for row in rows:
        for text in (row["name"], format_number(row["enterprise"])):
            found = next(item for item in search(reader, text, limit=100) if item.number == row["enterprise"])
            assert found.status == "left_register" and found.score is None and found.name


def test_a_former_name_leads_to_the_present_one(reader: Reader) -> None:
    rows = reader.rows(
        "SELECT enterprise, before FROM name_change SEMI JOIN score USING (enterprise) LIMIT 10"
    )
    assert rows
    for row in rows:
        found = next(
            item for item in search(reader, row["before"], limit=100) if item.number == row["enterprise"]
        )
        assert (
            found.matched == "former_name"
            and found.matched_text == row["before"]
            and found.name != row["before"]
        )


def test_each_kind_of_name_is_said(reader: Reader) -> None:
    seen = set()
    for row in reader.rows(
        "SELECT denomination FROM register_denomination ORDER BY hash(denomination) LIMIT 300"
    ):
        seen |= {item.matched for item in search(reader, row["denomination"], limit=5)}
    assert {"name", "trade_name", "establishment_name"} <= seen <= {*KINDS.values(), "address"}


@pytest.mark.parametrize("spelling", ["{d}", "BE {d}", "be{p}", "{p}", " {d} ", "{z}", "{s}"])
def test_numbers_in_any_writing(reader: Reader, spelling: str) -> None:
    for number, _ in legal(reader, 5):
        plain = f"{number:010d}"
        text = spelling.format(d=format_number(number), p=plain, z=plain.lstrip("0"), s=" ".join(plain))
        (found,) = search(reader, text)
        assert found.number == number and found.matched == "number" and found.score is not None


@pytest.mark.parametrize("length", [5, 6, 7, 8, 9])
def test_a_part_of_a_number_from_five_digits_on(reader: Reader, length: int) -> None:
    for number, _ in legal(reader, 8):
        text = f"{number:010d}"[:length]
        dotted = ".".join((text[:4], text[4:7], text[7:])).strip(".")
        for written in (text, dotted, f"BE{text}"):
            found = search(reader, written, limit=400)
            assert number in numbers(found) and all(f"{n:010d}".startswith(text) for n in numbers(found))
    assert all(item.matched != "number" for item in search(reader, "0400"))


def test_an_establishment_number_leads_to_its_enterprise(reader: Reader) -> None:
    (row,) = reader.rows(
        "SELECT establishment, enterprise FROM establishment SEMI JOIN score USING (enterprise) ORDER BY 1 LIMIT 1"
    )
    for text in (format_number(row["establishment"]), str(row["establishment"])[:8]):
        found = search(reader, text, limit=200)[0]
        assert found.number == row["enterprise"] and found.matched == "establishment_number"
        assert found.establishment == row["establishment"]


def test_a_number_that_nobody_has_finds_nothing(reader: Reader) -> None:
    assert search(reader, "0999.999.922") == [] == search(reader, "") == search(reader, "?!")


def test_an_address_in_parts(reader: Reader, addressed: list[dict[str, str]]) -> None:
    for row in addressed:
        street, house = row["street_nl"], row["house_number"]
        for text in (
            f"{street} {house} {row['municipality_nl']}", f"{street} {house}, {row['zipcode']}",
            f"{row['zipcode']} {street} {house} bus 3", f"{street.upper()} {house} {row['municipality_nl']}",
        ):  # fmt: skip
            found = search(reader, text, limit=100)
            hit = [item for item in found if item.number == row["entity"]]
            assert hit and hit[0].matched == "address" and hit[0].zipcode == row["zipcode"], text
        assert search(reader, f"{street} {row['zipcode']}", limit=5)[0].zipcode == row["zipcode"]


def test_a_street_with_a_typing_error(reader: Reader, addressed: list[dict[str, str]]) -> None:
    found, asked = 0, 0
    for row in addressed:
        if len(row["street_nl"]) < 9:
            continue
        wrong = row["street_nl"][:4] + "q" + row["street_nl"][5:]
        asked += 1
        text = f"{wrong} {row['house_number']} {row['municipality_nl']}"
        found += row["entity"] in numbers(search(reader, text, limit=100))
    assert asked and found / asked > 0.9


def test_words_numbers_and_boxes_are_told_apart() -> None:
    assert _split(["kortrijkstraat", "12", "bus", "3", "8520", "kuurne"]) == (
        ["kortrijkstraat", "kuurne"],
        ["12", "8520"],
    )


def test_only_some_municipalities(reader: Reader) -> None:
    (place,) = reader.rows(
        "SELECT nis FROM score WHERE nis IS NOT NULL GROUP BY 1 ORDER BY count(*) DESC LIMIT 1"
    )
    nis = place["nis"]
    inside = {row["enterprise"] for row in reader.rows("SELECT enterprise FROM address WHERE nis = ?", nis)}
    for text in ("van", "bakkerij", "straat", "04", "04000"):
        found = search(reader, text, nis={nis}, limit=100)
        assert all(item.number in inside for item in found if item.status == "active")
    for number, name in legal(reader, 20, f"AND nis = '{nis}'"):
        assert number in numbers(search(reader, name, nis={nis}, limit=100))
        assert number not in numbers(search(reader, name, nis={"99999"}, limit=100))
        assert number in numbers(search(reader, format_number(number), nis={nis}))
        assert search(reader, format_number(number), nis={"99999"}) == []


def test_flags_only_shows_no_number(reader: Reader) -> None:
    shown = search(reader, "van", flags_only=True)
    assert numbers(shown) == numbers(search(reader, "van"))
    assert all(item.score is None and item.band is None for item in shown)


def test_each_enterprise_once_and_no_more_than_asked(reader: Reader) -> None:
    for text in ("van", "de", "straat", "0400"):
        found = numbers(search(reader, text, limit=7))
        assert len(found) <= 7 and len(set(found)) == len(found)


def documents(folder: Path) -> Iterator[tuple[int, str, bytes]]:
    searcher = open_index(folder).searcher()
    query = open_index(folder).parse_query("*", ["names"])
    for _, address in searcher.search(query, 100_000).hits:
        document = searcher.doc(address)
        yield document["number"][0], document["names"][0], bytes(document["about"][0])


def test_a_carried_index_is_the_one_made_anew(own_store: Store, installed: Province, tmp_path: Path) -> None:
    previous, known = current(own_store).folder / "search", len(own_store.extracts())
    ingest(own_store, [installed.newer])
    carried, fresh = tmp_path / "carried" / "search", tmp_path / "fresh" / "search"
    for target, before in ((carried, previous), (fresh, None)):
        target.parent.mkdir()
        count = index_names(own_store, target=target, day=None, previous=before, known=known)
        assert count == len(list(documents(target)))
    assert sorted(documents(carried)) == sorted(documents(fresh)) != sorted(documents(previous))
    one, other = open_index(carried), open_index(fresh)
    for nis in municipality_names("nl"):
        counts = [
            index.searcher().search(tantivy.Query.term_query(index.schema, "nis", nis), 1).count
            for index in (one, other)
        ]
        assert counts[0] == counts[1]


def test_an_index_of_another_form_is_not_carried(tmp_path: Path) -> None:
    assert usable(None) is None and usable(tmp_path) is None
    write_documents(tmp_path, [Entry(1, "een", "34022", "a-,34022,8500,n")])
    assert usable(tmp_path) == tmp_path


def test_a_typing_error_is_told_by_the_name_that_was_meant(reader):
    found = search(reader, "bakerij", limit=8)
    assert found
    assert [item.matched_text for item in found if "bakkerij" not in item.matched_text.lower()] == []


def test_who_bears_the_name_stands_before_who_trades_under_it(reader):
    rows = reader.rows(
        "SELECT enterprise, name FROM score WHERE name IS NOT NULL ORDER BY enterprise LIMIT 150"
    )
    told = {row["name"]: search(reader, row["name"], limit=3)[0].matched for row in rows}
    assert {name: matched for name, matched in told.items() if matched != "name"} == {}
