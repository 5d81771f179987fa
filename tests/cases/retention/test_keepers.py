"""Tests about retention: no table that refers to a case file is forgotten when the file goes."""

from __future__ import annotations

from django.apps import apps

from knipperlicht.cases.casefiles.models import ActRow, CaseFile

GOES = {
    "casefiles.ActRow": "emptied by the keeper of acts",
    "casefiles.Secret": "emptied or removed by the keeper of acts",
    "casefiles.TermRow": "removed with the identity",
    "casefiles.TeamMember": "removed with the identity",
    "casefiles.Support": "removed with the identity",
    "college.AgendaItem": "texts emptied by the keeper of agendas",
    "documents.Document": "wiped by its own service",
    "documents.Bundle": "wiped by its own service",
    "retention.Hold": "texts emptied with the identity",
}
STAYS = {
    "casefiles.CaseFile": "the tombstone, and files that follow from it",
    "policies.ScopeRow": "unlinked by the nightly run of policies",
    "retention.Due": "gone once it is done",
    "retention.Destruction": "the record itself: counts and keyed hashes",
}
"""Table -> how it goes, or why it stays: add a keeper for a new one (docs/enforcement/retention.md)."""


def test_every_table_that_refers_to_a_file_is_known():
    found = {
        model._meta.label
        for model in apps.get_models() for field in model._meta.concrete_fields if field.related_model in (CaseFile, ActRow)
    }  # fmt: skip
    assert found - set(GOES) - set(STAYS) == set()
    assert (set(GOES) | set(STAYS)) - found == set()
