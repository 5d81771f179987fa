"""Exports: exactly what is on the screen, only of the own territory, with a reason and a recipient."""

from __future__ import annotations

import csv
import io
import json
from datetime import timedelta

import pytest
from django.utils import timezone
from openpyxl import load_workbook

from knipperlicht.bridge import lists as register_lists
from knipperlicht.bridge.served import serving
from knipperlicht.cases.audit.models import Entry
from knipperlicht.cases.jobs.models import JobRun, Outcome
from knipperlicht.cases.jobs.running import carry_out
from knipperlicht.cases.worklists.exporting import exports_folder, remove_expired
from knipperlicht.cases.worklists.models import Export, Status
from knipperlicht.readmodel.listing_filter import ListFilter
from tests.web.lists.conftest import BRUGGE, KORTRIJK

pytestmark = [pytest.mark.usefixtures("site"), pytest.mark.databases]
WHY = {"reason": "controle van de straat", "recipients": "eigen gebruik"}


def content_of(answer) -> bytes:
    return b"".join(answer.streaming_content)


def rows_of(answer) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content_of(answer).decode())))


def number_of(row: dict[str, str]) -> int:
    return int(row["number"].replace(".", ""))


@pytest.fixture
def waiting(as_, monkeypatch, tmp_path) -> Export:
    """An export of the colleague that is too large to wait for, in the queue."""
    monkeypatch.setattr("knipperlicht.web.lists.views_export.AT_ONCE", 3)
    monkeypatch.setattr("knipperlicht.cases.worklists.exporting.exports_folder", lambda: tmp_path)
    monkeypatch.setattr("knipperlicht.cases.jobs.running.this_process", lambda: "proef")
    answer = as_("colleague").post("/list/export/?sort=name", WHY | {"format": "csv"})
    assert answer.url == "/exports/"
    export = Export.objects.get()
    assert export.status == Status.WAITING
    return export


def made(export: Export) -> JobRun:
    """Have its job run, here and now."""
    run = JobRun.objects.get(kind="export", arguments={"export": export.pk})
    carry_out(run)
    export.refresh_from_db()
    run.refresh_from_db()
    return run


@pytest.fixture
def large(waiting) -> Export:
    """The same, made by its job."""
    made(waiting)
    return waiting


@pytest.mark.parametrize(
    ("persona", "status"),
    [("owner", 200), ("colleague", 200), ("reader", 403), ("stranger", 200), ("anonymous", 302)],
)
@pytest.mark.parametrize("path", ["/list/export/?sort=name", "/exports/"])
def test_exports_for_each_persona(as_, persona, status, path):
    assert as_(persona).get(path).status_code == status


@pytest.mark.parametrize(
    ("persona", "status"),
    [("owner", 200), ("colleague", 200), ("reader", 403), ("stranger", 404), ("anonymous", 302)],
)
def test_download_for_each_persona(as_, large, persona, status):
    answer = as_(persona).get(f"/exports/{large.pk}/download/")
    answer.close()
    assert answer.status_code == status


def test_another_worker_of_the_organisation_does_not_get_it(as_, large, people):
    Export.objects.update(made_by=people["owner"])
    assert as_("colleague").get(f"/exports/{large.pk}/download/").status_code == 404


def test_every_exported_row_lies_in_the_territory_and_none_is_missing(as_, in_scope):
    found = rows_of(
        as_("colleague").post("/list/export/?column=number&column=name&sort=name", WHY | {"format": "csv"})
    )
    assert {number_of(row) for row in found} == in_scope(KORTRIJK)
    theirs = rows_of(
        as_("stranger").post(
            f"/list/export/?municipality={KORTRIJK}&column=number&sort=name", WHY | {"format": "csv"}
        )
    )
    assert {number_of(row) for row in theirs} <= in_scope(BRUGGE)


def test_columns_and_sort_are_those_of_the_screen(as_):
    found = rows_of(
        as_("colleague").post(
            "/list/export/?column=name&column=started&sort=-started", WHY | {"format": "csv"}
        )
    )
    assert list(found[0])[:2] == ["name", "started"] and "score" not in found[0]
    days = [row["started"] for row in found if row["started"]]
    assert days == sorted(days, reverse=True)


def test_an_export_is_logged_with_reason_and_recipient(as_):
    content_of(as_("colleague").post("/list/export/?band=geen", WHY | {"format": "csv"}))
    entry = Entry.objects.get(event="list.export")
    assert entry.recipients == "eigen gebruik" and entry.detail["reason"] == WHY["reason"]
    assert entry.detail["filter"] == "band=geen" and entry.detail["rows"] > 0


@pytest.mark.parametrize("missing", ["reason", "recipients", "format"])
def test_nothing_leaves_without_reason_recipient_or_kind(as_, missing):
    answer = as_("colleague").post("/list/export/?band=geen", WHY | {"format": "csv"} | {missing: ""})
    assert answer.status_code == 422 and not Entry.objects.filter(event="list.export").exists()


def test_a_name_that_is_a_formula_is_text_in_the_download(as_, monkeypatch):
    real = register_lists.export_list.__globals__["cell_writer"]

    def hostile(reader, language):
        write = real(reader, language)
        return lambda column, value: (
            '=HYPERLINK("http://x","<b>klik</b>")' if column.code == "name" else write(column, value)
        )

    monkeypatch.setitem(register_lists.export_list.__globals__, "cell_writer", hostile)
    client = as_("colleague")
    row = rows_of(client.post("/list/export/?band=laag&column=name", WHY | {"format": "csv"}))[0]
    assert row["name"][0] not in "=+-@\t\r" and "HYPERLINK" in row["name"]
    book = b"".join(
        client.post("/list/export/?band=laag&column=name", WHY | {"format": "xlsx"}).streaming_content
    )
    cells = [cell for sheet in load_workbook(io.BytesIO(book)) for line in sheet.iter_rows() for cell in line]
    assert any("HYPERLINK" in str(cell.value) for cell in cells)
    assert not any(cell.data_type == "f" or cell.hyperlink for cell in cells)


def test_geojson_says_its_precision(as_):
    answer = as_("colleague").post("/list/export/?band=laag", WHY | {"format": "geojson"})
    found = json.loads(content_of(answer))
    assert found["type"] == "FeatureCollection" and found["features"]
    assert (
        answer["Content-Disposition"].endswith('.geojson"') and answer["Cache-Control"] == "private, no-store"
    )


def test_flags_only_exports_no_number(as_, settings):
    settings.FLAGS_ONLY = True
    found = rows_of(as_("colleague").post("/list/export/?sort=name", WHY | {"format": "csv"}))
    assert found and "score" not in found[0] and "band" not in found[0]


def test_a_large_export_is_made_by_its_job(as_, large, in_scope):
    assert large.status == Status.READY and large.rows == large.expected == len(in_scope(KORTRIJK))
    assert large.snapshot and large.expires == large.ready_at + timedelta(days=7)
    found = rows_of(as_("colleague").get(f"/exports/{large.pk}/download/"))
    assert {number_of(row) for row in found} == in_scope(KORTRIJK)
    assert Entry.objects.filter(event="list.download", recipients="eigen gebruik").count() == 1


def test_the_territory_of_the_moment_holds(as_, large, organisations, in_scope):
    kortrijk = organisations["Stad Kortrijk"]
    kortrijk.territory = [BRUGGE]
    kortrijk.save()
    Export.objects.update(status=Status.WAITING)
    made(large)
    assert large.rows == len(in_scope(BRUGGE)) and large.territory == [BRUGGE]


def test_an_export_that_fails_says_so(as_, large):
    Export.objects.update(status=Status.WAITING, query="band=onbestaand")
    made(large)
    assert large.status == Status.FAILED and "onbestaand" in large.error
    assert "onbestaand" in as_("colleague").get("/exports/").content.decode()


def test_a_finished_export_is_not_made_twice(large):
    before = large.file
    assert made(large).outcome == Outcome.SKIPPED
    assert large.file == before and large.status == Status.READY


def test_an_expired_export_is_gone(as_, large, tmp_path):
    now = timezone.now()
    assert remove_expired(now) == 0
    assert len(list(tmp_path.iterdir())) == 1
    assert remove_expired(now + timedelta(days=8)) == 1
    assert list(tmp_path.iterdir()) == []
    assert as_("colleague").get(f"/exports/{large.pk}/download/").status_code == 404
    assert remove_expired(now + timedelta(days=8)) == 0


def test_an_export_past_its_day_is_not_given_even_before_the_night(as_, large):
    Export.objects.update(expires=timezone.now() - timedelta(minutes=1))
    assert as_("colleague").get(f"/exports/{large.pk}/download/").status_code == 404


def test_nothing_stays_behind_of_a_small_export(as_, tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    assert rows_of(as_("colleague").post("/list/export/?band=geen", WHY | {"format": "csv"}))
    assert not [p for p in tmp_path.iterdir() if "export" in p.name]


def test_files_wait_where_only_the_site_reads(settings, tmp_path):
    settings.DATA = tmp_path
    assert exports_folder().stat().st_mode & 0o077 == 0


def test_chosen_rows_are_exported_alone(as_, in_scope):
    rows = sorted(in_scope(KORTRIJK))[:3]
    theirs = sorted(in_scope(BRUGGE) - in_scope(KORTRIJK))[0]
    chosen = "&".join(f"row={n}" for n in [*rows, theirs])
    client = as_("colleague")
    to = client.get(f"/list/bulk/?do=export&sort=name&{chosen}")
    assert to.status_code == 302 and to.url.startswith("/list/export/")
    found = rows_of(client.post(to.url, WHY | {"format": "csv"}))
    assert {number_of(row) for row in found} == set(rows)


def test_the_count_is_that_of_the_register(settings, in_scope, site):
    with serving(settings.DATA):
        asked = ListFilter().within(frozenset({KORTRIJK}))
        assert register_lists.count(asked, flags_only=False) == len(in_scope(KORTRIJK))
