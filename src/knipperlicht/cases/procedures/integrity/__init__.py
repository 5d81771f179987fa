"""The integrity investigation of art. 119ter of the New Municipalities Act: law.md §9.1 to §9.4 as one table.

`table.py` has the steps, `terms.py` the terms, `guards_*.py` what stands in the way, `planning.py` the last safe days.
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from knipperlicht.cases.procedures.integrity import forms, states
from knipperlicht.cases.procedures.integrity.automatic import follows
from knipperlicht.cases.procedures.integrity.guards_always import is_designated, not_before_start
from knipperlicht.cases.procedures.integrity.table import STEPS
from knipperlicht.cases.procedures.integrity.terms import TERMS
from knipperlicht.cases.procedures.steps import Procedure

PROCEDURE = Procedure(
    key="integrity", code="INT", name=_("Integrity investigation"), states=states.STATES, steps=STEPS, terms=TERMS,
    guards=(is_designated, not_before_start), automatic=follows, ended=states.CLOSED | {states.DESTROYED},
    law=_("Art. 119ter to 119sexies of the New Municipalities Act, inserted by the Act of 15 January 2024"),
    college_steps=frozenset({"propose", "invite", "hearing", "no_show", "decide", "review", "review_decision", "lift"}),
    college_documents=frozenset({"D21", "D22", "D23", "D24", "D25", "D32", "D33"}), about=forms.ABOUT,
    open_questions=(
        _("Q1: whether the 50 (80) working days hold the advice, the hearing and the decision too. Counted here: all of it."),
        _("Q2: what follows when they are exceeded. Here: an alarm, and a reason in the record."),
        _("Q3: which part of § 12 the Constitutional Court annulled (142/2025, B.19). Here: review at any time, either way with reasons."),
        _("Q4: how long a closure may last. Here: a last day or conditions, with reasons."),
        _("Q5: when the register is to be queried. Here: after another step of the inquiry, before any request or closing."),
        _("Q6: which day notification takes place by registered mail. Here: the latest provable one."),
        _("Q7: which articles of the new Criminal Code replace those in the list of offences."),
    ),
)  # fmt: skip
