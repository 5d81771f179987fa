"""What the tests of case work share: designations, and an integrity investigation of Kortrijk."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from knipperlicht.cases.casefiles.service import CaseFile, Designation, Protocol, hooks, open_case
from knipperlicht.cases.organisations.service import actor

PERSON = {"kind": "natural", "name": "Voorbeeld", "first_names": "Vera", "birth_date": "1980-01-31"}
SECRET = "veroordeling van 2021 wegens heling"


@pytest.fixture
def in_scope(monkeypatch) -> None:
    """Every establishment lies in the scope of a regulation."""
    facts = {"regulation_in_force": True, "in_scope": True, "activity_dropped": False}
    monkeypatch.setattr(hooks, "facts", {"test": lambda file, day: facts})


@pytest.fixture
def designated(people) -> None:
    """Owner and colleague are designated staff of Kortrijk; the colleague reads data on offences too."""
    for name in ("owner", "colleague"):
        Designation.objects.create(
            organisation=people[name].memberships.get().organisation, user=people[name], function="onderzoeker",
            category="dossierbehandelaar", criminal=name == "colleague", reference="besluit 2026/1", since=date(2020, 1, 1),
            recorded_by_name="Mayor Voorbeeld",
        )  # fmt: skip


@pytest.fixture
def file(site, people, designated, in_scope) -> CaseFile:
    """An investigation that started a week ago, with the colleague alone in its team."""
    return opened(people["colleague"])


def opened(user, *, title: str = "Bakkerij De Proef", days_ago: int = 7, **about: Any) -> CaseFile:
    return open_case(
        actor(user, None), kind="integrity", title=title, on=timezone.localdate() - timedelta(days=days_ago),
        data={"persons": [PERSON], "motive": "eerste onderzoek in de sector"}, about={"permit_duty": True} | about,
        address="Grote Markt 1, 8500 Kortrijk", signed_by="Mayor Voorbeeld", reference="2026/77", work=None,
    )  # fmt: skip


@pytest.fixture
def agreed(people, organisations) -> Protocol:
    """Kortrijk and the ARIEC have a valid agreement."""
    return Protocol.objects.create(
        municipality=organisations["Stad Kortrijk"], supporter=organisations["ARIEC West-Vlaanderen"], reference="PA 1",
        since=date(2020, 1, 1), recorded_by_name="Mayor Voorbeeld",
    )  # fmt: skip


def post_act(client: Client, file: CaseFile, step: str, *, confirm: bool = True, **data: Any):
    """Send the form of a step, by the names of its fields; `version` and `on` as given or as they are."""
    file.refresh_from_db()
    sent = {
        "version": data.pop("version", file.version),
        "on": data.pop("on", timezone.localdate().isoformat()),
    }
    sent |= {
        name if name in ("signed_by", "reference") else f"f-{name}": value for name, value in data.items()
    }
    if confirm:
        sent["confirm"] = "1"
    return client.post(reverse("case_act", args=[file.pk, step]), sent)
