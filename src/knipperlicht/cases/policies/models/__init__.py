"""What the policy of a municipality is made of."""

from knipperlicht.cases.policies.models.activities import ActivityText, DroppedActivity
from knipperlicht.cases.policies.models.regulations import (
    Regulation,
    RegulationAct,
    RegulationActivity,
    RiskAnalysis,
    ZoneStreet,
)
from knipperlicht.cases.policies.models.scope import Queue, ScopeChange, ScopeRow

__all__ = [
    "ActivityText", "DroppedActivity", "Queue", "Regulation", "RegulationAct", "RegulationActivity", "RiskAnalysis",
    "ScopeChange", "ScopeRow", "ZoneStreet",
]  # fmt: skip
