"""What may be chosen in an integrity investigation: grounds, offences, measures, ways of serving a letter."""

from __future__ import annotations

from typing import Final

from django.utils.functional import lazy
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from knipperlicht.core.clock import Language
from knipperlicht.reference.offences import offence_list

REFUSE: Final = "refuse"
SUSPEND: Final = "suspend"
ABROGATE: Final = "abrogate"
CLOSE: Final = "close"
NONE: Final = "none"

PERMIT_MEASURES: Final = frozenset({REFUSE, SUSPEND, ABROGATE})
"""Art. 119ter § 8 NGW: where the council asks a permit. Where it asks none: `CLOSE` (§ 9)."""
NEGATIVE: Final = PERMIT_MEASURES | {CLOSE}
LONGEST_SUSPENSION: Final = 6
"""Months, art. 119ter § 8 NGW."""

MEASURES = (
    (REFUSE, _("refusal of the permit")),
    (SUSPEND, _("suspension of the permit")),
    (ABROGATE, _("abrogation of the permit")),
    (CLOSE, _("closure of the establishment")),
)
DECISIONS = (*MEASURES, (NONE, _("no measure")))

GROUNDS = (
    ("G1", _("serious demonstrable risk that it is operated to benefit from offences committed earlier")),
    ("G2", _("serious demonstrable risk that it is operated to commit offences")),
    ("G3", _("serious indications that offences were committed in order to operate it")),
)
RINGS = (
    ("1", _("somebody over whom the operator directs or directed")),
    ("2", _("somebody with a dominant position over the operator")),
    ("3", _("somebody who supplies or supplied the operator with assets")),
    ("4", _("somebody else involved in law in establishment or operation")),
)
HIT, NO_HIT = "hit", "no_hit"
HITS = ((HIT, _("hit")), (NO_HIT, _("no hit")))

REGISTERED, AGAINST_RECEIPT = "registered", "receipt"
SERVED_BY = ((REGISTERED, _("by registered mail")), (AGAINST_RECEIPT, _("against receipt")))
"""The two ways that count in law (art. 119ter § 8, § 9, § 13 NGW)."""
ORAL, WRITTEN = "oral", "written"
HEARD = ((ORAL, _("orally")), (WRITTEN, _("in writing")))

REJECTED, GRANTED, ANNULLED = "rejected", "granted", "annulled"
UDN_RULINGS = ((REJECTED, _("claim rejected")), (GRANTED, _("decision suspended")))
APPEAL_RULINGS = ((REJECTED, _("appeal rejected")), (ANNULLED, _("decision annulled")))
HOLD, NO_HOLD = "hold", "no_hold"
CHECKS = ((HOLD, _("not executed until the ruling")), (NO_HOLD, _("the claim does not stop execution")))
ON_REQUEST, OWN_MOTION = "request", "own_motion"
REVIEWED = ((ON_REQUEST, _("on request")), (OWN_MOTION, _("of the college's own motion")))
WITHDRAW, MAINTAIN = "withdraw", "maintain"
REVIEW_OUTCOMES = ((WITHDRAW, _("decision withdrawn")), (MAINTAIN, _("decision maintained")))


def _offence(number: int) -> str:
    """Name of an offence in the language of who looks, with its number and article."""
    held = offence_list().offences[number]
    spoken = (get_language() or "nl")[:2]
    language: Language = "fr" if spoken == "fr" else "en" if spoken == "en" else "nl"
    return f"{number}. {held.name(language)}" + (f" ({held.old})" if held.old else "")


OFFENCES = tuple((str(number), lazy(_offence, str)(number)) for number in offence_list().offences)
