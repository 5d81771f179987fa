"""What pages and other capabilities use of policy."""

from __future__ import annotations

from knipperlicht.cases.policies.activities import (
    Activity,
    activities,
    drop,
    enter_text,
    prefixes_of,
    take_back,
)
from knipperlicht.cases.policies.analysing import figures, write_analysis
from knipperlicht.cases.policies.correcting import (
    NotCorrected,
    Place,
    add,
    bring_back,
    judge_access,
    judge_zone,
    observe,
    set_activity,
    strike,
)
from knipperlicht.cases.policies.coverage import (
    Coverage,
    coverage,
    open_questions,
    overdue,
    rows_of,
    sees_progress,
)
from knipperlicht.cases.policies.drafting import Stretch, Term, set_activities, set_analysis, set_zone
from knipperlicht.cases.policies.facts import in_file, opening_of, problem_of
from knipperlicht.cases.policies.models import (
    ActivityText,
    Queue,
    Regulation,
    RegulationAct,
    RegulationActivity,
    RiskAnalysis,
    ScopeChange,
    ScopeRow,
)
from knipperlicht.cases.policies.nightly import follow_the_decree
from knipperlicht.cases.policies.ordering import Unreasoned, in_order, queue_of, set_order
from knipperlicht.cases.policies.perimeter import Pair, pairs_within
from knipperlicht.cases.policies.procedure import ADOPTED, AMEND, BINDING, DRAFT, POLICY
from knipperlicht.cases.policies.regulating import act, amend, around_of, begin, case_of, in_force
from knipperlicht.cases.policies.scoping import Outcome, bring_up_to_date

__all__ = [
    "ADOPTED", "AMEND", "BINDING", "DRAFT", "POLICY", "Activity", "ActivityText", "Coverage", "NotCorrected", "Outcome",
    "Pair", "Place", "Queue", "Regulation", "RegulationAct", "RegulationActivity", "RiskAnalysis", "ScopeChange",
    "ScopeRow", "Stretch", "Term", "Unreasoned", "act", "activities", "add", "amend", "around_of", "begin",
    "bring_back", "bring_up_to_date", "case_of", "coverage", "drop", "enter_text", "figures", "follow_the_decree",
    "in_file", "in_force", "in_order", "judge_access", "judge_zone", "observe", "open_questions", "opening_of", "overdue",
    "pairs_within", "prefixes_of", "problem_of", "queue_of", "rows_of", "sees_progress", "set_activities",
    "set_activity", "set_analysis", "set_order", "set_zone", "strike", "take_back", "write_analysis",
]  # fmt: skip
