"""Administrative sealing and unsealing (art. 133ter § 1 NGW; law.md §1.13). A file of its own, opened from the closure it goes with."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext_lazy as _

from knipperlicht.cases.procedures.case import Around, Case, Proposed
from knipperlicht.cases.procedures.parts import fact, met_after, not_before, not_before_opening, refused
from knipperlicht.cases.procedures.steps import Field, Kind, Office, Procedure, Refusal, Step, Tag, TermRule
from knipperlicht.core.terms import Begin, Unit

ARTICLE = "art. 133ter § 1 NGW"
ON = frozenset({"sealed", "broken"})

closure_in_force = fact(
    "closure_in_force", rule="closure", article=ARTICLE,
    sentence=_("Only what the mayor or college closed can be sealed, while that closure is in force. Open the sealing from its file."),
)  # fmt: skip


def in_place(case: Case) -> frozenset[str]:
    """Numbers of the seals that are on the premises."""
    seals: set[str] = set()
    for act in case.acts:
        if act.step in ("seal", "reseal"):
            seals |= set(act.data["seals"])
        elif act.step == "broken":
            seals -= set(act.data["seals"])
        elif act.step == "unseal":
            seals.clear()
    return frozenset(seals)


def new_seals(case: Case, act: Proposed, around: Around) -> Refusal | None:
    """Each seal has a number of its own, used once."""
    seals = act.data["seals"]
    used = {seal for done in case.all("seal", "reseal") for seal in done.data["seals"]}
    twice = sorted({seal for seal in seals if seal in used or seals.count(seal) > 1})
    if not twice:
        return None
    return refused(
        "seals",
        ARTICLE,
        _("Seal %(seals)s was used before: each has its own number.") % {"seals": ", ".join(twice)},
    )


def seals_there(case: Case, act: Proposed, around: Around) -> Refusal | None:
    """Only a seal that is on the premises can be broken."""
    strange = sorted(set(act.data["seals"]) - in_place(case))
    if not strange:
        return None
    return refused(
        "seals", ARTICLE, _("Seal %(seals)s is not on the premises.") % {"seals": ", ".join(strange)}
    )


def all_removed(case: Case, act: Proposed, around: Around) -> Refusal | None:
    """Unsealing names every seal that is on the premises, and none that is not."""
    there, named = in_place(case), set(act.data.get("seals") or ())
    if named == there:
        return None
    wrong = ", ".join(sorted(there ^ named))
    return refused(
        "seals", ARTICLE,
        _("The record of unsealing names every seal on the premises and no other. Look again at %(seals)s.") % {"seals": wrong},
    )  # fmt: skip


PLACE = (
    Field(name="place", label=_("Place"), help=_("Address, and which entrances.")),
    Field(name="time", label=_("Hour")),
)
SEALS = Field(name="seals", label=_("Numbers of the seals"), kind=Kind.LINES)
PRESENT = Field(name="present", label=_("Who was present"), kind=Kind.LINES)
BY = Field(name="by", label=_("Who did it, with function"))
REASON = Field(name="reason", label=_("Reason"), kind=Kind.TEXT)

STEPS: tuple[Step, ...] = (
    Step(
        key="order", name=_("Order the sealing"), done=_("The mayor ordered the sealing"), office=Office.MAYOR, article=ARTICLE,
        first=True, sources=frozenset(), target="ordered", guards=(closure_in_force,),
        fields=(
            Field(name="place", label=_("Place"), help=_("Address, and which entrances.")),
            Field(name="motivation", label=_("Motivation"), kind=Kind.TEXT),
        ),
    ),
    Step(
        key="seal", name=_("Record the sealing"), done=_("The premises were sealed"), office=Office.STAFF, article=ARTICLE,
        sources=frozenset({"ordered"}), target="sealed", fields=(*PLACE, SEALS, BY, PRESENT), documents=("D30",),
        guards=(closure_in_force, new_seals, not_before("order", article=ARTICLE)), tag=Tag.ASSUMPTION,
        question=_("The law prescribes no form for the record: place, hour and seals are what it must show at least."),
    ),
    Step(
        key="check", name=_("Check the seals"), done=_("The seals were checked and whole"), office=Office.STAFF, article=ARTICLE,
        sources=frozenset({"sealed"}), fields=(BY,), repeats=True,
    ),
    Step(
        key="broken", name=_("Record broken seals"), done=_("Seals were found broken"), office=Office.STAFF,
        article="art. 284, 286 Sw; art. 45 W. 15-1-2024", sources=ON, target="broken", repeats=True,
        guards=(seals_there, not_before("seal", "reseal", article=ARTICLE)),
        fields=(
            SEALS, BY,
            Field(name="report", label=_("Number of the report on breaking seals")),
            Field(name="suspect", label=_("What is known of who did it"), kind=Kind.TEXT, required=False, criminal=True),
        ),
    ),
    Step(
        key="reseal", name=_("Seal again"), done=_("The premises were sealed again"), office=Office.STAFF, article=ARTICLE,
        sources=frozenset({"broken"}), target="sealed", fields=(*PLACE, SEALS, BY, PRESENT), documents=("D30",),
        guards=(closure_in_force, new_seals, not_before("broken", article=ARTICLE)),
    ),
    Step(
        key="closure_over", name=_("The closure ended"), done=_("The closure ended: the seals must be removed"), office=Office.SYSTEM,
        article=ARTICLE, sources=ON, target="to_unseal",
    ),
    Step(
        key="closure_stands", name=_("The closure stands after all"), done=_("The closure stands after all: the seals stay"),
        office=Office.SYSTEM, article=ARTICLE, sources=frozenset({"to_unseal"}), target="sealed", guards=(closure_in_force,),
    ),
    Step(
        key="order_unsealing", name=_("Order the unsealing"), done=_("The mayor ordered the unsealing"), office=Office.MAYOR,
        article=ARTICLE, sources=ON, target="to_unseal", fields=(REASON,),
    ),
    Step(
        key="unseal", name=_("Record the unsealing"), done=_("The seals were removed"), office=Office.STAFF, article=ARTICLE,
        sources=frozenset({"to_unseal"}), target="unsealed", documents=("D30",),
        fields=(*PLACE, Field(name="seals", label=_("Numbers of the seals"), kind=Kind.LINES, required=False), BY, PRESENT),
        guards=(all_removed, not_before("order_unsealing", "closure_over", article=ARTICLE)),
    ),
    Step(
        key="drop", name=_("Do not seal after all"), done=_("The sealing did not go through"), office=Office.STAFF, article=ARTICLE,
        sources=frozenset({"ordered"}), target="dropped", fields=(REASON,),
    ),
)  # fmt: skip


def _must_go(case: Case) -> date | None:
    act = case.last("closure_over", "closure_stands", "order_unsealing")
    return act.on if act and act.step != "closure_stands" else None


TERMS = (
    TermRule(
        key="UNSEAL", name=_("Remove the seals"), article=ARTICLE, unit=Unit.WORKDAYS, begin=Begin.NEXT_WORKDAY, event=_must_go,
        met=met_after(("closure_over", "order_unsealing"), "unseal"), tag=Tag.ASSUMPTION, remind=(1, 0),
        question=_("The law gives no term: one working day is the rule of this software, for nobody is kept out without a measure."),
    ),
)  # fmt: skip

PROCEDURE = Procedure(
    key="sealing", code="ZEG", name=_("Sealing"),
    states=(
        ("ordered", _("ordered")), ("sealed", _("sealed")), ("broken", _("seals broken")), ("to_unseal", _("to be unsealed")),
        ("unsealed", _("unsealed")), ("dropped", _("not sealed")),
    ),
    steps=STEPS, terms=TERMS, guards=(not_before_opening,), ended=frozenset({"unsealed", "dropped"}), purpose="measure",
    law=_("Article 133ter § 1 of the New Municipal Act; breaking seals: articles 284 and 286 of the Criminal Code"),
    college_steps=frozenset({"order", "seal", "unseal"}), college_documents=frozenset({"D30"}),
    follows=True,
)  # fmt: skip
