"""The gazette: the pages of a list, and pages that are none."""

from __future__ import annotations

import pytest

from knipperlicht.fetching.asking import NotFetched
from knipperlicht.fetching.settings import Staatsblad
from tests.fetching.places import Place, rows
from tests.fetching.server import Server, says

ITEM = """<div class="list-item"><div><p class="list-item--subtitle"><font color=blue>PROEF</font>&nbsp;BV
<a class="list-item--title" href="x">VOORBEELDKAAI 3 8400 OOSTENDE
<br>BE 0999.010.126
<br>DIVERSEN
<br>2026-01-{place:02} / 0180{place:03}
</a></div></div>"""


def gazette(*places: int, total: int) -> bytes:
    items = "".join(ITEM.format(place=place) for place in places)
    page = (
        f"<html><head><title>Belgisch Staatsblad</title></head><h1>Lijst ({total})</h1>{items}</body></html>"
    )
    return page.encode("cp1252")


def tsv(number: int) -> str:
    return f"/list.pl?language=nl&btw=0999010126&page={number}"


@pytest.fixture
def staatsblad(server: Server) -> Staatsblad:
    return Staatsblad(address=f"{server.base}/list.pl", numbers=["0999.010.126"])


def test_staatsblad_all_pages_of_a_list(server: Server, place: Place, staatsblad: Staatsblad) -> None:
    server.on(tsv(1), says(503), says(200, gazette(1, 2, total=5)))
    server.on(tsv(2), says(200, gazette(3, 4, total=5)))
    server.on(tsv(3), says(200, gazette(5, total=5), length=False))
    files = place.fetch("staatsblad", staatsblad)
    taken = place.take_in(files, "staatsblad")
    assert [rows(one)["gazette_publication"] for one in taken] == [2, 2, 1]


def test_staatsblad_with_nothing_new_is_asked_once(
    server: Server, place: Place, staatsblad: Staatsblad
) -> None:
    server.on(tsv(1), says(200, gazette(1, total=2)))
    server.on(tsv(2), says(200, gazette(2, total=2)))
    assert [len(place.fetch("staatsblad", staatsblad)) for _ in range(2)] == [2, 0] and len(server.asked) == 3


def test_staatsblad_of_someone_without_publications(
    server: Server, place: Place, staatsblad: Staatsblad
) -> None:
    server.on(tsv(1), says(200, b"<html>Geen tekst komt overeen met uw zoekopdracht</html>"))
    assert place.fetch("staatsblad", staatsblad) == [] and "nothing new" in place.said[-1]


def test_staatsblad_with_fewer_items_than_counted_ends(
    server: Server, place: Place, staatsblad: Staatsblad
) -> None:
    server.on(tsv(1), says(200, gazette(1, 2, total=3)))
    server.on(tsv(2), says(200, b"<html>Geen tekst komt overeen met uw zoekopdracht</html>"))
    assert len(place.fetch("staatsblad", staatsblad)) == 1


@pytest.mark.parametrize(
    "body", [b"<html>onderhoud</html>", b"<html><div class='item'>x</div></html>", b"<html>half"]
)
def test_staatsblad_that_changed_or_was_cut_is_refused(
    server: Server, place: Place, staatsblad: Staatsblad, body: bytes
) -> None:
    server.on(tsv(1), says(200, body))
    with pytest.raises(NotFetched, match=r"laid out|cut off"):
        place.fetch("staatsblad", staatsblad)
    assert not (place.root / "inbox").exists()


def test_staatsblad_that_never_ends_is_left(server: Server, place: Place, staatsblad: Staatsblad) -> None:
    for number in range(1, 102):
        server.on(tsv(number), says(200, gazette(1, total=9999)))
    with pytest.raises(NotFetched, match="same page"):
        place.fetch("staatsblad", staatsblad)
