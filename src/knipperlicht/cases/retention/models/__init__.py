"""What is due to be destroyed, what is held, what was destroyed; requests of data subjects."""

from knipperlicht.cases.retention.models.destruction import Destruction, Due, Hold, HoldGround
from knipperlicht.cases.retention.models.requests import Answer, IdentityCheck, RequestKind, SubjectRequest

__all__ = [
    "Answer",
    "Destruction",
    "Due",
    "Hold",
    "HoldGround",
    "IdentityCheck",
    "RequestKind",
    "SubjectRequest",
]
