"""What each step of an integrity investigation asks."""

from __future__ import annotations

from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from knipperlicht.cases.procedures.integrity import choices
from knipperlicht.cases.procedures.steps import Field, Kind, Text

PERSONS = Field(name="persons", label=_("persons concerned"), kind=Kind.PEOPLE)
MOTIVATION = Field(name="motivation", label=_("motivation"), kind=Kind.TEXT)
OVERRUN = Field(
    name="overrun", label=_("why the term is exceeded"), kind=Kind.TEXT, required=False,
    help=_("Only when the 50 or 80 working days are over: the Act names no sanction (Q2), so the reason is recorded."),
)  # fmt: skip
CHANGED_FACTS = Field(
    name="changed_facts", label=_("changed factual circumstances"), kind=Kind.TEXT, required=False,
    help=_("Needed when the same subject is or was investigated before (art. 119ter § 5), or when a rejected advice request is made anew."),
)  # fmt: skip
DATA_FROM = Field(
    name="data_from", label=_("day of the oldest data"), kind=Kind.DAY,
    help=_("Data collected more than five years before the start may not be used (art. 119quater)."),
)  # fmt: skip
LIVC_R = Field(
    name="livc_r", label=_("contains information of the LIVC-R"), kind=Kind.YES, required=False,
    help=_("What comes from the local integral security cell on radicalism never belongs in this file."),
)  # fmt: skip


def _consultation(result: Text, *, criminal: bool, databases: bool = False) -> tuple[Field, ...]:
    """What every source consulted leaves behind: about whom, by whom, from which day, with which result."""
    consulted = Field(
        name="databases", label=_("databases or services consulted"), kind=Kind.LINES, underlying=True
    )
    return (
        PERSONS,
        Field(name="by_whom", label=_("consulted by, or answered by")),
        *((consulted,) if databases else ()),
        DATA_FROM,
        Field(name="result", label=result, kind=Kind.TEXT, criminal=criminal, underlying=True),
        LIVC_R,
    )


ABOUT = (
    Field(name="permit_duty", label=_("the council asks a permit for this activity"), kind=Kind.YES),
    Field(name="sector", label=_("sector"), required=False),
    Field(name="activity", label=_("activity of the royal decree"), kind=Kind.NUMBER, required=False),
    Field(name="scope_row", label=_("row of the scope list"), kind=Kind.NUMBER, required=False),
    Field(name="regulation", label=_("police regulation"), kind=Kind.NUMBER, required=False),
    Field(name="sector_term", label=_("end of the reasonable term of the regulation"), kind=Kind.DAY, required=False),
    Field(name="at_request", label=_("at the request of who wants to open a business (§ 14)"), kind=Kind.YES, required=False),
)  # fmt: skip
START = (
    replace(PERSONS, label=_("persons in charge of operating, in law or in fact")),
    Field(name="motive", label=_("motive of the decision"), kind=Kind.TEXT),
    Field(name="requested_on", label=_("day of the request (§ 14)"), kind=Kind.DAY, required=False),
    CHANGED_FACTS,
)
INFORM = (Field(name="how", label=_("how the operator was informed")),)
NAME_OPERATOR = (
    PERSONS,
    Field(name="facts", label=_("facts that show who operates"), kind=Kind.TEXT, underlying=True),
)
EXTEND_PERSONS = (
    PERSONS,
    Field(name="ring", label=_("relation to the operator"), kind=Kind.CHOICE, choices=choices.RINGS),
    Field(
        name="facts", label=_("concrete, verifiable and relevant facts"), kind=Kind.TEXT, criminal=True, underlying=True, rule="G2",
    ),
    Field(
        name="offences", label=_("offences committed, or seriously believed to be"), kind=Kind.CHOICES, choices=choices.OFFENCES,
        criminal=True, underlying=True, rule="G2",
    ),
)  # fmt: skip
EXTEND = (
    replace(
        MOTIVATION, help=_("The Act asks no reason; one is recorded so that the extension can be defended.")
    ),
)
REGISTER_QUERY = (
    PERSONS,
    replace(
        MOTIVATION, label=_("why the inquiry already points to a measure, and more inquiry is needed"),
        help=_("Entered in the register with the query (art. 12 of the Act)."),
    ),
    Field(name="by_whom", label=_("queried by")),
    Field(name="result", label=_("result of the query"), kind=Kind.CHOICE, choices=choices.HITS, underlying=True),
    Field(
        name="copy", label=_("what the decision of the other municipality says"), kind=Kind.TEXT, required=False, criminal=True,
        underlying=True,
    ),
)  # fmt: skip
OWN_SERVICES = _consultation(_("what was found"), criminal=False, databases=True)
POLICE_ADVICE = _consultation(_("advice of the local police"), criminal=True)
CRIMINAL_RECORD = _consultation(_("what the criminal record says"), criminal=True)
OPEN_SOURCES = _consultation(_("what was found"), criminal=False, databases=True)
ARIEC_REPORT = _consultation(_("administrative report of the ARIEC"), criminal=True)
JUDICIAL = _consultation(_("information of the judicial authorities"), criminal=True)
CASE_CONFERENCE = (
    Field(name="participants", label=_("participants"), kind=Kind.LINES),
    Field(name="prosecutor", label=_("the public prosecutor took part"), kind=Kind.YES, required=False),
    Field(name="proportionate", label=_("why what was shared is relevant and proportionate"), kind=Kind.TEXT),
    *_consultation(_("what was shared"), criminal=True),
)
CLOSE = (
    Field(name="reason", label=_("conclusion"), kind=Kind.TEXT),
    Field(name="no_ground", label=_("none of the three grounds was found"), kind=Kind.YES),
)
REQUEST_ADVICE = (
    replace(PERSONS, label=_("1. identity of the subject"), rule="G5"),
    Field(
        name="inquiry", label=_("2. inquiry done so far, with the report of the ARIEC if any"), kind=Kind.TEXT, criminal=True,
        underlying=True, rule="G5",
    ),
    Field(name="register_result", label=_("3. result of the register query"), kind=Kind.CHOICE, choices=choices.HITS, rule="G5"),
    replace(
        MOTIVATION, label=_("4. why more inquiry is needed, or why a measure would be called for"), criminal=True, underlying=True,
        rule="G5",
    ),
    Field(
        name="received", label=_("day on which the DIOB received it"), kind=Kind.DAY, required=False,
        help=_("Left empty, the terms of the DIOB count from the day of the request."),
    ),
    CHANGED_FACTS,
    OVERRUN,
)  # fmt: skip
INADMISSIBLE = (Field(name="reason", label=_("what is missing, says the DIOB"), kind=Kind.TEXT),)
COMPLETE = (
    Field(name="added", label=_("what was added"), kind=Kind.TEXT, criminal=True, underlying=True),
    replace(REQUEST_ADVICE[4]),
)
REJECT = (Field(name="reason", label=_("why the DIOB rejects the request"), kind=Kind.TEXT),)
ADVICE = (
    Field(
        name="advised", label=_("what the DIOB advises"), kind=Kind.CHOICE, choices=choices.DECISIONS, underlying=True,
    ),
    Field(name="summary", label=_("reasons of the advice, in short"), kind=Kind.TEXT, criminal=True, underlying=True),
)  # fmt: skip
_GROUND = (
    Field(name="grounds", label=_("grounds"), kind=Kind.CHOICES, choices=choices.GROUNDS, required=False),
    Field(name="facts", label=_("facts that the ground rests on"), kind=Kind.TEXT, required=False, criminal=True),
    Field(
        name="references", label=_("pieces of the file that prove them"), kind=Kind.LINES, required=False,
        help=_("One a line: number in the inventory, or number of the act."),
    ),
    Field(
        name="offences", label=_("offences of the closed list"), kind=Kind.CHOICES, choices=choices.OFFENCES, required=False, criminal=True,
    ),
    Field(name="gravity", label=_("gravity of the facts"), kind=Kind.TEXT, required=False, criminal=True),
    Field(name="link", label=_("how far the offences are linked to the activity"), kind=Kind.TEXT, required=False, criminal=True),
    Field(name="benefit", label=_("size of the benefits"), kind=Kind.TEXT, required=False, criminal=True),
)  # fmt: skip
_EXTENT = (
    Field(name="months", label=_("months of suspension, six at most"), kind=Kind.NUMBER, required=False),
    Field(name="lifting_conditions", label=_("conditions for lifting"), kind=Kind.TEXT, required=False),
    Field(
        name="until", label=_("last day of the closure"), kind=Kind.DAY, required=False,
        help=_("The Act names no longest closure (Q4): give a last day or conditions for lifting."),
    ),
    Field(
        name="deviation", label=_("why the advice of the DIOB is not followed"), kind=Kind.TEXT, required=False, criminal=True,
        help=_("Needed when the measure is not the one advised."),
    ),
)  # fmt: skip
PROPOSE = (
    Field(name="measure", label=_("measure proposed"), kind=Kind.CHOICE, choices=choices.MEASURES),
    *_GROUND, *_EXTENT, OVERRUN,
)  # fmt: skip
INVITE = (
    Field(name="hearing_on", label=_("day of the hearing"), kind=Kind.DAY),
    Field(name="place", label=_("place and hour")),
    Field(name="how", label=_("how the invitation is served"), kind=Kind.CHOICE, choices=choices.SERVED_BY, rule="G4"),
    Field(
        name="short_notice", label=_("why less than fifteen days' notice"), kind=Kind.TEXT, required=False,
        help=_("The Act fixes no notice. Fifteen days are kept here unless a reason is recorded."),
    ),
)  # fmt: skip
HEARING = (
    Field(name="form", label=_("how the defence was given"), kind=Kind.CHOICE, choices=choices.HEARD),
    Field(name="present", label=_("who appeared or wrote"), kind=Kind.LINES),
    Field(name="statement", label=_("defence"), kind=Kind.TEXT, criminal=True, underlying=True),
)
NO_SHOW = (
    Field(name="served_on", label=_("day the invitation was provably served"), kind=Kind.DAY, rule="G4"),
    Field(name="proof", label=_("proof of service"), rule="G4"),
    Field(name="excuse", label=_("reason given for the absence"), kind=Kind.TEXT, required=False),
    Field(name="excuse_valid", label=_("the reason is valid"), kind=Kind.YES, required=False),
)
DECIDE = (
    Field(name="measure", label=_("decision"), kind=Kind.CHOICE, choices=choices.DECISIONS),
    replace(MOTIVATION, criminal=True),
    *_GROUND, *_EXTENT,
    Field(name="other_measure", label=_("why not the measure proposed"), kind=Kind.TEXT, required=False, criminal=True),
    OVERRUN,
)  # fmt: skip
NOTIFY = (
    Field(name="how", label=_("how the decision is served"), kind=Kind.CHOICE, choices=choices.SERVED_BY),
    Field(name="annexed", label=_("the advice of the DIOB is annexed"), kind=Kind.YES),
)
PROOF = (
    Field(name="dispatched", label=_("dispatched on"), kind=Kind.DAY, required=False),
    Field(name="presented", label=_("presented on"), kind=Kind.DAY, required=False),
    Field(name="received", label=_("received on"), kind=Kind.DAY, required=False),
    Field(name="proof", label=_("number of the proof")),
)
SENT = (Field(name="how", label=_("how it was sent, with its number")),)
UDN = (
    Field(name="claimant", label=_("who asks suspension")),
    Field(name="filed", label=_("filed on"), kind=Kind.DAY),
    Field(name="warned", label=_("college warned on"), kind=Kind.DAY, required=False),
    Field(name="docket", label=_("number of the claim"), required=False),
)
LEGAL_CHECK = (
    Field(name="conclusion", label=_("conclusion"), kind=Kind.CHOICE, choices=choices.CHECKS),
    MOTIVATION,
    Field(name="checked_by", label=_("checked by")),
)
UDN_RULING = (
    Field(name="claimant", label=_("who asked suspension")),
    Field(name="outcome", label=_("ruling"), kind=Kind.CHOICE, choices=choices.UDN_RULINGS),
    Field(name="docket", label=_("number of the ruling"), required=False),
)
APPEAL = (
    Field(name="appellant", label=_("who asks annulment")),
    Field(name="court", label=_("court")),
    Field(name="docket", label=_("number of the appeal"), required=False),
)
APPEAL_RULING = (
    Field(name="outcome", label=_("ruling"), kind=Kind.CHOICE, choices=choices.APPEAL_RULINGS),
    Field(name="docket", label=_("number of the ruling"), required=False),
)
EXECUTE = (Field(name="how", label=_("how it is executed"), kind=Kind.TEXT, required=False),)
REVIEW = (
    Field(name="by", label=_("how the review began"), kind=Kind.CHOICE, choices=choices.REVIEWED),
    Field(name="requester", label=_("who asked it"), required=False),
    Field(name="elements", label=_("new elements"), kind=Kind.TEXT, criminal=True),
)
REVIEW_DECISION = (
    Field(name="outcome", label=_("decision"), kind=Kind.CHOICE, choices=choices.REVIEW_OUTCOMES),
    replace(MOTIVATION, criminal=True),
)
LIFT = (Field(name="met", label=_("how the conditions are met"), kind=Kind.TEXT),)
FINISH = (Field(name="reason", label=_("why nothing is left to follow"), kind=Kind.TEXT),)
REASON = (Field(name="reason", label=_("reason"), kind=Kind.TEXT),)
NEW_CASE = (replace(CHANGED_FACTS, required=True),)
