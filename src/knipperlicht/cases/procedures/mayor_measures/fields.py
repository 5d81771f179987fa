"""What the steps of a mayor's measure ask."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from knipperlicht.cases.procedures.mayor_measures.bases import CLOSURES
from knipperlicht.cases.procedures.steps import Field, Kind

BASIS = Field(
    name="basis", label=_("Article on which the closure rests"), kind=Kind.CHOICE,
    choices=tuple((basis.key, basis.name) for basis in CLOSURES),
)  # fmt: skip
PUBLIC_PLACE = Field(
    name="public_place", label=_("The place is accessible to the public"), kind=Kind.YES, required=False
)

FACTS = Field(
    name="facts", label=_("Facts that were found"), kind=Kind.TEXT,
    help=_("What was seen, when, by whom. Only what can be verified."),
)  # fmt: skip
PERSONS = Field(name="persons", label=_("Who is concerned"), kind=Kind.PEOPLE)
INDICATIONS = Field(
    name="indications", label=_("Serious indications of offences"), kind=Kind.TEXT, required=False, criminal=True,
    help=_("Only for articles 134quinquies and 134septies and for article 9bis of the Drugs Act."),
)  # fmt: skip
SOURCE = Field(
    name="source", label=_("Where the facts come from"), help=_("Report, its number and its author.")
)

CONSULTATION = (
    Field(name="consulted", label=_("Which judicial authority was consulted")),
    Field(name="outcome", label=_("What it said"), kind=Kind.TEXT, criminal=True),
)

_BEGIN = Field(name="from_day", label=_("First day"), kind=Kind.DAY)
_END = Field(name="until_day", label=_("Last day"), kind=Kind.DAY, required=False)
_MOTIVES = Field(
    name="motivation", label=_("Motivation"), kind=Kind.TEXT,
    help=_("Facts, why the measure is needed, why a lighter one does not do."),
)  # fmt: skip
_URGENCY = Field(
    name="urgency", label=_("Why a hearing cannot be awaited"), kind=Kind.TEXT, required=False,
    help=_("Only where the article itself does not ask for a hearing."),
)  # fmt: skip
MEETING = Field(
    name="meeting", label=_("Day of the next meeting that must confirm it"), kind=Kind.DAY, required=False,
    help=_("Meeting of the college; for an ordinance under article 134 § 1 of the council."),
)  # fmt: skip
_LIFTING = Field(
    name="lifting_conditions",
    label=_("Conditions under which it is lifted"),
    kind=Kind.TEXT,
    required=False,
)
_DAMAGE = Field(
    name="serious_damage", label=_("Why delay would cause serious damage"), kind=Kind.TEXT, required=False,
    help=_("Only for article 134ter."),
)  # fmt: skip
_NO_OTHER = Field(
    name="no_other_authority", label=_("No other authority is competent"), kind=Kind.YES, required=False,
    help=_("Only for article 134ter."),
)  # fmt: skip

DECISION = (_MOTIVES, _BEGIN, _END, _LIFTING, _URGENCY, _DAMAGE, _NO_OTHER, MEETING)
BAN = (
    _MOTIVES,
    Field(
        name="perimeter", label=_("Places the ban covers"), kind=Kind.TEXT,
        help=_("Describe them so that nobody can err about the border."),
    ),
    _BEGIN, _END, MEETING,
)  # fmt: skip
RENEWAL = (
    Field(name="motivation", label=_("Why the grounds still hold"), kind=Kind.TEXT),
    _BEGIN, _END, MEETING,
)  # fmt: skip
REASON = Field(name="reason", label=_("Reason"), kind=Kind.TEXT)
MINUTES = Field(name="minutes", label=_("Number of the decision in the minutes"))
