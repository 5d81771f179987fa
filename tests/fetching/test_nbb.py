"""The National Bank: lists with their filings, extracts of days, and a key that is found nowhere."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from knipperlicht.errors import KnipperlichtError
from knipperlicht.fetching.addresses import NotAllowed
from knipperlicht.fetching.asking import NotFetched
from knipperlicht.fetching.settings import NBB_KEY, Nbb, WrongSettings
from tests.fetching.places import KEY, SAMPLES, TODAY, Place, rows
from tests.fetching.server import Server, Slept, cut, rest, says


def listed(*references: str, number: str = "0799000183") -> list[dict[str, Any]]:
    sample = json.loads((SAMPLES / "nbb/sample/references.json").read_text())[0]
    return [
        {
            **sample,
            "ReferenceNumber": one,
            "DepositDate": f"{one[:4]}-07-01",
            "EnterpriseNumber": number,
            "ExerciseDates": {
                "startDate": f"{int(one[:4]) - 1}-01-01",
                "endDate": f"{int(one[:4]) - 1}-12-31",
            },
        }
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
