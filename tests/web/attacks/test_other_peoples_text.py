"""Text of others is text: in every page, export and answer. And without numbers there is no number anywhere."""

from __future__ import annotations

import csv
import io
import json
import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from knipperlicht.bridge.served import serving
from knipperlicht.cases.audit.models import Entry
from knipperlicht.cases.dossiers.models import Pin, Recent
from knipperlicht.cases.worklists.models import Export, Format, Status, WatchItem, WatchList
from tests.web.dossier.conftest import Numbers, numbers, text_of

__all__ = ["numbers"]
pytestmark = pytest.mark.usefixtures("site")
MARKUP = "<img src=x onerror=alert(1)>\"'><script>alert(1)</script> BV"
FORMULA = "=cmd|' /C calc'!A0"
LIVE = re.compile(r"<img src=x|<script>alert|=\"'><")


def plain(number: str) -> int:
    return int(number.replace(".", ""))


@pytest.fixture
def named(people, organisations, numbers: Numbers) -> int:
    """A company with markup in its name stands everywhere a name is kept."""
    number = plain(numbers.scored)
    owner = people["owner"]
    organisations["Stad Kortrijk"].name = "Stad Kortrijk" + MARKUP
    organisations["Stad Kortrijk"].save()
    owner.name = MARKUP
    owner.save()
    held = {
        "user": owner,
        "organisation": organisations["Stad Kortrijk"],
        "enterprise": number,
        "name": MARKUP,
    }
    Pin.objects.create(**held, since=timezone.now())
    Recent.objects.create(**held, at=timezone.now())
    watched = WatchList.objects.create(
        organisation=organisations["Stad Kortrijk"], owner=owner, name=MARKUP[:80], shared=True
    )
    WatchItem.objects.create(watchlist=watched, number=number, name=MARKUP, reason=MARKUP, added_by=owner)
    return number


def test_markup_is_shown_not_run(as_, named, numbers: Numbers):
    client = as_("owner")
    client.post(f"/dossier/{numbers.scored}/notes/", {"text": MARKUP})
    client.post(
        f"/dossier/{numbers.scored}/contests/new/",
        {"fact": MARKUP, "statement": MARKUP, "received": "2025-01-02", "speaker": "agent"},
    )
    client.post("/list/save/?sector=56", {"name": MARKUP[:60]})
    client.post("/work/", {"purpose": "signal", "reference": MARKUP})
    watchlist = WatchList.objects.first()
    assert watchlist is not None
    shown = 0
    for url in ("/", f"/dossier/{numbers.scored}/", f"/dossier/{numbers.scored}/print/", "/contests/", "/views/", "/list/", "/search/", "/search/suggest/",
                "/watch-lists/", f"/watch-lists/{watchlist.pk}/", f"/watch-lists/{watchlist.pk}/delete/", "/work/", "/log/", "/account/", "/account/log/",
                "/manage/members/", "/list/bulk/?sector=56&do=watch&all=1", f"/search/?q={MARKUP[:30]}", f"/list/?street={MARKUP[:30]}&postcode=8500"):  # fmt: skip
        page = text_of(client.get(url))
        assert not LIVE.search(page), url
        shown += "&lt;img src=x" in page or "&lt;script&gt;" in page
    assert shown > 12


def test_points_of_a_map_are_data(as_):
    answer = as_("colleague").get("/map/points/?sort=name")
    assert answer["Content-Type"] == "application/geo+json" and answer["X-Content-Type-Options"] == "nosniff"
    assert {key for f in answer.json()["features"] for key in f["properties"]} <= {
        "place", "name", "precision", "count", "detail", "url",
    }  # fmt: skip


@pytest.mark.parametrize("begin", ["=", "+", "-", "@", "\t=", "\r="])
def test_the_log_runs_nothing_in_a_spreadsheet(as_, people, begin):
    people["owner"].name = f"{begin}1+1|x"
    people["owner"].save()
    client = as_("owner", confirmed=True)
    client.post("/work/", {"purpose": "signal", "reference": f"{begin}1+1|x"})
    client.get("/search/", {"q": f"{begin}1+1|x"})
    sheet = b"".join(client.post("/log/export/").streaming_content).decode()
    cells = [cell for row in csv.reader(io.StringIO(sheet)) for cell in row]
    assert not [cell for cell in cells if cell.lstrip().startswith(("=", "+", "-", "@"))]


def test_signs_only_leave_no_number(as_, settings, numbers: Numbers):
    """Scores of the screen, the API, lists, maps, facets, exports: none of them, and no way to ask for them."""
    settings.FLAGS_ONLY = True
    client = as_("colleague")
    told = client.get(f"/api/v1/dossiers/{numbers.scored}").json()
    hidden = {
        "score",
        "band",
        "band_name",
        "confidence_points",
        "subscores",
        "total_points",
        "families",
        "points",
    }
    for key in hidden & told.keys():
        held = told[key]
        assert not (any(held.values()) if isinstance(held, dict) else held), key
    assert all(hit.get("points") is None for hit in (*told["hits"], *told["banner"]))
    for url in ("/list/?sort=-score", "/list/?score_min=1", "/list/?band=geen", "/list/?column=score", "/list/?column=band", "/list/?change=score&changed_since=2024-01-01",
                "/list/?change=band&changed_since=2024-01-01", "/list/?sort=-hits", "/list/?sort=-indicators", "/map/points/?band=geen", "/map/points/?score_min=1"):  # fmt: skip
        assert client.get(url).status_code == 400, url
    assert {spread.key for spread in client.get("/list/facets/?sector=56").context["spread"]} <= {
        "indicator", "municipality", "sector",
    }  # fmt: skip
    assert not any(
        "bands" in f["properties"] for f in client.get("/map/points/?sector=56").json()["features"]
    )
    form = {"reason": "proef", "recipients": "eigen gebruik"}
    for kind in ("csv", "geojson", "ftm"):
        sheet = b"".join(
            client.post("/list/export/?sector=56", form | {"format": kind}).streaming_content
        ).decode()
        if kind == "csv":
            assert not {"score", "band"} & set(sheet.splitlines()[0].split(","))
        elif kind == "geojson":
            assert not any({"score", "band"} & f["properties"].keys() for f in json.loads(sheet)["features"])
    page = text_of(client.get(f"/dossier/{numbers.scored}/")) + text_of(client.get("/search/?q=bv"))
    assert not re.search(r'class="[^"]*\bband\b|data-band=|/ ?10\b', page)


def test_a_file_with_numbers_is_shut_when_the_site_shows_signs_only(
    as_, people, settings, tmp_path, monkeypatch
):
    monkeypatch.setattr("knipperlicht.cases.worklists.exporting.exports_folder", lambda: tmp_path)
    (tmp_path / "x.csv").write_text("number,score\n", "utf-8")
    made = Export.objects.create(
        organisation=people["colleague"].memberships.get().organisation, made_by=people["colleague"], format=Format.CSV, language="nl",
        flags_only=False, reason="proef", recipients="zelf", expected=1, rows=1, status=Status.READY, file="x.csv", territory=["34022"],
        ready_at=timezone.now(), expires=timezone.now() + timedelta(days=1),
    )  # fmt: skip
    url = reverse("export_download", args=[made.pk])
    client = as_("colleague")
    assert b"".join(client.get(url).streaming_content)
    settings.FLAGS_ONLY = True
    assert client.get(url).status_code == 404
    assert Entry.objects.filter(event="list.download").count() == 1


def test_sole_traders_are_listed_nowhere(as_, settings, numbers: Numbers):
    """No filter, chosen row or bulk act brings one into a list, an export, a map or a watch-list."""
    with serving(settings.DATA) as reader:
        rows = reader.rows(
            "SELECT enterprise FROM enterprise WHERE type_of_enterprise = '1' AND enterprise IN (SELECT enterprise FROM address WHERE nis = '34022') LIMIT 40"
        )
    sole = {row["enterprise"] for row in rows} | {plain(numbers.sole)}
    client = as_("owner")
    chosen = "&".join(f"row={n}" for n in sole)
    assert client.get(f"/list/bulk/?do=watch&sort=name&{chosen}").status_code == 302
    client.post(
        f"/list/bulk/?do=watch&sort=name&all=1&{chosen}",
        {"target": "new", "name": "alles", "reason": "proef"},
    )
    assert not WatchItem.objects.filter(number__in=sole).exists()
    sheet = b"".join(
        client.post(
            f"/list/export/?sort=name&{chosen}",
            {"format": "csv", "reason": "proef", "recipients": "eigen gebruik"},
        ).streaming_content
    ).decode()
    assert len(sheet.splitlines()) == 1
    told = client.get(f"/api/v1/dossiers/{numbers.sole}").json()
    assert told["score"] is None and told["hits"] == [] and told["not_scored_reason"]
    page = client.get(f"/dossier/{numbers.sole}/")
    assert page.context["score"] is None and page.context["nearby"] == []


def test_errors_show_no_inner_workings(as_, monkeypatch, settings):
    client = as_("owner")
    client.raise_request_exception = False

    def broken(*_args, **_kwargs):
        raise RuntimeError("geheim in een variabele")

    monkeypatch.setattr("knipperlicht.web.search.views.register.search", broken)
    answer = client.get("/search/?q=bakker")
    page = text_of(answer)
    assert answer.status_code == 500
    for inner in (
        "geheim",
        "Traceback",
        "RuntimeError",
        str(settings.BASE_DIR if hasattr(settings, "BASE_DIR") else "/work/"),
        settings.SECRET_KEY,
    ):
        assert inner not in page
    for url in ("/bestaat-niet/", "/dossier/x/", "/views/999999/"):
        assert "Traceback" not in text_of(client.get(url)) and "urlpatterns" not in text_of(client.get(url))
