"""Changes of a row in words."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from knipperlicht.cases.policies.models.scope import Answer, RowState
from knipperlicht.cases.policies.service import Activity, ScopeChange
from knipperlicht.web.policy.page import named
from knipperlicht.web.requests import Signed
from knipperlicht.web.tags import day

WHAT = {
    "new": gettext_lazy("came on the list"), "state": gettext_lazy("state"), "enterprise": gettext_lazy("enterprise"),
    "name": gettext_lazy("name"), "street": gettext_lazy("street"), "house": gettext_lazy("house number"),
    "still_fits": gettext_lazy("registered under the activity"), "due": gettext_lazy("last day"),
    "activity": gettext_lazy("activity"), "observed": gettext_lazy("observed activity"),
    "accessible": gettext_lazy("open to the public"), "zone_known": gettext_lazy("in the zone"),
}  # fmt: skip


def change_in_words(change: ScopeChange, known: dict[int, Activity], request: Signed) -> str:
    """“activity: 3. … → 15. …”."""
    what = str(WHAT.get(change.what, change.what))
    if change.what == "new":
        return what
    before, after = (_value(change.what, value, known, request) for value in (change.before, change.after))
    return f"{what}: {before} → {after}" if before else f"{what}: {after}"


def _value(what: str, value: str, known: dict[int, Activity], request: Signed) -> str:
    if what == "state":
        return str(dict(RowState.choices).get(value, value))
    if what == "accessible":
        return str(dict(Answer.choices).get(value, value))
    if what in ("still_fits", "zone_known"):
        return {"True": _("yes"), "False": _("no")}.get(value, value)
    if what in ("activity", "observed") and value.isdecimal() and int(value) in known:
        return named(known[int(value)], request)
    return day(value) if what == "due" else value
