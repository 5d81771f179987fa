"""From a row of the list in scope to a running investigation, with the real guards of policy."""

from __future__ import annotations

import pytest
from django.urls import reverse

from knipperlicht.cases.casefiles.service import CaseFile
from knipperlicht.cases.policies import service as policies
from tests.cases.policies.conftest import acting, defined, draft, listed, owner, regulation, snapshot
from tests.web.casework.conftest import designated
from tests.web.casework.test_open import entered

__all__ = ["acting", "defined", "designated", "draft", "listed", "owner", "regulation", "snapshot"]
pytestmark = pytest.mark.databases
NEW = "/cases/new/integrity/"


@pytest.fixture
def row(listed, owner):
    """A café that people can walk into."""
    found = policies.rows_of(owner).filter(state="in", zone_known=True).first()
    policies.judge_access(owner, found, accessible="yes", reason="gezien op het terrein", work=None)
    found.refresh_from_db()
    return found


def sent() -> dict[str, str]:
    return {name: value for name, value in entered().items() if name != "f-permit_duty"}


def test_a_row_fixes_what_is_known_and_begins_its_investigation(as_, row, designated):
    page = f"{NEW}?row={row.pk}"
    answer = as_("colleague").get(page)
    assert answer.context["form"]["title"].value() == row.name and answer.context["fixed"]
    assert "f-permit_duty" not in answer.context["form"].fields
    opened = as_("colleague").post(page, sent() | {"title": row.name})
    file = CaseFile.objects.get()
    assert opened.url == reverse("case_file", args=[file.pk])
    assert file.about["scope_row"] == row.pk and file.activity == row.activity
    row.refresh_from_db()
    assert row.file == file and row.begun == file.opened
    assert as_("colleague").get(opened.url).status_code == 200


def test_without_a_row_nothing_starts(as_, row, designated):
    answer = as_("colleague").post(NEW, entered())
    assert answer.status_code == 409 and "G1" in {one.rule for one in answer.context["refusals"]}


def test_what_only_the_list_gives_cannot_be_typed(as_, row, designated):
    form = as_("colleague").get(NEW).context["form"]
    assert not {"f-scope_row", "f-regulation", "f-sector_term"} & set(form.fields)
    typed = entered() | {"f-scope_row": str(row.pk)}
    assert as_("colleague").post(NEW, typed).status_code == 409 and not CaseFile.objects.exists()


def test_a_row_of_another_municipality_is_not_found(as_, row):
    assert as_("stranger").get(f"{NEW}?row={row.pk}").status_code == 404
    assert as_("colleague").get(f"{NEW}?row=x").status_code == 404
