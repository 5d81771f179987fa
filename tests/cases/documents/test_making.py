"""Making, changing and finalising documents."""

from __future__ import annotations

from io import BytesIO

import pikepdf
import pytest
from django.core.exceptions import PermissionDenied
from docx import Document as open_word

from knipperlicht.cases.audit.models import Entry
from knipperlicht.cases.documents import pages, store
from knipperlicht.cases.documents.catalogue import UnknownPaper
from knipperlicht.cases.documents.models import Document, Letterhead, State
from knipperlicht.cases.documents.service import discard, finalise, make, remake, revise
from knipperlicht.cases.procedures.engine import Refused
from tests.cases.documents.stage import FINDING, OFFENCE, acting

pytestmark = pytest.mark.django_db


def paper(document: Document) -> bytes:
    return store.read(document.paper, organisation=document.organisation_id, expected=document.sha256)


def text(document: Document) -> str:
    return " ".join(pages.text(paper(document)).split())


def word(document: Document) -> bytes:
    return store.read(document.word, organisation=document.organisation_id)


def edited(document: Document, more: str) -> bytes:
    """Its Word file with a paragraph more, as somebody at a desk makes it."""
    opened, kept = open_word(BytesIO(word(document))), BytesIO()
    opened.add_paragraph(more)
    opened.save(kept)
    return kept.getvalue()


def test_a_draft_says_what_the_file_says(worker, file):
    draft = make(worker, file, code="D09", work=None)
    written = text(draft)
    assert draft.state == State.DRAFT and draft.number == ""
    for said in (
        file.number,
        file.title,
        file.address,
        "Dirk Jan Peeters",
        "3 mei 1980",
        FINDING,
        "An Voorbeeld",
    ):
        assert said in written
    assert "ONTWERP" in written


def test_a_final_document_is_numbered_archival_and_hashed(worker, file):
    draft = make(worker, file, code="D09", work=None)
    final = finalise(worker, draft.pk, version=draft.version, work=None)
    year = final.on.year
    assert (final.state, final.number) == (State.FINAL, f"{year}-DOC-00001")
    assert final.number in text(final) and "ONTWERP" not in text(final)
    with pikepdf.open(BytesIO(paper(final))) as pdf, pdf.open_metadata() as about:
        assert about.pdfa_status == "2B"
        assert about["dc:title"] == final.title
    second = make(worker, file, code="D11", work=None)
    assert finalise(worker, second.pk, version=1, work=None).number == f"{year}-DOC-00002"


def test_a_final_document_never_changes(worker, file):
    draft = make(worker, file, code="D09", work=None)
    changed = edited(draft, "Iets anders")
    finalise(worker, draft.pk, version=1, work=None)
    for act in (
        lambda: remake(worker, draft.pk, version=2, work=None),
        lambda: revise(worker, draft.pk, version=2, word=changed, work=None),
        lambda: finalise(worker, draft.pk, version=2, work=None),
        lambda: discard(worker, draft.pk, version=2, work=None),
    ):
        with pytest.raises(Refused, match="verandert nooit"):
            act()


def test_what_was_changed_by_hand_stands_in_the_final_document(worker, file):
    draft = make(worker, file, code="D09", work=None)
    draft = revise(worker, draft.pk, version=1, word=edited(draft, "Bijkomende overweging."), work=None)
    assert draft.edited and draft.version == 2
    assert "Bijkomende overweging." in text(finalise(worker, draft.pk, version=2, work=None))


def test_filling_again_takes_the_change_by_hand_away(worker, file):
    draft = make(worker, file, code="D09", work=None)
    revise(worker, draft.pk, version=1, word=edited(draft, "Bijkomende overweging."), work=None)
    again = remake(worker, draft.pk, version=2, work=None)
    assert not again.edited and "Bijkomende overweging." not in text(again)


def test_two_people_at_once_lose_nothing(worker, plain_worker, file):
    draft = make(worker, file, code="D09", work=None)
    revise(worker, draft.pk, version=1, word=edited(draft, "Eerst."), work=None)
    with pytest.raises(Refused, match="Iemand wijzigde"):
        revise(plain_worker, draft.pk, version=1, word=edited(draft, "Tweede."), work=None)


def test_gaps_keep_a_document_from_becoming_final_and_are_named(worker, file):
    Letterhead.objects.update(mayor="")
    draft = make(worker, file, code="D09", work=None)
    with pytest.raises(Refused, match=r"\[in te vullen: "):
        finalise(worker, draft.pk, version=1, work=None)
    draft.refresh_from_db()
    assert draft.state == State.DRAFT and draft.number == ""
    assert Entry.objects.filter(event="document.refused", subject=file.number).count() == 1


@pytest.mark.parametrize(
    "trace", ["De score bedraagt 7,3 op 10.", "Massaregistratie op één adres", "adres_massaregistratie", "Een risicoscore."]
)  # fmt: skip
def test_no_trace_of_the_screening_becomes_final(worker, file, trace):
    draft = make(worker, file, code="D22", work=None)
    draft = revise(worker, draft.pk, version=1, word=edited(draft, trace), work=None)
    with pytest.raises(Refused) as refused:
        finalise(worker, draft.pk, version=2, work=None)
    assert [reason.rule for reason in refused.value.refusals] == ["G17"]


def test_data_on_offences_only_where_they_belong_and_for_who_may_read_them(worker, plain_worker, file):
    proposal = make(worker, file, code="D22", work=None)
    assert proposal.criminal and OFFENCE in text(proposal)
    notice = make(worker, file, code="D10", work=None)
    assert not notice.criminal and OFFENCE not in text(notice)
    with pytest.raises(Refused) as refused:
        make(plain_worker, file, code="D22", work=None)
    assert refused.value.refusals[0].rule == "G12"


@pytest.mark.parametrize("code", ["D13", "D14", "D15"])
def test_a_request_carries_identification_only(worker, file, code):
    request = make(worker, file, code=code, values={"motivation": "Eigen reden."}, work=None)
    written = text(request)
    assert "Dirk Jan Peeters" in written and "80050300143" in written
    assert OFFENCE not in written and FINDING not in written
    with pytest.raises(Refused) as refused:
        revise(worker, request.pk, version=1, word=edited(request, "En nog dit."), work=None)
    assert refused.value.refusals[0].rule == "G14"


def test_a_draft_that_is_thrown_away_leaves_no_bytes(
    worker, file, settings, django_capture_on_commit_callbacks
):
    draft = make(worker, file, code="D09", work=None)
    assert len(list((settings.DATA / "documents").glob("*/*"))) == 2
    with django_capture_on_commit_callbacks(execute=True):
        discard(worker, draft.pk, version=1, work=None)
    assert not Document.objects.exists() and not list((settings.DATA / "documents").glob("*/*"))


def test_only_the_own_municipality_makes_documents(people, file):
    for persona in ("stranger", "reader", "alderman", "auditor", "analyst"):
        with pytest.raises(PermissionDenied):
            make(acting(people[persona]), file, code="D09", work=None)


@pytest.mark.parametrize("code", ["D21", "D01", "D99"])
def test_what_is_not_made_for_a_file_is_no_document_to_make(worker, file, code):
    with pytest.raises(UnknownPaper):
        make(worker, file, code=code, work=None)


def test_every_act_stands_in_the_log(worker, file):
    draft = make(worker, file, code="D09", work=None)
    revise(worker, draft.pk, version=1, word=edited(draft, "Meer."), work=None)
    finalise(worker, draft.pk, version=2, work=None)
    events = list(
        Entry.objects.filter(subject=file.number).order_by("number").values_list("event", flat=True)
    )
    assert events == ["document.make", "document.change", "document.final"]
