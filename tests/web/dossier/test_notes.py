"""Notes and pins: of the own organisation, written by who may write, logged."""

from __future__ import annotations

import pytest

from knipperlicht.cases.audit.models import Entry
from knipperlicht.cases.dossiers.models import Note, Pin
from knipperlicht.cases.dossiers.service import hand_over_notes, hand_over_pins
from tests.web.dossier.conftest import text_of

pytestmark = [pytest.mark.usefixtures("site"), pytest.mark.databases]


@pytest.mark.parametrize(
    ("persona", "status", "kept"),
    [
        ("owner", 302, 1),
        ("colleague", 302, 1),
        ("reader", 403, 0),
        ("stranger", 403, 0),
        ("anonymous", 302, 0),
    ],
)
def test_writing(as_, numbers, persona, status, kept):
    answer = as_(persona).post(f"/dossier/{numbers.scored}/notes/", {"text": "gezien op het terrein"})
    assert answer.status_code == status and Note.objects.count() == kept
    assert Entry.objects.filter(event="note.add").count() == kept


def test_a_note_is_text_and_only_the_own_organisation_sees_it(as_, numbers):
    as_("colleague").post(f"/dossier/{numbers.unit}/notes/", {"text": "<b>vet</b>"})
    assert "&lt;b&gt;vet&lt;/b&gt;" in text_of(as_("reader").get(f"/dossier/{numbers.unit}/"))
    assert "vet" not in text_of(as_("analyst").get(f"/dossier/{numbers.unit}/"))
    assert Note.objects.get().author_name == "Colleague Voorbeeld"


@pytest.mark.parametrize(
    ("persona", "status"),
    [
        ("owner", 302),
        ("colleague", 302),
        ("reader", 403),
        ("stranger", 403),
        ("analyst", 404),
        ("anonymous", 302),
    ],
)
def test_changing(as_, numbers, persona, status):
    as_("colleague").post(f"/dossier/{numbers.scored}/notes/", {"text": "eerst"})
    note = Note.objects.get()
    answer = as_(persona).post(f"/dossier/{numbers.scored}/notes/{note.pk}/", {"text": "daarna"})
    assert answer.status_code == status
    note.refresh_from_db()
    changed = persona in ("owner", "colleague")
    assert note.text == ("daarna" if changed else "eerst") and (note.changed is not None) is changed


def test_a_colleague_changes_no_note_of_another(as_, numbers):
    as_("owner").post(f"/dossier/{numbers.scored}/notes/", {"text": "van de leiding"})
    note = Note.objects.get()
    for part in ("", "delete/"):
        assert (
            as_("colleague")
            .post(f"/dossier/{numbers.scored}/notes/{note.pk}/{part}", {"text": "x"})
            .status_code
            == 403
        )
    assert Entry.objects.filter(event="access.refused").count() == 2
    note.refresh_from_db()
    assert note.text == "van de leiding"


def test_a_deleted_note_leaves_a_tombstone_without_its_text(as_, numbers):
    client = as_("colleague")
    client.post(f"/dossier/{numbers.scored}/notes/", {"text": "iets geheims"})
    note = Note.objects.get()
    assert client.post(f"/dossier/{numbers.scored}/notes/{note.pk}/delete/").status_code == 302
    note.refresh_from_db()
    assert note.text == "" and note.deleted and note.deleted_by_name == "Colleague Voorbeeld"
    shown = text_of(client.get(f"/dossier/{numbers.scored}/"))
    assert "iets geheims" not in shown and f'id="note-{note.pk}"' in shown
    assert client.post(f"/dossier/{numbers.scored}/notes/{note.pk}/", {"text": "terug"}).status_code == 404
    assert list(
        Entry.objects.filter(event__startswith="note.").order_by("number").values_list("event", flat=True)
    ) == ["note.add", "note.delete"]


def test_a_note_of_another_dossier_is_not_found(as_, numbers):
    client = as_("colleague")
    client.post(f"/dossier/{numbers.scored}/notes/", {"text": "hier"})
    assert (
        client.post(
            f"/dossier/{numbers.unit_owner}/notes/{Note.objects.get().pk}/", {"text": "x"}
        ).status_code
        == 404
    )


def test_an_empty_note_says_what_to_do(as_, numbers):
    answer = as_("colleague").post(f"/dossier/{numbers.scored}/notes/", {"text": "   "})
    assert answer.status_code == 422 and "id_text_error" in text_of(answer) and not Note.objects.exists()


@pytest.mark.parametrize(
    ("persona", "status", "kept"),
    [
        ("owner", 302, 1),
        ("colleague", 302, 1),
        ("reader", 403, 0),
        ("stranger", 403, 0),
        ("anonymous", 302, 0),
    ],
)
def test_pinning(as_, numbers, persona, status, kept):
    client = as_(persona)
    for _ in range(2):
        assert client.post(f"/dossier/{numbers.scored}/pin/", {"pinned": "1"}).status_code == status
    assert Pin.objects.count() == Entry.objects.filter(event="pin.add").count() == kept
    client.post(f"/dossier/{numbers.scored}/pin/", {"pinned": "0"})
    assert Pin.objects.count() == 0 and Entry.objects.filter(event="pin.remove").count() == kept


def test_a_pin_is_its_owners_alone(as_, numbers):
    as_("colleague").post(f"/dossier/{numbers.scored}/pin/", {"pinned": "1"})
    assert as_("colleague").get("/").context["pins"][0].enterprise
    assert not as_("owner").get("/").context["pins"]


def test_a_leaver_hands_notes_over_and_takes_pins_along(as_, numbers, people, organisations):
    client = as_("colleague")
    client.post(f"/dossier/{numbers.scored}/notes/", {"text": "overdracht"})
    client.post(f"/dossier/{numbers.scored}/pin/", {"pinned": "1"})
    kortrijk = organisations["Stad Kortrijk"].pk
    assert hand_over_notes(people["colleague"], people["owner"], organisation_id=kortrijk) == 1
    assert hand_over_pins(people["colleague"], organisation_id=kortrijk) == 1
    note = Note.objects.get()
    assert (
        note.author == people["owner"]
        and note.author_name == "Colleague Voorbeeld"
        and not Pin.objects.exists()
    )


def test_removing_a_member_passes_their_notes_on(as_, numbers, people, organisations):
    from knipperlicht.cases.organisations import handover
    from knipperlicht.cases.organisations.models import Membership
    from knipperlicht.cases.organisations.service import actor

    client = as_("colleague")
    client.post(f"/dossier/{numbers.scored}/notes/", {"text": "overdracht"})
    client.post(f"/dossier/{numbers.scored}/pin/", {"pinned": "1"})
    leaving = Membership.objects.get(user=people["colleague"])
    moved = handover.remove(actor(people["owner"], None), leaving, heir=people["owner"])
    assert (moved["notes"], moved["pins"]) == (1, 1)
    assert Note.objects.get().author == people["owner"] and not Pin.objects.exists()
