"""States of an integrity investigation (law.md §9.2). The establishments in scope, state S1, are the list of `policies`.

A person extension (S3x) and the entries in the register (S11) change no state: they are acts. S8c to S16 as in the specification.
"""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext_lazy as _

STARTED: Final = "started"
OWN_INQUIRY: Final = "own_inquiry"
EXTENDED: Final = "extended"
CLOSED_NO_MEASURE: Final = "closed_no_measure"
DIOB_SUBMITTED: Final = "diob_submitted"
DIOB_INCOMPLETE: Final = "diob_incomplete"
DIOB_RUNNING: Final = "diob_running"
DIOB_REJECTED: Final = "diob_rejected"
DIOB_ADVICE: Final = "diob_advice"
PROPOSAL: Final = "proposal"
HEARING_INVITED: Final = "hearing_invited"
HEARING_DONE: Final = "hearing_done"
NO_SHOW: Final = "no_show"
COLLEGE_DECISION: Final = "college_decision"
NOTIFIED: Final = "notified"
STANDSTILL: Final = "standstill"
UDN_HOLD: Final = "udn_hold"
IN_EFFECT: Final = "in_effect"
REVIEW_12: Final = "review_12"
ENDED: Final = "ended"
DESTROYED: Final = "destroyed"

STATES = (
    (STARTED, _("started")),
    (OWN_INQUIRY, _("own inquiry")),
    (EXTENDED, _("own inquiry, extended")),
    (CLOSED_NO_MEASURE, _("closed without a measure")),
    (DIOB_SUBMITTED, _("advice requested")),
    (DIOB_INCOMPLETE, _("advice request inadmissible, to be completed")),
    (DIOB_RUNNING, _("DIOB prepares its advice")),
    (DIOB_REJECTED, _("advice request rejected")),
    (DIOB_ADVICE, _("advice received")),
    (PROPOSAL, _("proposal by the mayor")),
    (HEARING_INVITED, _("invited to be heard")),
    (HEARING_DONE, _("heard")),
    (NO_SHOW, _("did not appear")),
    (COLLEGE_DECISION, _("college decided")),
    (NOTIFIED, _("notified, proof awaited")),
    (STANDSTILL, _("standstill")),
    (UDN_HOLD, _("held by a suspension claim")),
    (IN_EFFECT, _("measure in effect")),
    (REVIEW_12, _("under review")),
    (ENDED, _("ended")),
    (DESTROYED, _("destroyed")),
)

INQUIRY = frozenset({STARTED, OWN_INQUIRY, EXTENDED})
ADVICE = frozenset({DIOB_SUBMITTED, DIOB_INCOMPLETE, DIOB_RUNNING})
"""The DIOB has to act, or the municipality has to complete its request."""
BEFORE_DECISION = (
    INQUIRY | ADVICE | {DIOB_REJECTED, DIOB_ADVICE, PROPOSAL, HEARING_INVITED, HEARING_DONE, NO_SHOW}
)
DECIDED = frozenset({COLLEGE_DECISION, NOTIFIED, STANDSTILL, UDN_HOLD, IN_EFFECT})
"""The college took a measure that was not ended or withdrawn and is not under review."""
CLOSED = frozenset({CLOSED_NO_MEASURE, ENDED})
