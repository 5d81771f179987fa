"""The VKBO: all pages of a municipality or none, while the service changes below them."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest

from knipperlicht.fetching.addresses import NotAllowed
from knipperlicht.fetching.asking import NotFetched
from knipperlicht.fetching.settings import Vkbo
from tests.fetching.places import Place, entity, rows
from tests.fetching.server import Server, Slept, cut, says


def page(*places: int, matched: int | None, **more: Any) -> bytes:
    features = [entity(one, **more) for one in places]
    counts = {"numberReturned": len(features)} | ({} if matched is None else {"numberMatched": matched})
    stamp = {"timeStamp": "2026-11-19T08:00:00Z"}
    return json.dumps({"type": "FeatureCollection", "features": features, **counts, **stamp}).encode()


def at(start: int, name: str = "Kortrijk", size: int = 2) -> str:
    return f"/items?f=application/json&limit={size}&startIndex={start}&filter=KBO_Gemeente='{name}'&filter-lang=cql2-text"


def vkbo(server: Server, *names: str) -> Vkbo:
    return Vkbo(address=f"{server.base}/items", municipalities=list(names or ("Kortrijk",)), page=2)


def test_vkbo_pages_are_fetched_all_with_a_busy_service_in_the_middle(
    server: Server, place: Place, slept: Slept
) -> None:
    server.on(at(0), says(200, page(1, 2, matched=5, Email="iemand@voorbeeld.example")))
    server.on(at(2), says(429, Retry_After="4"), says(200, page(3, 4, matched=5)))
    server.on(at(4), says(500), cut(page(5, matched=5), after=300), says(200, page(5, matched=5)))
    files = place.fetch("vkbo", vkbo(server))
    assert len(files) == 3 and 4.0 in slept.naps and "5 entities on 3 pages" in place.said[-1]
    assert not any(b"iemand@" in path.read_bytes() or b"PROEFBAKKERIJ" in path.read_bytes() for path in files)
    taken = place.take_in(files, "vkbo")
    assert [rows(one)["vkbo_entity"] for one in taken] == [2, 2, 1]
    assert {one.day for one in taken} == {date(2026, 11, 19)}


def test_vkbo_without_a_change_is_not_taken_in_again(server: Server, place: Place) -> None:
    first, later = page(1, matched=1), page(1, matched=1).replace(b"11-19T08", b"11-20T09")
    server.on(at(0), says(200, first), says(200, later), says(200, page(1, matched=1, Rechtsvorm="NV")))
    assert [len(place.fetch("vkbo", vkbo(server))) for _ in range(3)] == [1, 0, 1]
    assert "not one entity changed" in place.said[1]


def test_vkbo_beyond_what_the_service_counts_goes_on_to_a_short_page(server: Server, place: Place) -> None:
    server.on(at(0), says(200, page(1, 2, matched=10_000)))
    server.on(at(2), says(200, page(3, matched=10_000)))
    assert len(place.fetch("vkbo", vkbo(server))) == 2


def test_vkbo_without_a_count_goes_on_to_an_empty_page(server: Server, place: Place) -> None:
    server.on(at(0), says(200, page(1, 2, matched=None)))
    server.on(at(2), says(200, page(matched=None)))
    assert len(place.fetch("vkbo", vkbo(server))) == 1


def test_vkbo_that_changes_below_our_hands_is_asked_once_more(server: Server, place: Place) -> None:
    server.on(at(0), says(200, page(1, 2, matched=3)))
    server.on(at(2), says(200, page(2, matched=3)), says(200, page(3, matched=3)))
    assert len(place.fetch("vkbo", vkbo(server))) == 2 and "came twice" in place.said[0]


@pytest.mark.parametrize("last", [page(2, matched=3), page(matched=3)])
def test_vkbo_that_does_not_add_up_brings_nothing(server: Server, place: Place, last: bytes) -> None:
    server.on(at(0), says(200, page(1, 2, matched=3)))
    server.on(at(2), says(200, last))
    with pytest.raises(NotFetched, match="do not add up"):
        place.fetch("vkbo", vkbo(server))
    assert not (place.root / "inbox").exists()


@pytest.mark.parametrize(
    "body",
    [b"<html>onderhoud</html>", b"[]", b"{}", b'{"type":"FeatureCollection","features":[1]}', b"[" * 10**5,
     page(1, matched=1).replace(b'"numberReturned": 1', b'"numberReturned": 2')],
)  # fmt: skip
def test_vkbo_that_changed_its_pages_is_refused(server: Server, place: Place, body: bytes) -> None:
    server.on(at(0), says(200, body))
    with pytest.raises(NotFetched, match="no page of entities"):
        place.fetch("vkbo", vkbo(server))


def test_vkbo_with_other_fields_is_refused(server: Server, place: Place) -> None:
    server.on(at(0), says(200, page(1, matched=1).replace(b"Ondernemingsnr", b"ond_nr")))
    with pytest.raises(NotFetched, match="not laid out"):
        place.fetch("vkbo", vkbo(server))


def test_vkbo_of_a_place_it_does_not_know(server: Server, place: Place) -> None:
    server.on(at(0, "Kortrijck"), says(200, page(matched=0)))
    server.on(at(0), says(200, page(1, matched=1)))
    with pytest.raises(NotFetched, match=r"1 of 2 failed \(Kortrijck\)"):
        place.fetch("vkbo", vkbo(server, "Kortrijck", "Kortrijk"))
    assert (
        any("spelled as in the KBO" in line for line in place.said)
        and len(list((place.root / "inbox").iterdir())) == 1
    )


def test_vkbo_names_are_quoted_and_checked(server: Server, place: Place) -> None:
    server.on(at(0, "Braine-l''Alleud"), says(200, page(1, matched=1)))
    assert place.fetch("vkbo", vkbo(server, "Braine-l'Alleud"))
    for wrong in ("x' OR 1=1 --", "", "../../etc"):
        with pytest.raises(NotAllowed):
            place.fetch("vkbo", vkbo(server, wrong))
