"""A dossier with the other sources connected: accounts, publications, notices, visits, mandates."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from django.urls import reverse

import knipperlicht.sources
from knipperlicht.bridge.served import pool
from knipperlicht.build import build
from knipperlicht.cases.audit.models import Entry
from knipperlicht.core.numbers import parse_official_number
from knipperlicht.history.records import take_in_records
from knipperlicht.history.store import Store
from knipperlicht.readmodel.dossier_sources import accounts, people, visits
from knipperlicht.readmodel.reader import Reader
from knipperlicht.sources.records import source_of

pytestmark = pytest.mark.usefixtures("site")
SAMPLES = Path(knipperlicht.sources.__file__).parent
TODAY = date(2026, 11, 23)
PDF = "https://www.ejustice.just.fgov.be/tsv_pdf/2024/11/05/24170001.pdf"


def write_files(folder: Path, number: str) -> list[Path]:
    """The samples of the sources, about this company."""
    bare = number.replace(".", "")
    nbb = folder / "accounts.zip"
    with zipfile.ZipFile(nbb, "w") as packed:
        references = json.loads((SAMPLES / "nbb/sample/references.json").read_text("utf-8"))
        for name in ("2026-00000001.json", "2026-00000002.json"):
            packed.writestr(name, (SAMPLES / "nbb/sample" / name).read_text("utf-8"))
        own = references[0]["EnterpriseNumber"]
        packed.writestr("references.json", json.dumps(references).replace(own, bare))
    gazette, court, seen = (
        folder / "publications.jsonl",
        folder / "notices.jsonl",
        folder / "observations.csv",
    )
    gazette.write_text(
        json.dumps(
            {"enterprise": number, "day": "2024-11-05", "number": "0170001", "label": "BENAMING -  MAATSCHAPPELIJKE ZETEL", "pdf": PDF}
        ), "utf-8",
    )  # fmt: skip
    court.write_text(
        json.dumps(
            {"enterprise": number, "day": "2026-03-11", "kind": "reorganisation_open", "judgment_day": "2026-03-05",
             "court": "Ondernemingsrechtbank Gent, afdeling Kortrijk", "reference": "20260041"}
        ), "utf-8",
    )  # fmt: skip
    sample = (
        (SAMPLES / "municipal_observations/sample/municipal_observations.csv").read_text("utf-8").splitlines()
    )
    first = sample[1].split(",", 1)[1]
    seen.write_text(f"{sample[0]}\n{number},{first}\n", "utf-8")
    return [nbb, gazette, court, seen]


@pytest.fixture
def connected(own_store: Store, tmp_path: Path, settings, numbers) -> Iterator[Store]:
    """The site serves a build with these sources."""
    files = [(path, source_of(path)) for path in write_files(tmp_path, numbers.scored)]
    assert [source.name if source else None for _, source in files] == [
        "nbb", "staatsblad", "court_notices", "municipal_observations",
    ]  # fmt: skip
    take_in_records(own_store, [(path, source) for path, source in files if source], today=TODAY)
    build(own_store)
    settings.DATA = own_store.root
    yield own_store
    pool(own_store.root).close()


@pytest.mark.slow
def test_what_each_source_says_stands_on_the_page_and_names_come_when_asked_for_by_who_may(
    as_, numbers, connected
):
    page = as_("colleague").get(f"/dossier/{numbers.scored}/").content.decode()
    for part in ("accounts", "publications", "visits", "people"):
        assert page.count(f'id="{part}"') == 1, part
    assert 'id="network"' in page and 'id="rulings"' not in page
    assert PDF in page and "2026-00000001" in page and "afdeling Kortrijk" in page and "B-2026-001" in page
    assert "Jaarrekening neergelegd" in page and "Gerechtelijke reorganisatie geopend" in page

    with Reader(connected) as reader:
        number = parse_official_number(numbers.scored).value
        (year,) = [one for one in accounts(reader, number) if one["reference"] == "2026-00000001"]
        assert year["disclosed"] and year["to"] == "2025-12-31" and year["deposited"] == "2026-07-01"
        assert [one["kind"] for one in visits(reader, number)] == ["visit"]
        assert {one["source"] for one in people(reader, number)} == {"nbb"}

    assert "VOORBEELD 2" not in page
    address = reverse("dossier_people", args=[numbers.scored])
    page = as_("colleague").get(address).content.decode()
    assert "VOORBEELD 2" in page and "bestuurder" in page
    entry = Entry.objects.filter(event="people.open").latest("pk")
    assert entry.detail["shown"] >= 1
    assert as_("reader").get(address).status_code == 403
    assert as_("stranger").get(address).status_code == 403
