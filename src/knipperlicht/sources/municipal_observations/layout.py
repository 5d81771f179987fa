"""Columns of the export, the kinds of observation, and what makes a row believable."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pyarrow as pa

from knipperlicht.sources.records import Table
from knipperlicht.sources.sheets import (
    RowError,
    answer_cell,
    choice_cell,
    enterprise_cell,
    establishment_cell,
    needed_cell,
    past_day_cell,
)

FOUND = ("name_plate", "bell", "mailbox", "activity")
FORM = (*FOUND, "in_order", "clearly_other")
HEADER = (
    "enterprise", "establishment", "found_on", "kind", "final", "annulled", "service", "reference", *FORM, "observed_nace",
)  # fmt: skip
VISIT = "visit"
KINDS = (
    VISIT, "mail_returned", "closed_at_posted_hours", "open_at_posted_hours", "permit_refused", "permit_withdrawn",
    "closed_by_decision", "infringement", "inspection_in_order",
)  # fmt: skip

OBSERVATION = Table(
    name="municipal_observation",
    schema=pa.schema(
        [
            ("enterprise", pa.int64()),
            ("service", pa.string()),
            ("reference", pa.string()),
            ("establishment", pa.int64()),
            ("day", pa.date32()),
            ("kind", pa.string()),
            ("final", pa.bool_()),
            ("annulled", pa.bool_()),
            *((name, pa.bool_()) for name in FORM),
            ("observed_nace", pa.string()),
        ]
    ),
    key=("enterprise", "service", "reference"),
)


def observation_row(cells: dict[str, str], today: date) -> dict[str, Any]:
    """One observation; raises RowError, NumberError or DayError."""
    kind = choice_cell(cells["kind"], "kind", KINDS)
    row = {
        "enterprise": enterprise_cell(cells["enterprise"]),
        "service": needed_cell(cells["service"], "service", most=200),
        "reference": needed_cell(cells["reference"], "reference", most=100),
        "establishment": establishment_cell(cells["establishment"]),
        "day": past_day_cell(cells["found_on"], today),
        "kind": kind,
        "final": answer_cell(cells["final"], "final"),
        "annulled": answer_cell(cells["annulled"], "annulled"),
    }
    return row | (_form(cells) if kind == VISIT else _no_form(cells))


def _form(cells: dict[str, str]) -> dict[str, Any]:
    """The form of a visit: every question answered, and no answers that contradict each other."""
    form: dict[str, Any] = {name: answer_cell(cells[name], name) for name in FORM}
    nace = cells["observed_nace"]
    if nace and not re.fullmatch("[0-9]{2}", nace):
        raise RowError(f"observed_nace is “{nace[:20]}”; it must be two digits (a division of NACE 2025)")
    if form["clearly_other"] and not (form["activity"] and nace):
        raise RowError("clearly_other needs an activity that was seen, and its division in observed_nace")
    if form["in_order"] and (form["clearly_other"] or not form["activity"]):
        raise RowError("a visit in order is one at which the registered activity was seen")
    return form | {"observed_nace": nace or None}


def _no_form(cells: dict[str, str]) -> dict[str, Any]:
    if filled := [name for name in (*FORM, "observed_nace") if cells[name]]:
        raise RowError(f"{', '.join(filled)}: only a visit has a form")
    return dict.fromkeys((*FORM, "observed_nace"))
