"""Every step of an integrity investigation, in the order of law.md §9.3; the number behind each is that of its transition there.

Read a row as: who may do what, by which article, from which state to which, asking what, refused by which guards, making which documents.
"""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext_lazy as _

from knipperlicht.cases.procedures.integrity import choices, forms, targets
from knipperlicht.cases.procedures.integrity import guards_advice as advice
from knipperlicht.cases.procedures.integrity import guards_after as later
from knipperlicht.cases.procedures.integrity import guards_decision as deciding
from knipperlicht.cases.procedures.integrity import guards_inquiry as inquiry
from knipperlicht.cases.procedures.integrity import guards_start as start
from knipperlicht.cases.procedures.integrity import states as s
from knipperlicht.cases.procedures.integrity.guards_always import not_before, within_term
from knipperlicht.cases.procedures.steps import Office, Step, Tag

NOWHERE: Final[frozenset[str]] = frozenset()
RUNNING_DECISION: Final = s.DECIDED | {s.REVIEW_12}
CLAIMABLE: Final = frozenset({s.STANDSTILL, s.UDN_HOLD, s.IN_EFFECT, s.REVIEW_12})
"""States in which a claim against the decision may still come to light."""
SOURCE: Final = (inquiry.only_subjects, inquiry.data_recent, inquiry.data_not_from_later, inquiry.no_livc_r)
"""What holds for every source consulted."""
MEASURE: Final = (
    deciding.measure_fits_permit, deciding.suspension_not_too_long, deciding.suspension_can_be_lifted, deciding.closure_has_an_end,
    deciding.grounded, deciding.weighed, deciding.deviation_is_motivated,
)  # fmt: skip
"""What holds for a measure, proposed or decided."""

START = (
    Step(  # 5
        key="start", name=_("Decide to start"), done=_("The mayor decided to start the investigation"), office=Office.MAYOR,
        article="art. 119ter § 2, § 4 NGW", sources=NOWHERE, target=s.STARTED, first=True, fields=forms.START, documents=("D09",),
        guards=(start.regulation_in_force, start.in_scope, start.activity_still_listed, start.one_open_case, start.new_after_closed,
                start.request_is_dated, start.permit_duty_known),
    ),
    Step(  # 5
        key="inform", name=_("Inform the operator"), done=_("The operator was informed"), office=Office.STAFF,
        article="art. 119ter § 2, 3° NGW; art. 13–14 AVG", sources=s.INQUIRY, fields=forms.INFORM, documents=("D10",), repeats=True,
        tag=Tag.ASSUMPTION, question=_("The Act prescribes no notice to the operator; transparency suggests one."),
    ),
)  # fmt: skip

INQUIRY = (
    Step(  # 7, ring 0
        key="name_operator", name=_("Name another operator"), done=_("Another person in charge was named"), office=Office.STAFF,
        article="art. 119ter § 5 NGW", sources=s.INQUIRY, choose=targets.inquiring, fields=forms.NAME_OPERATOR, repeats=True,
        guards=(inquiry.within_investigation,),
    ),
    Step(  # 7
        key="extend_persons", name=_("Extend to other persons"), done=_("The investigation was extended to other persons"),
        office=Office.MAYOR, article="art. 119ter § 5 NGW", sources=s.INQUIRY, choose=targets.inquiring, fields=forms.EXTEND_PERSONS,
        guards=(inquiry.within_investigation,), documents=("D12",), repeats=True,
    ),
    Step(  # 8
        key="extend", name=_("Extend the term"), done=_("The term was extended by thirty working days"), office=Office.MAYOR,
        article="art. 119ter § 4 NGW", sources=s.BEFORE_DECISION, choose=targets.extended, fields=forms.EXTEND,
        guards=(inquiry.extended_once, inquiry.before_end_of_term), documents=("D11",),
    ),
    Step(  # 6, 9
        key="own_services", name=_("Consult own services"), done=_("Own databases and services were consulted"), office=Office.STAFF,
        article="art. 119ter § 6, 3° NGW", sources=s.INQUIRY, choose=targets.inquiring, fields=forms.OWN_SERVICES, guards=SOURCE,
        repeats=True,
    ),
    Step(  # 6, 9
        key="open_sources", name=_("Consult open sources"), done=_("Open sources were consulted"), office=Office.STAFF,
        article="art. 119ter § 6, 5° NGW", sources=s.INQUIRY, choose=targets.inquiring, fields=forms.OPEN_SOURCES, guards=SOURCE,
        repeats=True,
    ),
    Step(  # 6, 9
        key="police_advice", name=_("Ask advice of the local police"), done=_("The local police gave advice"), office=Office.STAFF,
        article="art. 119ter § 6, 2° NGW", sources=s.INQUIRY, choose=targets.inquiring, fields=forms.POLICE_ADVICE, guards=SOURCE,
        documents=("D14",), repeats=True,
    ),
    Step(  # 6, 9
        key="criminal_record", name=_("Consult the criminal record"), done=_("The criminal record was consulted"), office=Office.STAFF,
        article="art. 119ter § 6, 4° NGW; art. 595–596 Sv", sources=s.INQUIRY, choose=targets.inquiring, fields=forms.CRIMINAL_RECORD,
        guards=SOURCE, documents=("D16",), repeats=True,
    ),
    Step(  # 6, 9
        key="ariec_report", name=_("Ask a report of the ARIEC"), done=_("The ARIEC gave an administrative report"), office=Office.STAFF,
        article="art. 119ter § 6, 6° NGW", sources=s.INQUIRY, choose=targets.inquiring, fields=forms.ARIEC_REPORT, guards=SOURCE,
        documents=("D15",), repeats=True,
    ),
    Step(  # 6, 9
        key="judicial", name=_("Consult the judicial authorities"), done=_("The judicial authorities gave information"),
        office=Office.STAFF, article="art. 119ter § 6 NGW", sources=s.INQUIRY, choose=targets.inquiring, fields=forms.JUDICIAL,
        guards=SOURCE, repeats=True,
    ),
    Step(  # 6, 9
        key="case_conference", name=_("Hold a case conference"), done=_("A case conference was held"), office=Office.MAYOR,
        article="art. 119ter § 6 NGW; art. 458ter Sw", sources=s.INQUIRY, choose=targets.inquiring, fields=forms.CASE_CONFERENCE,
        guards=SOURCE, documents=("D17",), repeats=True,
    ),
    Step(  # 9
        key="register_query", name=_("Query the Central Register"), done=_("The Central Register was queried"), office=Office.STAFF,
        article="art. 119ter § 6, 1° NGW; art. 11–12 W. 15-1-2024", sources=s.INQUIRY, choose=targets.inquiring,
        fields=forms.REGISTER_QUERY, guards=(inquiry.only_subjects, inquiry.own_inquiry_first, inquiry.hit_is_described),
        documents=("D13",), repeats=True, question=_("Q5: the Act demands the query in any case, and a reason found in the inquiry."),
    ),
    Step(  # 10, 18, 19
        key="close", name=_("Close without a measure"), done=_("The investigation was closed without a measure"), office=Office.MAYOR,
        article="art. 119ter § 10 NGW", sources=frozenset({s.OWN_INQUIRY, s.EXTENDED, s.DIOB_REJECTED, s.DIOB_ADVICE}),
        target=s.CLOSED_NO_MEASURE, fields=forms.CLOSE, guards=(inquiry.register_was_queried, inquiry.no_ground_found),
        documents=("D34",), tag=Tag.ASSUMPTION, question=_("The Act prescribes no form for closing without a measure."),
    ),
    Step(
        key="stop", name=_("Stop while the DIOB examines"), done=_("The investigation was stopped before the advice came"),
        office=Office.MAYOR, article="art. 119ter § 10 NGW", sources=s.ADVICE, target=s.CLOSED_NO_MEASURE, fields=forms.CLOSE,
        guards=(inquiry.no_ground_found,), documents=("D34",), tag=Tag.ASSUMPTION,
        question=_("Without advice no measure is possible; the Act does not say what becomes of a file whose advice never comes."),
    ),
)  # fmt: skip

ADVICE = (
    Step(  # 11, 18
        key="request_advice", name=_("Ask the advice of the DIOB"), done=_("The advice of the DIOB was asked"), office=Office.MAYOR,
        article="art. 119ter § 7 NGW; art. 20 W. 15-1-2024", sources=frozenset({s.OWN_INQUIRY, s.EXTENDED, s.DIOB_REJECTED}),
        target=s.DIOB_SUBMITTED, fields=forms.REQUEST_ADVICE, documents=("D18",),
        guards=(inquiry.register_was_queried, inquiry.only_subjects, advice.result_is_that_of_the_query,
                advice.new_request_on_changed_facts, advice.received_after_sending, within_term),
    ),
    Step(  # 12
        key="inadmissible", name=_("Record: inadmissible"), done=_("The DIOB found the request inadmissible"), office=Office.DIOB,
        article="art. 20 W. 15-1-2024", sources=frozenset({s.DIOB_SUBMITTED}), target=s.DIOB_INCOMPLETE, fields=forms.INADMISSIBLE,
        guards=(not_before("request_advice", "complete"),), documents=("D19",),
    ),
    Step(  # 13
        key="complete", name=_("Complete the request"), done=_("The advice request was completed"), office=Office.STAFF,
        article="art. 20 W. 15-1-2024", sources=frozenset({s.DIOB_INCOMPLETE}), target=s.DIOB_SUBMITTED, fields=forms.COMPLETE,
        guards=(advice.completed_in_time, advice.received_after_sending, not_before("inadmissible")), documents=("D20",),
    ),
    Step(  # 14
        key="reject", name=_("Record: rejected"), done=_("The DIOB rejected the request"), office=Office.DIOB,
        article="art. 20 W. 15-1-2024", sources=frozenset({s.DIOB_SUBMITTED, s.DIOB_INCOMPLETE}), target=s.DIOB_REJECTED,
        fields=forms.REJECT, guards=(advice.rejected_after_a_chance, not_before("request_advice", "complete")), documents=("D19",),
    ),
    Step(  # 15
        key="admissible", name=_("Record: admissible"), done=_("The DIOB confirmed that the request is admissible"), office=Office.DIOB,
        article="art. 20 W. 15-1-2024", sources=frozenset({s.DIOB_SUBMITTED}), target=s.DIOB_RUNNING,
        guards=(not_before("request_advice", "complete"),), documents=("D19",),
    ),
    Step(  # 16
        key="advice", name=_("Record the advice"), done=_("The DIOB gave its advice"), office=Office.DIOB,
        article="art. 24 W. 15-1-2024", sources=frozenset({s.DIOB_RUNNING}), target=s.DIOB_ADVICE, fields=forms.ADVICE,
        guards=(not_before("admissible"),), documents=("D21",),
    ),
    Step(  # 17
        key="advice_overdue", name=_("Advice overdue"), done=_("The term of the DIOB went by without advice"), office=Office.SYSTEM,
        article="art. 24 § 1 W. 15-1-2024", sources=frozenset({s.DIOB_RUNNING}), tag=Tag.ASSUMPTION,
        question=_("The Act attaches no consequence to late advice; no measure is possible without it."),
    ),
)  # fmt: skip

DECISION = (
    Step(  # 20
        key="propose", name=_("Propose a measure"), done=_("The mayor proposed a measure"), office=Office.MAYOR,
        article="art. 119ter § 8–10 NGW", sources=frozenset({s.DIOB_ADVICE}), target=s.PROPOSAL, fields=forms.PROPOSE,
        guards=(deciding.advice_present, *MEASURE, not_before("advice"), within_term), documents=("D22",),
    ),
    Step(  # 21
        key="invite", name=_("Invite to be heard"), done=_("The person was invited to be heard"), office=Office.STAFF,
        article="art. 119ter § 13 NGW", sources=frozenset({s.PROPOSAL, s.HEARING_INVITED}), target=s.HEARING_INVITED,
        fields=forms.INVITE, guards=(deciding.notice_is_long_enough, not_before("propose")), documents=("D23",), repeats=True,
        question=_("The Act fixes no notice; fifteen calendar days are kept."),
    ),
    Step(  # 22
        key="hearing", name=_("Record the defence"), done=_("The person was heard"), office=Office.PERSON,
        article="art. 119ter § 13 NGW", sources=frozenset({s.HEARING_INVITED}), target=s.HEARING_DONE, fields=forms.HEARING,
        guards=(not_before("invite"),), documents=("D24",),
    ),
    Step(  # 23
        key="no_show", name=_("Record the absence"), done=_("The person did not appear, after a valid invitation"), office=Office.STAFF,
        article="art. 119ter § 13 NGW", sources=frozenset({s.HEARING_INVITED}), target=s.NO_SHOW, fields=forms.NO_SHOW,
        guards=(deciding.validly_invited, deciding.no_valid_excuse), documents=("D24",),
    ),
    Step(  # 24
        key="decide", name=_("Decide"), done=_("The college decided"), office=Office.COLLEGE,
        article="art. 119ter § 8–10 NGW", sources=frozenset({s.HEARING_DONE, s.NO_SHOW}), choose=targets.decided, fields=forms.DECIDE,
        guards=(deciding.advice_present, deciding.heard_or_valid_no_show, deciding.proposed_by_mayor, *MEASURE,
                deciding.other_measure_is_motivated, not_before("propose", "hearing", "no_show"), within_term),
        documents=("D25",), question=_("Q1, Q2: the decision is counted within the 50 or 80 working days."),
    ),
)  # fmt: skip

EFFECT = (
    Step(  # 25
        key="notify", name=_("Serve the decision"), done=_("The decision was sent"), office=Office.STAFF,
        article="art. 119ter § 8–9 NGW", sources=frozenset({s.COLLEGE_DECISION}), target=s.NOTIFIED, fields=forms.NOTIFY,
        guards=(later.advice_is_annexed, not_before("decide")), documents=("D26",),
    ),
    Step(  # 27
        key="proof", name=_("Record the proof of notification"), done=_("The notification was proven"), office=Office.STAFF,
        article="art. 119ter § 11 NGW", sources=frozenset({s.NOTIFIED, s.STANDSTILL}), choose=targets.as_decided, fields=forms.PROOF,
        guards=(later.proof_has_a_day, not_before("notify")), repeats=True,
        question=_("Q6: which day counts for a registered letter is open; the latest provable one is used."),
    ),
    Step(  # 26
        key="register_decision", name=_("Send to the Central Register"), done=_("The decision was sent to the Central Register"),
        office=Office.STAFF, article="art. 10 W. 15-1-2024; art. 3 § 1 KB 26-4-2024", sources=RUNNING_DECISION | {s.ENDED},
        fields=forms.SENT, guards=(later.once("register_decision"), not_before("decide")), documents=("D27",),
    ),
    Step(  # 26
        key="inform_judiciary", name=_("Inform the judicial authorities"), done=_("The decision was sent to the judicial authorities"),
        office=Office.STAFF, article="art. 119ter § 8–9 NGW", sources=RUNNING_DECISION | {s.ENDED}, fields=forms.SENT,
        guards=(later.once("inform_judiciary"), not_before("decide")), documents=("D28",),
    ),
    Step(  # 28
        key="udn", name=_("Record a suspension claim"), done=_("Suspension was asked in extreme urgency"), office=Office.PERSON,
        article="art. 119ter § 11 NGW", sources=CLAIMABLE, choose=targets.as_decided,
        fields=forms.UDN, guards=(later.filed_after_decision,), repeats=True,
    ),
    Step(  # 28, A6
        key="legal_check", name=_("Check a late claim"), done=_("The effect of a late claim was checked"), office=Office.MAYOR,
        article="art. 119ter § 11 NGW", sources=CLAIMABLE, choose=targets.as_decided,
        fields=forms.LEGAL_CHECK, guards=(later.something_to_check,), repeats=True, tag=Tag.ASSUMPTION,
        question=_("A claim or warning after the standstill gives no stay by the text; somebody must look at it."),
    ),
    Step(  # 29
        key="udn_ruling", name=_("Record the ruling on suspension"), done=_("The court ruled on suspension"), office=Office.COURT,
        article="art. 119ter § 11 NGW", sources=CLAIMABLE | {s.ENDED},
        choose=targets.as_decided, fields=forms.UDN_RULING, guards=(later.claim_is_known, not_before("udn")), repeats=True,
    ),
    Step(  # 30
        key="execute", name=_("Execute the decision"), done=_("The decision was executed"), office=Office.MAYOR,
        article="art. 119ter § 11 NGW", sources=frozenset({s.STANDSTILL, s.UDN_HOLD}), target=s.IN_EFFECT, fields=forms.EXECUTE,
        guards=(later.standstill_is_over, later.nothing_holds, later.late_claims_are_checked), documents=("D30", "D31"),
    ),
    Step(  # 31
        key="seal", name=_("Seal the establishment"), done=_("The establishment is sealed"), office=Office.MAYOR,
        article="art. 133ter § 1 NGW", sources=frozenset({s.IN_EFFECT}), guards=(later.measure_is(choices.CLOSE), not_before("execute")),
        documents=("D30",), opens="sealing", repeats=True,
    ),
    Step(  # 32
        key="penalty", name=_("Impose a penalty payment"), done=_("A penalty payment is imposed"), office=Office.MAYOR,
        article="art. 133ter § 2 NGW", sources=frozenset({s.IN_EFFECT}), guards=(not_before("execute"),), documents=("D31",),
        opens="penalty", repeats=True,
    ),
    Step(
        key="appeal", name=_("Record an appeal"), done=_("Annulment was asked"), office=Office.PERSON,
        article="art. 14 RvS-wet", sources=RUNNING_DECISION - {s.COLLEGE_DECISION} | {s.ENDED}, fields=forms.APPEAL,
        guards=(not_before("decide"),), tag=Tag.MEMORY, repeats=True,
    ),
    Step(  # 28
        key="report_appeal", name=_("Report the appeal to the DIOB"), done=_("The appeal was reported to the DIOB"), office=Office.STAFF,
        article="art. 3 § 2 KB 26-4-2024", sources=RUNNING_DECISION | {s.ENDED}, fields=forms.SENT, guards=(later.known("appeal", "udn"),),
        documents=("D29",), repeats=True,
    ),
    Step(
        key="appeal_ruling", name=_("Record the ruling on the appeal"), done=_("The court ruled on the appeal"), office=Office.COURT,
        article="art. 14 RvS-wet", sources=RUNNING_DECISION - {s.COLLEGE_DECISION} | {s.ENDED}, choose=targets.appealed,
        fields=forms.APPEAL_RULING, guards=(later.known("appeal"), not_before("appeal")), tag=Tag.MEMORY, repeats=True,
    ),
)  # fmt: skip

END = (
    Step(  # 33
        key="review", name=_("Review the decision"), done=_("A review of the decision began"), office=Office.COLLEGE,
        article="art. 119ter § 12 NGW", sources=s.DECIDED, target=s.REVIEW_12, fields=forms.REVIEW, guards=(not_before("decide"),),
        question=_("Q3: the Constitutional Court annulled part of § 12 (142/2025): read B.19. Review is open at any time here, on request or not."),
    ),
    Step(  # 34
        key="review_decision", name=_("Decide on the review"), done=_("The college decided on the review"), office=Office.COLLEGE,
        article="art. 119ter § 12 NGW", sources=frozenset({s.REVIEW_12}), choose=targets.reviewed, fields=forms.REVIEW_DECISION,
        guards=(not_before("review"),), documents=("D32",),
        question=_("Q3: GwH 142/2025: read B.19. The reasons are recorded whichever way it goes."),
    ),
    Step(  # 35
        key="lift", name=_("Lift the measure"), done=_("The college lifted the measure: its conditions are met"), office=Office.COLLEGE,
        article="art. 119ter § 8 NGW", sources=frozenset({s.IN_EFFECT}), target=s.ENDED, fields=forms.LIFT,
        guards=(later.measure_is(choices.SUSPEND, choices.CLOSE), not_before("execute")), documents=("D33",),
    ),
    Step(  # 35
        key="expire", name=_("The measure ends"), done=_("The last day of the measure went by"), office=Office.SYSTEM,
        article="art. 119ter § 8–9 NGW", sources=frozenset({s.IN_EFFECT}), target=s.ENDED, guards=(later.measure_is_over,),
    ),
    Step(
        key="finish", name=_("Close the file"), done=_("The file was closed: the measure stands"), office=Office.MAYOR,
        article="art. 119quinquies § 2 NGW", sources=frozenset({s.IN_EFFECT}), target=s.ENDED, fields=forms.FINISH,
        guards=(later.measure_is(choices.REFUSE, choices.ABROGATE), later.remedies_exhausted), tag=Tag.ASSUMPTION,
        question=_("A refusal or abrogation has no end of its own; the file is closed once no remedy is left."),
    ),
    Step(  # 36
        key="new_case", name=_("Start anew on changed facts"), done=_("A new investigation on changed facts was ordered"),
        office=Office.MAYOR, article="art. 119ter § 5 NGW", sources=s.CLOSED, fields=forms.NEW_CASE, opens="integrity", repeats=True,
    ),
    Step(  # 37
        key="destroy_underlying", name=_("Destroy the underlying data"), done=_("The data on which the decision rests were destroyed"),
        office=Office.SYSTEM, article="art. 119quinquies § 2 NGW", sources=s.CLOSED,
        guards=(later.remedies_exhausted, later.once("destroy_underlying")),
    ),
    Step(  # 37
        key="destroy", name=_("Destroy the file"), done=_("The file was destroyed"), office=Office.SYSTEM,
        article="art. 119quinquies § 2 NGW", sources=s.CLOSED, target=s.DESTROYED,
        guards=(later.kept_long_enough, later.nothing_pending), documents=("D36",),
    ),
)  # fmt: skip

STEPS = (*START, *INQUIRY, *ADVICE, *DECISION, *EFFECT, *END)
