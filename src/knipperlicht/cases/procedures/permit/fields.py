"""What the steps of a permit ask: the six examinations, the conditions and their checks."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from knipperlicht.cases.procedures.steps import Field, Kind

EXAMINATIONS = (
    ("fire", _("fire safety")),
    ("financial", _("finances and source of the means")),
    ("planning", _("spatial planning")),
    ("morality", _("morality")),
    ("hygiene", _("hygiene")),
    ("formalities", _("formalities of establishment")),
)
"""The six that Brecht and Beveren examine (supplements.md §4.2): a checklist that returns, not a rule of law."""
RESULTS = (
    ("favourable", _("favourable")),
    ("with_remarks", _("favourable with remarks")),
    ("unfavourable", _("unfavourable")),
    ("not_applicable", _("does not apply")),
)
ORIGINS = (("application", _("an application")), ("existing", _("an existing operator, called up to apply")))
EFFECTS = (
    ("follow_up", _("the municipality follows up")),
    ("lapse", _("the permit lapses when it is found not to be met")),
    ("lapse_unshown", _("the permit lapses by itself when it is not shown by that day")),
)
CHECKS = (("met", _("met")), ("not_met", _("not met")))

ABOUT = (
    Field(name="regulation", label=_("Regulation of the council that asks for the permit")),
    Field(
        name="transition_until",
        label=_("Last day for existing operators to have a permit"),
        kind=Kind.DAY,
        required=False,
    ),
    Field(
        name="decision_days", label=_("Days the regulation gives for the decision"), kind=Kind.NUMBER, required=False,
        help=_("Counted from the complete application. Leave empty where it gives none."),
    ),
)  # fmt: skip
REASON = Field(name="reason", label=_("Reason"), kind=Kind.TEXT)
OPEN = (
    Field(name="origin", label=_("What opens it"), kind=Kind.CHOICE, choices=ORIGINS),
    Field(name="operator", label=_("Operator"), kind=Kind.PEOPLE),
    Field(name="registered", label=_("Activity as registered")),
    Field(
        name="observed", label=_("Activity as observed"), required=False,
        help=_("What is really done there, when that differs: the facts decide."),
    ),
)  # fmt: skip
EXAMINE = (
    Field(name="examination", label=_("Examination"), kind=Kind.CHOICE, choices=EXAMINATIONS),
    Field(name="result", label=_("Result"), kind=Kind.CHOICE, choices=RESULTS),
    Field(name="by", label=_("Service that examined")),
    Field(name="findings", label=_("Findings"), kind=Kind.TEXT),
    Field(
        name="convictions",
        label=_("Convictions that were considered"),
        kind=Kind.TEXT,
        required=False,
        criminal=True,
    ),
)
CONDITION = (
    Field(name="text", label=_("Condition"), kind=Kind.TEXT),
    Field(name="due", label=_("Day on which it is checked"), kind=Kind.DAY),
    Field(name="effect", label=_("When it is not met"), kind=Kind.CHOICE, choices=EFFECTS),
)
GRANT = (
    Field(name="motivation", label=_("Motivation"), kind=Kind.TEXT),
    Field(
        name="despite", label=_("Why in spite of an unfavourable examination"), kind=Kind.TEXT, required=False
    ),
    Field(name="until_day", label=_("Last day of the permit"), kind=Kind.DAY, required=False),
    Field(name="overrun", label=_("Reason of an overrun of the term"), kind=Kind.TEXT, required=False),
)
REFUSE = (GRANT[0], GRANT[3])
CHECK = (
    Field(name="number", label=_("Number of the condition"), kind=Kind.NUMBER),
    Field(name="result", label=_("Result"), kind=Kind.CHOICE, choices=CHECKS),
    Field(name="findings", label=_("Findings"), kind=Kind.TEXT),
    Field(name="again", label=_("Day of the next check"), kind=Kind.DAY, required=False),
)
EXEMPT = (
    Field(name="rule", label=_("Article of the regulation that exempts")),
    Field(name="motivation", label=_("Motivation"), kind=Kind.TEXT),
    Field(
        name="objective",
        label=_("The rule is objective and holds for everybody alike"),
        kind=Kind.YES,
        required=False,
    ),
)
