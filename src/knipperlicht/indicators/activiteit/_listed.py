"""Whether an activity stands on one of our lists, as an expression; and whose main activity is certain."""

from __future__ import annotations

import ibis
import ibis.expr.types as ir

from knipperlicht.indicators.failures import ALIVE
from knipperlicht.indicators.framework import Inputs
from knipperlicht.reference.activity_lists import ListName, activity_list


def listed(name: ListName, code: ir.StringValue) -> ir.BooleanValue:
    """TRUE where a code of NACE-BEL 2025 belongs to the list; the longest prefix that fits decides. NULL gives FALSE."""
    rules = activity_list(name).rules
    branches = []
    for length in sorted({len(rule.prefix) for rule in rules}, reverse=True):
        start = code.substr(0, length)
        for include in (False, True):
            some = [r.prefix for r in rules if len(r.prefix) == length and r.include is include]
            if some:
                branches.append((start.isin(some).fill_null(False), ibis.literal(include)))
    return ibis.cases(*branches, else_=ibis.literal(False))


def listed_codes(inputs: Inputs, name: ListName) -> ir.Table:
    """code: the codes in use that belong to the list. A few thousand codes are judged, not millions of rows."""
    codes = inputs.table("nace_map").select(code="nace2025").distinct()
    return codes.filter(listed(name, codes.code))


def main_activities(inputs: Inputs) -> ir.Table:
    """enterprise, own_nace, main_group, is_main of living subjects with an activity of their own."""
    subject = inputs.subject
    alive = subject.filter(subject.juridical_situation.isin(ALIVE)).select("enterprise")
    profile = inputs.table("activity_profile")
    own = profile.select("main_group", "is_main", enterprise="entity", own_nace="main_nace")
    return alive.inner_join(own, "enterprise")
