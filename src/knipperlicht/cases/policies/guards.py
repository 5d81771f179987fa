"""What the law asks before a regulation goes on (law.md §1.3, §9.3 rows 1–2). Each gives a refusal, or None.

`Around.facts`: `analysis` (bool), `part` (bool: only part of the territory), `zone_empty` (bool), `activities` (number -> sentence that
says what is wrong with it, empty for nothing), `without_term` (numbers).
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from knipperlicht.cases.procedures.case import Around, Case, Proposed
from knipperlicht.cases.procedures.steps import Refusal

ART = "art. 119ter § 1 NGW"


def has_analysis(case: Case, act: Proposed, around: Around) -> Refusal | None:
    """S0a → S0b: D01 exists."""
    if around.facts.get("analysis"):
        return None
    return _no("D01", _("There is no prior risk analysis. Write one and choose it for this draft."))


def activities_on_the_list(case: Case, act: Proposed, around: Around) -> Refusal | None:
    """Only activities of the royal decree, with the name and the definition it gives them."""
    wrong = around.facts.get("activities") or {}
    if not wrong:
        return _no("S0", _("The draft names no activity. Choose at least one of the royal decree."))
    said = [f"{number}: {sentence}" for number, sentence in wrong.items() if sentence]
    return _no("S0", " ".join(said)) if said else None


def terms_are_set(case: Case, act: Proposed, around: Around) -> Refusal | None:
    """A reasonable term for every activity."""
    missing = around.facts.get("without_term") or ()
    if not missing:
        return None
    return _no("T20", _("The reasonable term is missing for: %(numbers)s.") % {"numbers": ", ".join(map(str, missing))})  # fmt: skip


def zone_is_drawn(case: Case, act: Proposed, around: Around) -> Refusal | None:
    """A part of the territory is said by streets or drawn."""
    if not around.facts.get("zone_empty"):
        return None
    return _no("zone", _("The zone is empty. Draw it, name its streets, or choose the whole territory."))


def only_for_a_part(case: Case, act: Proposed, around: Around) -> Refusal | None:
    """Advice of the ARIEC and word to the security council belong to a limited zone only."""
    if around.facts.get("part"):
        return None
    return _no("zone", _("The regulation covers the whole territory: this step is not asked."))


def advice_came(case: Case, act: Proposed, around: Around) -> Refusal | None:
    """The security council is told of the analysis of the ARIEC, so that comes first."""
    if _since_submitted(case, "ariec_advice") is not None:
        return None
    return _no("D02", _("Record the advice of the ARIEC first: the security council is informed of it."))


def ariec_agrees(case: Case, act: Proposed, around: Around) -> Refusal | None:
    """Acceptance case A9: no part of the territory without the favourable, binding advice of the ARIEC."""
    if not around.facts.get("part"):
        return None
    advice = _since_submitted(case, "ariec_advice")
    if advice is not None and advice == "favourable":
        return None
    if advice is None:
        return _no("A9", _("The regulation covers part of the territory only, and there is no advice of the ARIEC (D02). Ask it and record it."))  # fmt: skip
    return _no("A9", _("The ARIEC does not agree with the limited zone, and its advice binds. Take the draft back and change the zone."))  # fmt: skip


def security_council_informed(case: Case, act: Proposed, around: Around) -> Refusal | None:
    """With a limited zone the zonal security council hears of the ARIEC's analysis."""
    if not around.facts.get("part") or _since_submitted(case, "security_council") is not None:
        return None
    return _no("D03", _("The zonal security council was not informed of the advice of the ARIEC. Inform it and record that."))  # fmt: skip


def protocol_signed(case: Case, act: Proposed, around: Around) -> Refusal | None:
    """The agreement with the prosecutor is signed, confirmed by the council and annexed (§ 16)."""
    signed = case.last("protocol")
    if signed is None:
        return _no("D04", _("There is no agreement between college and public prosecutor. Record it first."), "art. 119ter § 16 NGW")  # fmt: skip
    if signed.on > act.on:
        return _no("D04", _("The council cannot confirm an agreement that was signed later."), "art. 119ter § 16 NGW")  # fmt: skip
    if act.data.get("protocol_confirmed") is True and act.data.get("protocol_annexed") is True:
        return None
    return _no("D04", _("The council must confirm the agreement with the public prosecutor and annex it to the regulation."), "art. 119ter § 16 NGW")  # fmt: skip


def only_once_published(case: Case, act: Proposed, around: Around) -> Refusal | None:
    """A version is published once; what changes afterwards is a next version."""
    if case.last("publish") is None:
        return None
    return _no("publication", _("This version is published already. Make a next version to change it."))


def in_force_after_publication(case: Case, act: Proposed, around: Around) -> Refusal | None:
    """Nobody is bound before they could know; and no publication before adoption."""
    adopted, begins = case.last("adopt"), act.day("in_force")
    if adopted is not None and act.on < adopted.on:
        return _no("publication", _("A regulation cannot be published before the council adopted it."))
    if begins is not None and begins < act.on:
        return _no("publication", _("A regulation cannot enter into force before its publication."))
    return None


def _since_submitted(case: Case, step: str) -> str | None:
    """The advice or number in the last act of a step since the draft was last closed; None without such an act."""
    acts = [act for act in case.since("submit") if act.step == step]
    if not acts:
        return None
    return str(acts[-1].data.get("advice") or acts[-1].data.get("reference") or "")


def _no(rule: str, sentence: object, article: str = ART) -> Refusal:
    return Refusal(rule=rule, article=article, sentence=str(sentence))
