"""What people do on the pages of policy, from the draft to the list."""

from __future__ import annotations

import csv
import io
import json

import pytest
from django.template.loader import render_to_string
from django.urls import reverse

from knipperlicht.cases.audit.models import Entry
from knipperlicht.cases.casefiles.service import CaseFile, Designation, designate
from knipperlicht.cases.policies import service
from knipperlicht.cases.policies.service import Regulation, RiskAnalysis, ScopeRow
from tests.cases.policies.conftest import CAFES, GARAGES, TODAY, fresh, step

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]


def text(answer) -> str:
    return answer.content.decode()


def test_a_first_draft_grows_on_its_pages_into_a_regulation(as_, owner, defined, snapshot):
    client = as_("owner")
    analysis = {"title": "Analyse", "facts": "vaststellingen", "motivation": "daarom", "numbers": [CAFES, GARAGES]}  # fmt: skip
    assert client.post("/policy/risk/new/", analysis).status_code == 302
    kept = RiskAnalysis.objects.get()
    assert {row["number"] for row in kept.figures} == {CAFES, GARAGES}
    assert client.post("/policy/regulations/new/", {"title": "PV", "why": "daarom"}).status_code == 302
    draft = Regulation.objects.get()
    page = f"/policy/regulations/{draft.pk}/"
    assert "Er is geen voorafgaande risicoanalyse" in text(client.get(page))
    assert client.post(f"{page}basis/", {"title": "PV", "analysis": kept.pk}).status_code == 302
    wrong = client.post(f"{page}activities/", {"numbers": [CAFES], f"t{CAFES}-about": "start"})
    assert wrong.status_code == 422
    right = {"numbers": [CAFES], f"t{CAFES}-within": "60", f"t{CAFES}-about": "close", f"t{CAFES}-permit_duty": "on"}  # fmt: skip
    assert client.post(f"{page}activities/", right).status_code == 302
    (term,) = draft.activities.all()
    assert (term.number, term.within, term.about, term.permit_duty) == (CAFES, 60, "close", True)
    version = fresh(draft).version
    assert (
        client.post(f"{page}act/submit/", {"on": TODAY().isoformat(), "version": version}).status_code == 302
    )
    assert fresh(draft).state == "policy_advice"


def test_a_refused_act_says_every_rule_and_article_and_is_logged(as_, owner, draft):
    step(owner, draft, "submit")
    page = f"/policy/regulations/{draft.pk}/act/adopt/"
    asked = {"on": TODAY().isoformat(), "version": fresh(draft).version, "f-reference": "GR 1", "f-protocol_confirmed": "yes", "f-protocol_annexed": "yes"}  # fmt: skip
    answer = as_("owner").post(page, asked)
    assert answer.status_code == 409 and "art. 119ter § 16 NGW" in text(answer)
    assert Entry.objects.filter(event="policy.refused").count() == 1


@pytest.mark.parametrize("key", ["must_amend", "replaced", "draft", "onbestaand"])
def test_what_nobody_records_has_no_page(as_, regulation, key):
    assert as_("owner").get(f"/policy/regulations/{regulation.pk}/act/{key}/").status_code == 404


def test_a_zone_names_streets_the_register_knows(as_, owner, draft, snapshot):
    known = snapshot.rows("SELECT place_street_nl AS street FROM street_key WHERE locality = '8500' AND place_street_nl <> '' LIMIT 1")[0]["street"]  # fmt: skip
    client, page = as_("owner"), f"/policy/regulations/{draft.pk}/zone/"
    wrong = client.post(page, {"whole": "no", "streets": f"8500 {known}\n8500 Onbestaandestraat\nzomaar", "drawn": ""})  # fmt: skip
    assert wrong.status_code == 422
    assert "Regel 2" in text(wrong) and "Regel 3" in text(wrong) and "Regel 1" not in text(wrong)
    drawn = json.dumps([[3.2, 50.8], [3.3, 50.8], [3.3, 50.9]])
    assert (
        client.post(page, {"whole": "no", "streets": f"8500 {known} 1-25", "drawn": drawn}).status_code == 302
    )
    held = fresh(draft)
    (street,) = held.streets.all()
    assert (street.street, street.house_from, street.house_to, len(held.area)) == (known, 1, 25, 1)
    for broken in ("[[1,2]]", "{", '[["a","b"],[1,2],[3,4]]', json.dumps([[999, 1], [2, 2], [3, 3]])):
        assert client.post(page, {"whole": "no", "streets": "", "drawn": broken}).status_code == 422


def test_the_list_is_narrowed_by_its_address(as_, listed):
    client, one = as_("owner"), ScopeRow.objects.filter(activity=CAFES).exclude(name="").first()
    everything = client.get("/policy/scope/")
    assert all(str(row.name) in text(everything) for row in ScopeRow.objects.all()[:3] if "&" not in row.name)
    found = client.get("/policy/scope/", {"activity": GARAGES, "q": one.street})
    assert one.name not in text(found) or one.activity == GARAGES
    assert f"/policy/scope/{one.pk}/" in text(
        client.get("/policy/scope/", {"q": f"{one.establishment:010d}"})
    )
    for strange in ("activity=abc", "state=zzz", "page=-1", "page=99999999999", "progress=x"):
        assert client.get(f"/policy/scope/?{strange}").status_code == 200


def test_a_struck_row_leaves_the_queue_and_stays_findable(as_, listed):
    client, one = as_("owner"), ScopeRow.objects.first()
    assert (
        client.post(f"/policy/scope/{one.pk}/strike/", {"strike-reason": "enkel kantoor"}).status_code == 302
    )
    link = f"/policy/scope/{one.pk}/"
    assert link not in text(client.get("/policy/scope/"))
    assert link in text(client.get("/policy/scope/?state=struck"))
    assert "enkel kantoor" in text(client.get(link))
    assert client.post(f"/policy/scope/{one.pk}/back/", {"back-reason": "toch"}).status_code == 302
    assert client.post(f"/policy/scope/{one.pk}/nothing/", {}).status_code == 404


def test_the_file_holds_every_row_in_the_order_of_the_queue_and_no_formula(as_, owner, listed):
    ScopeRow.objects.filter(pk=ScopeRow.objects.first().pk).update(name="=1+1")
    service.set_order(owner, order="name", reverse=False, seed="", score_allowed=False, reason="", work=None)
    answer = as_("owner").get("/policy/scope/list.csv")
    rows = list(csv.DictReader(io.StringIO(b"".join(answer.streaming_content).decode("utf-8-sig")), delimiter=";"))  # fmt: skip
    assert len(rows) == ScopeRow.objects.count()
    assert [row["#"] for row in rows] == [str(n) for n in range(1, len(rows) + 1)]
    assert "'=1+1" in {row["Naam"] for row in rows}
    assert Entry.objects.get(event="policy.export").detail["rows"] == len(rows)


def test_a_score_orders_only_after_switching_on_and_stands_nowhere(as_, listed, snapshot):
    client = as_("owner")
    refused = {"order": "score", "reverse": "", "seed": "", "reason": ""}
    assert client.post("/policy/scope/order/", refused).status_code == 422
    assert client.post("/policy/scope/order/", refused | {"score_allowed": "on"}).status_code == 422
    allowed = refused | {"score_allowed": "on", "reason": "veel inrichtingen, weinig handen"}
    assert client.post("/policy/scope/order/", allowed).status_code == 302
    page = text(client.get("/policy/scope/"))
    assert "De score ordent deze wachtrij." in page and "veel inrichtingen, weinig handen" in page
    main = page.split("<main", 1)[1].split("</main>", 1)[0]
    assert "data-band" not in main and 'class="score' not in main
    first = text(client.get(f"/policy/scope/{ScopeRow.objects.first().pk}/")).split("<main", 1)[1]
    assert "data-band" not in first
    lines = b"".join(client.get("/policy/scope/list.csv").streaming_content).decode().splitlines()
    assert "core" not in lines[0]


def test_who_is_not_designated_does_not_see_what_is_under_investigation(as_, owner, people, listed):
    ScopeRow.objects.update(begun=TODAY())
    said = "gestart"
    worker = as_("colleague")
    assert said not in text(worker.get("/policy/scope/")).split("<table", 1)[1]
    one = ScopeRow.objects.first()
    assert "Het onderzoek startte" not in text(worker.get(f"/policy/scope/{one.pk}/"))
    assert 'name="progress"' not in text(worker.get("/policy/scope/?progress=started"))
    designate(
        owner, user=people["colleague"], function="jurist", category="onderzoekers", criminal=False, reference="1",
        since=TODAY(), until=None, work=None,
    )  # fmt: skip
    assert said in text(worker.get("/policy/scope/")).split("<table", 1)[1]
    assert "Het onderzoek startte" in text(worker.get(f"/policy/scope/{one.pk}/"))


def test_an_investigation_starts_from_a_judged_row_only(as_, owner, listed):
    client, one = as_("owner"), ScopeRow.objects.first()
    start = f"/cases/new/integrity/?row={one.pk}"
    assert start not in text(client.get(f"/policy/scope/{one.pk}/"))
    service.judge_access(owner, one, accessible="yes", reason="gezien", work=None)
    assert start in text(client.get(f"/policy/scope/{one.pk}/"))
    assert one.street in text(client.get(start))
    assert as_("stranger").get(start).status_code == 404


def test_a_designation_is_recorded_listed_and_ended(as_, people, organisations):
    client = as_("owner")
    asked = {"user": people["colleague"].pk, "function": "jurist", "category": "onderzoekers", "reference": "besluit 9",
             "since": TODAY().isoformat(), "until": "2020-01-01"}  # fmt: skip
    assert client.post("/policy/designations/new/", asked).status_code == 422
    assert client.post("/policy/designations/new/", asked | {"until": ""}).status_code == 302
    held = Designation.objects.get()
    assert "onderzoekers" in text(client.get("/policy/designations/access-list/"))
    assert (
        client.post(
            "/policy/designations/new/", asked | {"until": "", "user": people["stranger"].pk}
        ).status_code
        == 422
    )
    assert (
        as_("stranger").post(f"/policy/designations/{held.pk}/end/", {"on": TODAY().isoformat()}).status_code
        == 403
    )
    assert client.post(f"/policy/designations/{held.pk}/end/", {"on": TODAY().isoformat()}).status_code == 302
    assert Designation.objects.get().until == TODAY()


def test_an_agreement_is_with_an_ariec(as_, organisations):
    client = as_("owner")
    asked = {"reference": "P 1", "since": TODAY().isoformat(), "until": ""}
    assert (
        client.post(
            "/policy/agreements/new/", asked | {"supporter": organisations["Stad Brugge"].pk}
        ).status_code
        == 422
    )
    ariec = organisations["ARIEC West-Vlaanderen"]
    assert client.post("/policy/agreements/new/", asked | {"supporter": ariec.pk}).status_code == 302
    assert ariec.name in text(client.get("/policy/agreements/"))


def test_a10_the_operator_marks_and_the_municipality_sees_the_task(as_, regulation):
    operator = as_("operator")
    asked = {"since": TODAY().isoformat(), "source": "KB van later"}
    assert operator.post(f"/policy/activities/{CAFES}/drop/", asked).status_code == 302
    service.follow_the_decree(TODAY())
    assert "Zo spoedig mogelijk aanpassen" in text(as_("owner").get("/policy/"))
    assert operator.post(f"/policy/activities/{CAFES}/drop/", {"take_back": "1"}).status_code == 302
    assert service.activities(None)[CAFES].dropped is None


def test_an_official_text_is_entered_with_its_source(as_, organisations):
    client, path = as_("owner"), "/policy/activities/23/"
    asked = {
        "sector": "beauty",
        "nl": "Kapsalons",
        "fr": "",
        "definition": "d",
        "source": "",
        "nace": "9621 96",
    }
    assert client.post(path, asked).status_code == 422
    assert client.post(path, asked | {"source": "B.S.", "nace": "96x"}).status_code == 422
    assert client.post(path, asked | {"source": "B.S."}).status_code == 302
    assert service.activities(organisations["Stad Kortrijk"])[23].prefixes == (
        ("2025", "9621"),
        ("2025", "96"),
    )
    assert client.get("/policy/activities/36/").status_code == 404


def test_added_by_hand_from_the_form(as_, listed):
    asked = {"name": "Clubhuis", "activity": CAFES, "postcode": "8500", "street": "Vlaslaan", "house": "1",
             "establishment": "2.000.000.000", "enterprise": "", "reason": "gezien"}  # fmt: skip
    client = as_("owner")
    assert client.post(reverse("policy_scope_add"), asked).status_code == 422
    assert client.post(reverse("policy_scope_add"), asked | {"establishment": ""}).status_code == 302
    assert ScopeRow.objects.get(name="Clubhuis").origin == "hand"


def test_the_pages_of_a_long_list_follow_each_other(as_, owner, listed):
    model = ScopeRow.objects.first()
    for number in range(1, 121):
        model.pk, model.establishment, model.name = None, 3_000_000 + number, f"Zaak {number:03d}"
        model.save()
    service.set_order(owner, order="name", reverse=True, seed="", score_allowed=False, reason="", work=None)
    client = as_("owner")
    first, second = (text(client.get("/policy/scope/", {"page": page, "q": "Zaak"})) for page in (1, 2))
    assert "Zaak 120" in first and "Zaak 071" in first and "Zaak 070" not in first
    assert "Zaak 070" in second and "Zaak 021" in second


def test_a_file_shows_the_regulation_and_the_row_it_rests_on(owner, acting, listed):
    one = ScopeRow.objects.first()
    file = CaseFile(organisation=owner.organisation, kind="integrity", about=service.opening_of(one))
    assert service.in_file(owner, file) == {"regulation": listed, "row": one, "own": True}
    shown = render_to_string("policy/in_file.html", {"data": service.in_file(owner, file)})
    assert listed.title in shown and f"/policy/scope/{one.pk}/" in shown
    supporter = render_to_string("policy/in_file.html", {"data": service.in_file(acting("analyst"), file)})
    assert "/policy/" not in supporter
    other = CaseFile(organisation=acting("stranger").organisation, kind="integrity", about=file.about)
    assert service.in_file(acting("stranger"), other) == {}
    assert render_to_string("policy/in_file.html", {"data": {}}).strip() == ""
