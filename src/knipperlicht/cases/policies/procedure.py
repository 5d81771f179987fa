"""The life of a police regulation as a table (law.md §9.2 S0a–S0d, §9.3 rows 1–3), for the engine of `procedures`.

It stands here and not among the procedures of case files: a regulation is a public rule that the whole organisation reads, and no
file of a designated team.
"""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext_lazy as _

from knipperlicht.cases.policies import guards
from knipperlicht.cases.procedures.steps import Field, Kind, Office, Procedure, Step, Tag

DRAFT: Final = "policy_draft"
ADVICE: Final = "policy_advice"
ADOPTED: Final = "policy_adopted"
AMEND: Final = "policy_amend"
REPLACED: Final = "policy_replaced"
WITHDRAWN: Final = "policy_withdrawn"
BINDING = frozenset({ADOPTED, AMEND})
ART = "art. 119ter § 1 NGW"

_REFERENCE = Field(name="reference", label=_("Number of the document"))

STEPS = (
    Step(
        key="draft", name=_("Begin a draft"), done=_("A draft was begun"), office=Office.STAFF, article=ART, sources=frozenset(),
        target=DRAFT, first=True, tag=Tag.ASSUMPTION, fields=(Field(name="why", label=_("Why"), kind=Kind.TEXT),),
    ),
    Step(
        key="submit", name=_("Close the draft and ask advice"), done=_("The draft was closed for advice"), office=Office.STAFF,
        article=ART, sources=frozenset({DRAFT}), target=ADVICE, documents=("D01",),
        guards=(guards.has_analysis, guards.activities_on_the_list, guards.zone_is_drawn, guards.terms_are_set),
    ),
    Step(
        key="back", name=_("Take the draft back"), done=_("The draft was taken back"), office=Office.STAFF, article=ART,
        sources=frozenset({ADVICE}), target=DRAFT, tag=Tag.ASSUMPTION, fields=(Field(name="why", label=_("Why"), kind=Kind.TEXT),),
    ),
    Step(
        key="ariec_advice", name=_("Record the advice of the ARIEC"), done=_("The ARIEC gave its advice"), office=Office.STAFF,
        article=ART, sources=frozenset({ADVICE}), documents=("D02",), repeats=True, guards=(guards.only_for_a_part,),
        fields=(
            Field(name="advice", label=_("The ARIEC agrees with the limited zone"), kind=Kind.CHOICE,
                  choices=(("favourable", _("yes")), ("unfavourable", _("no"))), help=_("The advice binds the council.")),
            _REFERENCE,
        ),
    ),
    Step(
        key="security_council", name=_("Inform the zonal security council"), done=_("The zonal security council was informed"),
        office=Office.STAFF, article=ART, sources=frozenset({ADVICE}), documents=("D03",), repeats=True,
        guards=(guards.only_for_a_part, guards.advice_came), fields=(_REFERENCE,),
    ),
    Step(
        key="protocol", name=_("Record the agreement with the public prosecutor"), done=_("College and public prosecutor signed their agreement"),
        office=Office.STAFF, article="art. 119ter § 16 NGW", sources=frozenset({ADVICE}), documents=("D04",), repeats=True,
        fields=(_REFERENCE,),
    ),
    Step(
        key="adopt", name=_("Record the adoption by the council"), done=_("The council adopted the regulation"), office=Office.COUNCIL,
        article=ART, sources=frozenset({ADVICE}), target=ADOPTED, documents=("D05",),
        guards=(
            guards.activities_on_the_list, guards.zone_is_drawn, guards.terms_are_set, guards.ariec_agrees,
            guards.security_council_informed, guards.protocol_signed,
        ),
        fields=(
            _REFERENCE,
            Field(name="protocol_confirmed", label=_("The council confirmed the agreement with the public prosecutor"), kind=Kind.YES),
            Field(name="protocol_annexed", label=_("That agreement is annexed to the regulation"), kind=Kind.YES),
        ),
    ),
    Step(
        key="publish", name=_("Record the publication"), done=_("The regulation was published"), office=Office.STAFF,
        article="art. 286–288 DLB", sources=BINDING, tag=Tag.MEMORY, guards=(guards.only_once_published, guards.in_force_after_publication),
        question=_("When a regulation enters into force after its publication is to be checked in the decree on local government (art. 288)."),
        fields=(
            Field(name="address", label=_("Address on the website of the municipality")),
            Field(name="in_force", label=_("Enters into force on"), kind=Kind.DAY),
        ),
    ),
    Step(
        key="must_amend", name=_("An activity left the royal decree"), done=_("An activity left the royal decree: amend as soon as possible"),
        office=Office.SYSTEM, article="art. 6 § 3 W. 15-1-2024", sources=BINDING, target=AMEND, repeats=True,
        fields=(Field(name="activities", label=_("Activities"), kind=Kind.LINES),),
    ),
    Step(
        key="withdraw", name=_("Record the repeal by the council"), done=_("The council repealed the regulation"), office=Office.COUNCIL,
        article=ART, sources=BINDING, target=WITHDRAWN, tag=Tag.ASSUMPTION,
        fields=(_REFERENCE, Field(name="ends", label=_("Last day in force"), kind=Kind.DAY)),
    ),
    Step(
        key="replaced", name=_("Replaced by a later version"), done=_("A later version takes its place"), office=Office.SYSTEM,
        article=ART, sources=BINDING, target=REPLACED, fields=(Field(name="ends", label=_("Last day in force"), kind=Kind.DAY),),
    ),
)  # fmt: skip

POLICY = Procedure(
    key="policy",
    code="POL",
    name=_("Police regulation"),
    states=(
        (DRAFT, _("draft")),
        (ADVICE, _("advice and agreement")),
        (ADOPTED, _("adopted")),
        (AMEND, _("to be amended as soon as possible")),
        (REPLACED, _("replaced")),
        (WITHDRAWN, _("repealed")),
    ),
    steps=STEPS,
    ended=frozenset({REPLACED, WITHDRAWN}),
    law=_("Art. 119ter § 1, § 16 and § 17 NGW; royal decree of 22 April 2024"),
    open_questions=(
        _("No royal decree on the minimum content of the risk analysis was found (art. 119ter § 17)."),
        _(
            "The law obliges to investigate all establishments of an activity: an exemption for chains is to be checked by counsel."
        ),
    ),
)
