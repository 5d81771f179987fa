"""The log's pages: each organisation sees its own, an oversight body all, others nothing."""

from __future__ import annotations

import csv
import io

import pytest
from django.urls import reverse

from knipperlicht.cases.audit.models import Entry
from knipperlicht.cases.audit.service import log

pytestmark = [pytest.mark.usefixtures("site"), pytest.mark.databases]


@pytest.fixture
def looks(as_):
    """Someone in Kortrijk and someone in Brugge searched."""
    as_("colleague").get(reverse("search"), {"q": "bakker kortrijk"})
    as_("stranger").get(reverse("search"), {"q": "=cmd|brugge"})


@pytest.mark.parametrize(
    ("persona", "status"),
    [("owner", 200), ("colleague", 403), ("reader", 403), ("stranger", 403), ("anonymous", 302), ("auditor", 200), ("overseer", 200), ("operator", 403)],
)  # fmt: skip
def test_who_reads_the_log(as_, persona, status):
    assert as_(persona, work=False).get(reverse("audit_log")).status_code == status
    client = as_(persona, work=False, confirmed=True)
    assert client.get(reverse("audit_export")).status_code == status
    assert client.post(reverse("audit_export")).status_code == status
    assert as_(persona, work=False).post(reverse("audit_check")).status_code == status


def test_an_organisation_sees_its_own_rows_only(as_, looks):
    page = as_("auditor", work=False).get(reverse("audit_log")).content.decode()
    assert "bakker kortrijk" in page and "brugge" not in page
    everything = as_("overseer", work=False).get(reverse("audit_log")).content.decode()
    assert "bakker kortrijk" in everything and "cmd|brugge" in everything


def test_reading_exporting_and_checking_are_in_the_log_too(as_, looks):
    client = as_("auditor", work=False, confirmed=True)
    client.get(reverse("audit_log"))
    list(client.post(reverse("audit_export")).streaming_content)
    assert client.post(reverse("audit_check")).context["count"] == 0
    events = set(Entry.objects.filter(actor_role="auditor").values_list("event", flat=True))
    assert {"audit.read", "audit.export", "audit.verify"} <= events


def test_the_export_says_who_by_number_too(as_, people, looks):
    people["colleague"].national_number = "90010100197"
    people["colleague"].save()
    as_("colleague").get(reverse("search"), {"q": "slager"})
    lines = b"".join(
        as_("auditor", work=False, confirmed=True).post(reverse("audit_export")).streaming_content
    ).decode()
    found = [row for row in csv.DictReader(io.StringIO(lines)) if row["subject"] == "slager"]
    assert [row["actor_identifier"] for row in found] == ["90010100197"]


def test_the_export_holds_the_filtered_rows_and_no_formula(as_, looks):
    client = as_("overseer", work=False, confirmed=True)
    page = client.get(reverse("audit_export") + "?event=search.run")
    assert page.context["count"] == 2 and len(page.context["filters"]) == 1
    answer = client.post(reverse("audit_export") + "?event=search.run")
    rows = list(csv.DictReader(io.StringIO(b"".join(answer.streaming_content).decode())))
    assert {row["event"] for row in rows} == {"search.run"}
    assert any(row["subject"] == "'=cmd|brugge" for row in rows)
    assert not any(cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row.values())


@pytest.mark.parametrize(
    "query", ["since=morgen", "event=unknown.event", "category=x", "page=zzz", "organisation=x"]
)
def test_a_filter_that_cannot_be_read_is_told(as_, query):
    answer = as_("overseer", work=False).get(reverse("audit_log") + "?" + query)
    assert answer.status_code == (200 if query.startswith("page") else 400)


def test_filters_narrow(as_, looks):
    client = as_("overseer", work=False)
    found = client.get(
        reverse("audit_log"), {"who": "stranger", "category": "consultation", "subject": "cmd"}
    )
    assert [row["entry"].actor_name for row in found.context["rows"]] == ["Stranger Voorbeeld"]
    assert client.get(reverse("audit_log"), {"until": "2001-01-01"}).context["page"].paginator.count == 0


def test_a_changed_row_is_found(as_, looks):
    from django.db import connection

    from knipperlicht.cases.audit import guard

    guard.remove(connection)
    Entry.objects.filter(event="search.run").update(subject="iets anders")
    page = as_("overseer", work=False).post(reverse("audit_check"))
    assert page.context["count"] == 2
    guard.install(connection)


def test_the_particulars_of_a_row_stand_beside_it(as_, organisations):
    act = {"may_open": ["34022"], "acting_for": "Beheer"}
    log(
        None,
        "organisation.change",
        subject="Dienst <b>",
        detail=act,
        organisation=organisations["Stad Kortrijk"],
    )
    page = as_("auditor", work=False).get(reverse("audit_log"))
    (row,) = [row for row in page.context["rows"] if row["entry"].event == "organisation.change"]
    assert row["detail"] == [("acting for", "Beheer"), ("may open", '["34022"]')]
    assert "Dienst &lt;b&gt;" in page.content.decode() and "[&quot;34022&quot;]" in page.content.decode()


def test_reading_the_log_pushes_no_row_off_it(as_, organisations):
    for subject in ("eerste", "tweede"):
        log(None, "search.run", subject=subject, organisation=organisations["Stad Kortrijk"])
    page = as_("auditor", work=False).get(reverse("audit_log"))
    assert [row["entry"].subject for row in page.context["rows"]] == ["tweede", "eerste"]
