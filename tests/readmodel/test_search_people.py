"""Search on holders of mandates: who is found, who is one and the same, what is said, and what never is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from datetime import date
from pathlib import Path

import pytest

from knipperlicht.build import build
from knipperlicht.history.records import take_in_records
from knipperlicht.history.store import Store
from knipperlicht.readmodel.lookup_files import FOLDER
from knipperlicht.readmodel.reader import Reader
from knipperlicht.readmodel.search import search
from knipperlicht.readmodel.search_people import long_enough, search_people, sources_of_mandates
from knipperlicht.readmodel.search_people_found import Held, Holder
from knipperlicht.readmodel.search_people_index import PEOPLE
from knipperlicht.readmodel.search_people_rows import Mandate
from knipperlicht.sources.records import source_of
from knipperlicht.warehouse.snapshot import current
from tests.conftest import Province, linked_copy
from tests.readmodel import holders
from tests.readmodel.holders import BRUGGE, KORTRIJK, SEEN, Mandated, director
from tests.sources.kbo_xml.extracts import START, company, write


@pytest.fixture(scope="module")
def mandated(installed: Province) -> Mandated:
    return holders.mandated(installed)


@pytest.fixture(scope="module")
def people(mandated: Mandated) -> Iterator[Reader]:
    with Reader(mandated.store) as opened:
        yield opened


def found(reader: Reader, text: str, nis: set[str] | None = None) -> list[str]:
    return [holder.name for holder in search_people(reader, text, nis=nis).holders]


@pytest.mark.parametrize(
    "typed",
    ["Proefmans, Élodie", "elodie proefmans", "PROEFMANS", "proefm", "  Élodie   proef ", "Prefmans", "Proefnams elodie",
     "Elodei Proefmans", "proeffmans"],
)  # fmt: skip
def test_accents_order_case_beginnings_and_a_typing_error_are_forgiven(people: Reader, typed: str) -> None:
    assert found(people, typed)[0] == "Proefmans, Élodie"


def test_two_typing_errors_in_a_long_word(people: Reader) -> None:
    assert found(people, "Vorbeldema jan")[:1] == ["Voorbeeldema, Jan"]
    assert found(people, "Vrbeldma jan") == []


def test_letters_of_other_languages(people: Reader) -> None:
    assert found(people, "simsekcigil") == ["Şimşekçiğil-Proef, Éloïse"]


def test_a_number_joins_companies_and_a_name_never_does(people: Reader, mandated: Mandated) -> None:
    (joined,) = search_people(people, "Proefmans Elodie").holders[:1]
    assert joined.joined and {held.enterprise for held in joined.companies} == {
        mandated.here,
        mandated.also_here,
        mandated.there,
    }
    apart = search_people(people, "Voorbeeldema Jan").holders
    assert [holder.name for holder in apart] == ["Voorbeeldema, Jan"] * 2
    assert {holder.companies[0].enterprise for holder in apart} == {mandated.here, mandated.there}
    assert not any(holder.joined for holder in apart)


def test_what_ended_in_five_years_is_said_with_its_end_and_what_ended_before_is_not_held(
    people: Reader,
) -> None:
    (gone,) = search_people(people, "Weggegaan").holders
    (function,) = gone.companies[0].functions
    assert (function.role, function.start_date, function.end_date) == ("director", START, date(2024, 5, 1))
    assert found(people, "Langgeleden") == []


def test_a_company_that_holds_mandates_goes_by_its_registered_name(
    people: Reader, mandated: Mandated
) -> None:
    holder = next(h for h in search_people(people, mandated.also_here_name).holders if h.number is not None)
    assert (holder.number, holder.name) == (mandated.also_here, mandated.also_here_name)
    assert [held.enterprise for held in holder.companies] == [mandated.there]


def test_a_permanent_representative_says_for_whom(people: Reader, mandated: Mandated) -> None:
    (holder,) = search_people(people, "Plaatsman").holders
    (function,) = holder.companies[0].functions
    assert (function.role, function.represents) == ("permanent_representative", mandated.also_here)


def test_a_territory_keeps_who_has_a_company_there(people: Reader) -> None:
    assert found(people, "Plaatsman", {KORTRIJK}) == [] != found(people, "Plaatsman", {BRUGGE})
    assert len(found(people, "Voorbeeldema", {KORTRIJK})) == 1
    (both,) = search_people(people, "Proefmans", nis={KORTRIJK}).holders
    assert len(both.companies) == 3, "of who is found all companies are said, also those elsewhere"


def test_likeness_of_the_name_and_the_alphabet_are_the_only_order(people: Reader) -> None:
    assert found(people, "gelijkenaar") == ["Gelijkenaar, An", "Gelijkenaar, Bas"]
    assert found(people, "proef") == ["Şimşekçiğil-Proef, Éloïse", "Proefmans, Élodie"], (
        "a whole word, a beginning"
    )


@pytest.mark.parametrize("typed", ["", "a", "jo", "-- ,", "1234567", "é é", "0456.789.012"])
def test_leafing_through_everybody_is_not_possible(people: Reader, typed: str) -> None:
    assert not long_enough(typed) and search_people(people, typed).holders == ()


def test_nothing_but_the_function_is_said_of_anybody() -> None:
    """No score, band, birth, residence or nationality has a place in an answer."""
    assert [field.name for field in fields(Holder)] == [
        "name",
        "spellings",
        "number",
        "joined",
        "companies",
        "others",
    ]
    assert [field.name for field in fields(Held)] == ["enterprise", "name", "seat", "nis", "functions"]
    assert [field.name for field in fields(Mandate)] == [
        "enterprise", "role", "start_date", "end_date", "represents", "source", "nis",
    ]  # fmt: skip


def test_the_ordinary_search_names_no_holder(people: Reader) -> None:
    assert not any(
        "Plaatsman" in f"{item.name} {item.matched_text}" for item in search(people, "Plaatsman, Bo")
    )


def test_without_mandates_there_is_no_index_and_no_answer(reader: Reader) -> None:
    assert reader.people is None and sources_of_mandates(reader) == frozenset()
    assert search_people(reader, "Proefmans").holders == ()
    assert not (reader.snapshot.folder / FOLDER / PEOPLE).exists()


def test_the_sources_are_named(people: Reader) -> None:
    assert sources_of_mandates(people) == {"kbo_xml", "kbo_select"}


def indexed(store: Store) -> dict[str, tuple[str, bytes]]:
    with Reader(store) as opened:
        assert opened.people is not None
        searcher = opened.people.searcher()
        hits = searcher.search(opened.people.parse_query("*"), 1000).hits
        documents = [searcher.doc(address) for _, address in hits]
        assert len({d["key"][0] for d in documents}) == len(documents)
        return {str(d["key"][0]): (str(d["names"][0]), bytes(d["about"][0])) for d in documents}


def test_an_update_writes_again_only_who_changed_and_ends_as_if_made_anew(
    mandated: Mandated, tmp_path: Path
) -> None:
    store = linked_copy(mandated.store.root, tmp_path / "data")
    before = current(store).folder / FOLDER / PEOPLE
    later = SEEN.replace(day=21)
    changed = write(tmp_path, [company(mandated.there, director("Nieuweling, Zoé"))], day=later, full=False)
    source = source_of(changed)
    assert source is not None
    take_in_records(store, [(changed, source)], today=later)
    build(store)
    after = current(store).folder / FOLDER / PEOPLE
    shared = {p.stat().st_ino for p in before.iterdir()} & {p.stat().st_ino for p in after.iterdir()}
    amended = indexed(store)
    build(store, fresh=True)
    assert shared and amended == indexed(store)
    assert not any("Plaatsman" in names for names, _ in amended.values())
    with Reader(store) as opened:
        (holder,) = search_people(opened, "Nieuweling").holders
        assert holder.companies[0].enterprise == mandated.there
