"""`knipperlicht fetch`, and a night, as an operator sees them."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

import knipperlicht.sources as sources
from knipperlicht.bridge import fetched
from knipperlicht.fetching.settings import CONTACT, FILE
from knipperlicht.history.records import deliveries
from knipperlicht.history.store import Store
from tests.cli.calling import Caller
from tests.fetching.server import NOW, Server, says

SAMPLES = Path(next(iter(sources.__path__)))
LIST = (SAMPLES / "favv/sample/inter_actieve_actoren_voorbeeld.csv").read_bytes()
ANSWER = {
    "isValid": True,
    "requestDate": "2026-11-20T09:12:44.512Z",
    "userError": "VALID",
    "vatNumber": "0999020123",
}


@pytest.fixture
def call(
    server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Caller:
    monkeypatch.setenv(CONTACT, "screening@voorbeeld.example")
    (tmp_path / FILE).write_text(
        f"seconds_between: 0.2\nfavv: {{address: '{server.base}/list.csv'}}\n"
        f"vies: {{address: '{server.base}/vat/', numbers: [0999.020.123]}}\n"
    )
    server.on("/list.csv", says(200, LIST))
    server.on("/vat/0999020123", says(200, json.dumps(ANSWER).encode()))
    return Caller(tmp_path, capsys)


def test_into_the_inbox(call: Caller) -> None:
    said = call("fetch", "favv")
    assert said.code == 0 and "1 files wait" in said.out and len(list((call.data / "inbox").iterdir())) == 1
    assert "did not change" in call("fetch", "favv").out


def test_and_taken_in(call: Caller) -> None:
    said = call("fetch", "vies", "0999.020.123", "--take-in")
    assert said.code == 0 and not list((call.data / "inbox").iterdir())
    assert [one.source for one in deliveries(Store(call.data))] == ["vies"]


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("favv", "Kortrijk"), "takes no items"), (("vies", "0999.020.124"), "0999"), (("nbb",), "say of which"),
        (("vkbo",), "which municipalities"), (("kbo",), "kbo"), (("nbb", "0999.010.126"), "KNIPPERLICHT_NBB_KEY"),
    ],
)  # fmt: skip
def test_what_cannot_be_asked_is_said(
    call: Caller, server: Server, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], sentence: str
) -> None:
    monkeypatch.delenv("KNIPPERLICHT_NBB_KEY", raising=False)
    said = call("fetch", *arguments)
    assert said.code == 2 and sentence in said.err and not server.asked


def test_nobody_is_asked_without_a_contact(
    call: Caller, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(CONTACT)
    said = call("fetch", "favv")
    assert said.code == 2 and "who asks" in said.err and not server.asked


def night(root: Path) -> tuple[list[str], list[str], list[str]]:
    said: list[str] = []
    found = fetched.fetch(root, today=date(2026, 11, 20), now=lambda: NOW, say=said.append)
    return [path.name for path in found.files], found.failed, said


def test_a_night_fetches_what_is_switched_on(call: Caller) -> None:
    files, failed, _ = night(call.data)
    assert files == ["favv-2026-11-20.csv", "vies-2026-11-20T120000.jsonl"] and not failed


def test_a_night_goes_on_where_a_source_fails(call: Caller, server: Server) -> None:
    server.answers["/list.csv"].clear()
    files, failed, said = night(call.data)
    assert (
        files == ["vies-2026-11-20T120000.jsonl"]
        and failed == ["favv"]
        and "no longer at its address" in said[0]
    )


def test_a_night_with_nothing_switched_on_asks_nobody(server: Server, tmp_path: Path) -> None:
    assert night(tmp_path) == ([], [], []) and not server.asked


def test_a_night_with_wrong_settings_says_so(server: Server, tmp_path: Path) -> None:
    (tmp_path / FILE).write_text("favv: {adress: x}\n")
    files, failed, said = night(tmp_path)
    assert not files and failed == [FILE] and "adress" in said[0]
