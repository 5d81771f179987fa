"""Measures of the mayor that the next meeting confirms: closures on nine bases, and the place ban (law.md §1.14, §9.5 P1, P2)."""

from __future__ import annotations

from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from knipperlicht.cases.procedures.mayor_measures import fields as ask
from knipperlicht.cases.procedures.mayor_measures.automatic import automatic
from knipperlicht.cases.procedures.mayor_measures.bases import PLACE_BAN
from knipperlicht.cases.procedures.mayor_measures.steps import STEPS
from knipperlicht.cases.procedures.mayor_measures.terms import TERMS
from knipperlicht.cases.procedures.parts import not_before_opening
from knipperlicht.cases.procedures.steps import Procedure, Step

STATES = (
    ("signalled", _("facts recorded")),
    ("invited", _("invited to be heard")),
    ("heard", _("heard")),
    ("decided", _("decided, to be confirmed")),
    ("in_effect", _("in effect")),
    ("renewed", _("renewed, to be confirmed")),
    ("lapsed", _("lapsed")),
    ("over", _("no longer in force")),
    ("ended", _("ended")),
    ("dropped", _("no measure")),
)
DECISION_SET = frozenset(
    {
        "invite",
        "heard",
        "no_show",
        "decide",
        "meeting_moved",
        "confirm",
        "not_confirmed",
        "lapse",
        "renew",
        "lift",
    }
)
DOCUMENTS = frozenset({"D23", "D24", "D38"})

CLOSURE = Procedure(
    key="mayor_closure", code="SLU", name=_("Closure by the mayor"), states=STATES, steps=STEPS, terms=TERMS,
    guards=(not_before_opening,), automatic=automatic, ended=frozenset({"ended", "dropped"}), purpose="measure",
    law=_("Articles 133 to 134septies of the New Municipal Act, article 9bis of the Drugs Act, Acts of 30 July 1979 and 10 November 2006"),
    about=(ask.BASIS, ask.PUBLIC_PLACE), college_steps=DECISION_SET, college_documents=DOCUMENTS,
    open_questions=(
        _("Closures under the codes on housing, environment and spatial planning, on alcohol or gambling follow procedures of their own, which are not guided here."),
        _("Whether a renewal that lapsed counts among those allowed is not settled: it is counted."),
    ),
)  # fmt: skip

_BAN: dict[str, dict[str, object]] = {
    "signal": {"fields": (ask.FACTS, ask.SOURCE, ask.PERSONS)},
    "decide": {
        "name": _("Decide on the place ban"),
        "done": _("The mayor imposed the place ban"),
        "fields": ask.BAN,
    },
    "renew": {"name": _("Renew the place ban")},
    "lift": {"target": "ended"},
    "annul": {"target": "ended"},
    "expire": {"target": "ended"},
}
"""Where a place ban differs: it has no premises to release and one basis."""
_NOT_OF_A_BAN = frozenset({"consult", "confirm_council", "not_confirmed_council", "seal", "release"})


def _of_ban(step: Step) -> Step:
    article = step.article if step.opens else PLACE_BAN.article
    return replace(step, article=article, sources=step.sources - {"over"}, **_BAN.get(step.key, {}))  # type: ignore[arg-type]


BAN = Procedure(
    key="place_ban", code="PLV", name=_("Temporary place ban"),
    states=tuple(state for state in STATES if state[0] != "over"),
    steps=tuple(_of_ban(step) for step in STEPS if step.key not in _NOT_OF_A_BAN),
    terms=tuple(replace(rule, article=PLACE_BAN.article) for rule in TERMS if rule.key != "RELEASE"),
    guards=(not_before_opening,), automatic=automatic, ended=frozenset({"lapsed", "ended", "dropped"}), purpose="measure",
    law=_("Article 134sexies of the New Municipal Act"), college_steps=DECISION_SET, college_documents=DOCUMENTS,
    open_questions=(_("Whether a renewal that lapsed counts among those allowed is not settled: it is counted."),),
)  # fmt: skip
PROCEDURES = (CLOSURE, BAN)
