"""VIES, a number at a time, and the weekly list of the Food Agency."""

from __future__ import annotations

import json

import pytest

from knipperlicht.fetching.asking import NotFetched
from knipperlicht.fetching.settings import Favv, Vies
from tests.fetching.places import SAMPLES, Place, entity, rows
from tests.fetching.server import Server, cut, rest, says

VALID = {
    "isValid": True, "requestDate": "2026-11-20T09:12:44.512Z", "userError": "VALID", "name": "IEMAND",
    "address": "Proefstraat 1", "vatNumber": "0999020123", "viesApproximate": {"name": "IEMAND"},
}  # fmt: skip


def test_vies_answers_lose_their_names(server: Server, place: Place) -> None:
    down = {"actionSucceed": False, "errorWrappers": [{"error": "MS_UNAVAILABLE"}]}
    server.on("/vat/0999020123", says(200, json.dumps(VALID).encode()))
    server.on("/vat/0999020321", says(429, Retry_After="3"), says(200, json.dumps(down).encode()))
    wanted = Vies(address=f"{server.base}/vat/", numbers=["0999.020.123", "BE 0999.020.321"])
    (file,) = place.fetch("vies", wanted)
    assert b"IEMAND" not in file.read_bytes() and b"Proefstraat" not in file.read_bytes()
    (taken,) = place.take_in([file], "vies")
    assert rows(taken) == {"vies_answer": 2}


def test_vies_keeps_what_came_where_others_fail(server: Server, place: Place) -> None:
    server.on("/vat/0999020123", says(200, json.dumps(VALID).encode()))
    server.on("/vat/0999020321", says(200, json.dumps(VALID).encode()))
    files = Vies(address=f"{server.base}/vat/", numbers=["0999020123", "0999020321"])
    with pytest.raises(NotFetched, match="1 of 2"):
        place.fetch("vies", files)
    assert "not about this number" in " ".join(place.said)
    assert len(list((place.root / "inbox").iterdir())) == 1


def test_vies_that_is_down_is_left_alone(server: Server, place: Place) -> None:
    numbers = [entity(place)["properties"]["Ondernemingsnr"] for place in range(20)]
    with pytest.raises(NotFetched, match="5 of 20"):
        place.fetch("vies", Vies(address=f"{server.base}/vat/", numbers=numbers))
    assert len(server.asked) == 5


def test_favv_is_fetched_only_when_it_changed(server: Server, place: Place) -> None:
    body = (SAMPLES / "favv/sample/inter_actieve_actoren_voorbeeld.csv").read_bytes()
    other = body + body.splitlines(keepends=True)[-1].replace(b'"50', b'"51')
    server.on(
        "/list.csv",
        cut(body, after=700, ETag='"1"'),
        rest(body, ETag='"1"'),
        says(304),
        says(200, body),
        says(200, other),
    )
    wanted = Favv(address=f"{server.base}/list.csv")
    first = place.fetch("favv", wanted)
    assert first[0].read_bytes() == body and server.asked[1][1]["Range"] == "bytes=700-"
    assert place.fetch("favv", wanted) == [] and server.asked[2][1]["If-None-Match"] == '"1"'
    assert place.fetch("favv", wanted) == [] and "did not change" in place.said[-1]
    (taken,) = place.take_in(first, "favv")
    assert rows(taken)["favv_operator"] > 0
    assert len(place.fetch("favv", wanted)) == 1


@pytest.mark.parametrize("status", [200, 404])
def test_favv_that_moved_or_changed_is_refused(server: Server, place: Place, status: int) -> None:
    server.on("/list.csv", says(status, b"<html>verhuisd</html>"))
    with pytest.raises(NotFetched):
        place.fetch("favv", Favv(address=f"{server.base}/list.csv"))
    assert not list((place.root / "fetching").rglob("list.csv*"))
