"""Each fetcher against the answers of its service, as far as the inbox and what ingest makes of it."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import knipperlicht.sources as sources
from knipperlicht.errors import KnipperlichtError
from knipperlicht.fetching.addresses import NotAllowed
from knipperlicht.fetching.asking import NotFetched
from knipperlicht.fetching.run import fetch
from knipperlicht.fetching.settings import NBB_KEY, Favv, Nbb, Settings, Staatsblad, Vies, Vkbo, WrongSettings
from knipperlicht.history.records import Taken, deliveries, take_in_records
from knipperlicht.history.store import Store
from knipperlicht.sources.records import record_sources
from tests.fetching.server import Server, Slept, cut, rest, says

TODAY = date(2026, 11, 20)
KEY = "a1b2c3d4e5f60718293a4b5c6d7e8f90"
SAMPLES = Path(next(iter(sources.__path__)))


class Place:
    """A data directory, and what was said."""

    def __init__(self, root: Path, slept: Slept) -> None:
        self.root, self._slept = root, slept
        self.said: list[str] = []

    def fetch(
        self, source: str, wanted: Any, *, contact: str = "screening@voorbeeld.be", **more: Any
    ) -> list[Path]:
        files: list[Path] = []
        settings = Settings.model_validate({"contact": contact, source: wanted})
        try:
            fetch(
                self.root, source, today=TODAY, clock=self._slept.clock(), say=self.said.append, settings=settings,
                delivered=files, **more,
            )  # fmt: skip
        finally:
            assert files == [path for path in files if path.parent == self.root / "inbox"]
        return files

    def take_in(self, files: list[Path], source: str) -> list[Taken]:
        store = Store(self.root)
        take_in_records(store, [(path, record_sources()[source]) for path in sorted(files)], today=TODAY)
        return deliveries(store)


@pytest.fixture
def place(tmp_path: Path, slept: Slept) -> Place:
    return Place(tmp_path / "data", slept)


def rows(taken: Taken) -> dict[str, int]:
    assert not any(count.rejected for count in taken.counts)
    return {count.table: count.accepted for count in taken.counts}


# VKBO


def entity(place: int, **more: Any) -> dict[str, Any]:
    first = f"0999{place:04}"
    number = f"{first}{97 - int(first) % 97:02}"
    sample = json.loads((SAMPLES / "vkbo/sample/vkbo_voorbeeld.geojson").read_text(), strict=False)[
        "features"
    ][0]
    return {**sample, "properties": {**sample["properties"], "Ondernemingsnr": number, **more}}


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
    server.on(at(0), says(200, page(1, 2, matched=5, Email="iemand@voorbeeld.be")))
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


# NBB


def listed(*references: str, number: str = "0799000183") -> list[dict[str, Any]]:
    sample = json.loads((SAMPLES / "nbb/sample/references.json").read_text())[0]
    return [
        {**sample, "ReferenceNumber": one, "DepositDate": f"{one[:4]}-07-01", "EnterpriseNumber": number}
        for one in references
    ]


def filing(reference: str) -> bytes:
    sample = json.loads((SAMPLES / "nbb/sample/2026-00000001.json").read_text())
    return json.dumps({**sample, "ReferenceNumber": reference}).encode()


@pytest.fixture
def nbb(server: Server, monkeypatch: pytest.MonkeyPatch) -> Nbb:
    monkeypatch.setenv(NBB_KEY, KEY)
    return Nbb(address=server.base, numbers=["0799.000.183"])


REFERENCES = "/authentic/legalEntity/0799000183/references"


def data(reference: str) -> str:
    return f"/authentic/deposit/{reference}/accountingData"


def test_nbb_deposits_of_an_enterprise_come_with_their_figures(
    server: Server, place: Place, nbb: Nbb, slept: Slept
) -> None:
    found = listed("2026-00000001", "2026-00000007", "2019-00000003")
    server.on(REFERENCES, says(200, json.dumps(found).encode()))
    server.on(data("2026-00000001"), says(429, Retry_After="2"), says(200, filing("2026-00000001")))
    (file,) = place.fetch("nbb", nbb)
    names = zipfile.ZipFile(file).namelist()
    assert names == ["0799000183_references_2026-11-20.json", "2026-00000001.json"] and 2.0 in slept.naps
    assert "1 new filings, 1 deposits have no figures as data" in place.said[-1]
    (taken,) = place.take_in([file], "nbb")
    assert (
        rows(taken)["nbb_reference"] == 3
        and rows(taken)["nbb_filing"] == 1
        and rows(taken)["nbb_coverage"] == 1
    )
    assert not [path for path in server.paths() if "2019" in path]
    assert {sent.get("Accept") for path, sent in server.asked if "deposit" in path} == {
        "application/x.jsonxbrl"
    }
    assert all(sent["X-Request-Id"] for _, sent in server.asked)


def test_nbb_figures_that_came_before_are_not_asked_again(server: Server, place: Place, nbb: Nbb) -> None:
    server.on(REFERENCES, says(200, json.dumps(listed("2026-00000001", "2026-00000007")).encode()))
    server.on(data("2026-00000001"), says(200, filing("2026-00000001")))
    place.fetch("nbb", nbb)
    before = len(server.asked)
    (file,) = place.fetch("nbb", nbb)
    # The one without figures was deposited long ago: it is not asked for again either.
    assert len(server.asked) == before + 1 and len(zipfile.ZipFile(file).namelist()) == 1
    waiting = sorted(path.name for path in file.parent.iterdir())
    assert waiting == ["nbb-0799000183-2026-11-20.zip", "nbb-0799000183-2026-11-20~.zip"]


def test_nbb_figures_that_may_still_come_are_asked_again(server: Server, place: Place, nbb: Nbb) -> None:
    found = [{**listed("2026-00000001")[0], "DepositDate": "2026-11-10"}]
    server.on(REFERENCES, says(200, json.dumps(found).encode()))
    server.on(data("2026-00000001"), says(404), says(200, filing("2026-00000001")))
    assert [len(zipfile.ZipFile(place.fetch("nbb", nbb)[0]).namelist()) for _ in range(2)] == [1, 2]


def test_nbb_an_empty_list_is_an_answer_and_none_is_not(server: Server, place: Place, nbb: Nbb) -> None:
    assert place.fetch("nbb", nbb) == [] and "no list" in place.said[-1]
    server.on(REFERENCES, says(200, b"[]"))
    (taken,) = place.take_in(place.fetch("nbb", nbb), "nbb")
    assert rows(taken)["nbb_coverage"] == 1 and rows(taken)["nbb_reference"] == 0


def archive(*references: str) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as made:
        for reference in references:
            made.writestr(f"{reference}.json", filing(reference))
    return packed.getvalue()


def test_nbb_extract_of_a_day_is_fetched_once(server: Server, place: Place, nbb: Nbb) -> None:
    extract = "/extracts/batch/2026-07-01"
    server.on(f"{extract}/references", says(200, json.dumps(listed("2026-00000001")).encode()))
    body = archive("2026-00000001")
    server.on(f"{extract}/accountingData", cut(body, after=100, ETag='"1"'), rest(body, ETag='"1"'))
    (file,) = place.fetch("nbb", Nbb(address=server.base), days=(date(2026, 7, 1),))
    assert file.name == "nbb-2026-07-01.zip" and server.asked[-1][1]["Range"] == "bytes=100-"
    (taken,) = place.take_in([file], "nbb")
    assert rows(taken)["nbb_filing"] == 1 and rows(taken)["nbb_batch_day"] == 1


def test_nbb_last_days_are_asked_until_they_are_there(server: Server, place: Place, nbb: Nbb) -> None:
    wanted = Nbb(address=server.base, days=3)
    server.on(
        "/extracts/batch/2026-11-18/references", says(200, json.dumps(listed("2026-00000001")).encode())
    )
    server.on("/extracts/batch/2026-11-18/accountingData", says(200, archive("2026-00000001")))
    assert len(place.fetch("nbb", wanted)) == 1
    server.asked.clear()
    assert place.fetch("nbb", wanted) == []
    assert server.paths() == ["/extracts/batch/2026-11-19/references"]


def test_nbb_half_an_extract_is_not_delivered(server: Server, place: Place, nbb: Nbb) -> None:
    server.on("/extracts/batch/2026-07-01/references", says(200, b"[]"))
    for body in (None, b"<html>"):
        if body:
            server.on("/extracts/batch/2026-07-01/accountingData", says(200, body))
        with pytest.raises(NotFetched):
            place.fetch("nbb", Nbb(address=server.base), days=(date(2026, 7, 1),))
    with pytest.raises(NotAllowed, match="morning after"):
        place.fetch("nbb", Nbb(address=server.base), days=(TODAY,))


@pytest.mark.parametrize("body", [b"{}", b"[1]", b"<html>", b"[" * 10**5])
def test_nbb_that_changed_its_answer_is_refused(server: Server, place: Place, nbb: Nbb, body: bytes) -> None:
    server.on(REFERENCES, says(200, body))
    with pytest.raises(NotFetched, match="no list of deposits"):
        place.fetch("nbb", nbb)


def test_nbb_a_reference_that_is_none_never_becomes_an_address(
    server: Server, place: Place, nbb: Nbb
) -> None:
    found = [
        {**listed("2026-00000001")[0], "ReferenceNumber": wrong}
        for wrong in ("../../secret", "2026-00000001/../x", "2026-0000000１", None, 7)
    ]
    server.on(REFERENCES, says(200, json.dumps(found).encode()))
    place.fetch("nbb", nbb)
    assert server.paths() == [REFERENCES]


def test_nbb_without_a_key_nothing_is_asked(
    server: Server, place: Place, nbb: Nbb, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(NBB_KEY)
    with pytest.raises(WrongSettings, match=NBB_KEY):
        place.fetch("nbb", nbb)
    assert not server.asked


def test_nbb_the_key_is_found_nowhere_after_a_run(
    server: Server,
    place: Place,
    nbb: Nbb,
    caplog: pytest.LogCaptureFixture,
    capsys: pytest.CaptureFixture[str],
) -> None:
    caplog.set_level("DEBUG")
    errors = []
    refused = says(403, KEY.encode())
    moved = says(302, Location=f"/elsewhere?key={KEY}")
    echoed = says(200, f'[{{"key": "{KEY}"}}]'.encode())
    server.on(REFERENCES, refused, moved, echoed, says(200, json.dumps(listed("2026-00000001")).encode()))
    server.on(data("2026-00000001"), says(500, KEY.encode()), says(200, filing("2026-00000001")))
    server.on(f"/elsewhere?key={KEY}", says(500))
    files: list[Path] = []
    for _ in range(4):
        try:
            files += place.fetch("nbb", nbb)
        except KnipperlichtError as error:
            errors += [str(error), repr(error), repr(error.__cause__)]
    place.take_in(files, "nbb")
    assert len(errors) == 9 and all(sent["NBB-CBSO-Subscription-Key"] == KEY for _, sent in server.asked)
    printed = capsys.readouterr()
    texts = "\n".join([*place.said, *errors, printed.out, printed.err])
    assert KEY not in texts
    assert KEY not in "\n".join(record.getMessage() for record in caplog.records)
    assert not [path for path in server.paths() if KEY in path]
    kept = [path for path in place.root.rglob("*") if path.is_file()]
    assert kept and not [path for path in kept if KEY.encode() in path.read_bytes() or KEY in path.name]


# Staatsblad

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


# VIES

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


# FAVV


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
