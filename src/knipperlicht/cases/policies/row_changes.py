"""What one comparison with the register does to the rows of the list (`scoping.py`)."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date

from django.utils import timezone

from knipperlicht.bridge.scope import Establishment
from knipperlicht.cases.organisations.models import Organisation
from knipperlicht.cases.policies.models import Regulation, RegulationActivity, ScopeChange, ScopeRow
from knipperlicht.cases.policies.models.scope import Origin, RowState
from knipperlicht.cases.policies.ordering import lot_of
from knipperlicht.cases.policies.terms import due_day
from knipperlicht.cases.policies.zone import Zone, lies_in

FACTS = (
    "enterprise", "name", "postcode", "street", "house", "building", "lon", "lat", "started", "fits", "still_fits", "zone_known",
)  # fmt: skip
STATE = ("state", "regulation", "due", "still_fits")
"""What can change on a row of which the register tells nothing new: written apart, as most changes are of one of the two."""
TOLD = ("enterprise", "name", "street", "house", "still_fits")
"""Facts whose change stands in the history of a row."""


@dataclass
class Pass:
    """One comparison. `rules`: activity -> (regulation, term, zone, whether nothing was listed under it before).

    Rows that are `made`, those with new facts (`told_anew`), and those that `moved` to another state, regulation or day.
    """

    organisation: Organisation
    day: date
    seed: str
    rules: dict[int, tuple[Regulation, RegulationActivity, Zone, bool]] = field(default_factory=dict)
    made: list[ScopeRow] = field(default_factory=list)
    told_anew: dict[int, ScopeRow] = field(default_factory=dict)
    moved: dict[int, ScopeRow] = field(default_factory=dict)
    changes: list[ScopeChange] = field(default_factory=list)
    counted: Counter[str] = field(default_factory=Counter)

    def note(self, row: ScopeRow, what: str, *, before: object = "", after: object = "") -> None:
        """One change in the history of a row."""
        said = ["" if value is None else str(value)[:320] for value in (before, after)]
        self.changes.append(
            ScopeChange(row=row, at=timezone.now(), what=what, before=said[0], after=said[1], by_name="Knipperlicht")
        )  # fmt: skip

    def move(self, row: ScopeRow, state: RowState, count: str) -> None:
        """Another state for a row, written down and counted."""
        self.note(row, "state", before=row.state, after=state)
        row.state = state
        self.counted[count] += 1
        self.moved[row.pk] = row


def new_row(work: Pass, seen: Establishment) -> None:
    """A row for an establishment that was not on the list, where a regulation reaches it or its place cannot be said."""
    judged = _judged(work, seen)
    if judged is None:
        return
    regulation, term, _zone, first = work.rules[judged[0]]
    entered = regulation.in_force if first and regulation.in_force else work.day
    work.made.append(
        ScopeRow(
            organisation=work.organisation, regulation=regulation, establishment=seen.number, activity=judged[0],
            zone_known=judged[1], entered=entered, lot=lot_of(work.seed, seen.number),
            due=due_day(term, entered=entered, opened=seen.started, in_force=regulation.in_force), **_facts(seen),
        )
    )  # fmt: skip
    work.counted["new"] += 1


def seen_again(work: Pass, row: ScopeRow, seen: Establishment) -> None:
    """New facts on a row the register still shows; what people decided stays, unless the place is for certain outside."""
    fresh = _facts(seen)
    fresh["still_fits"] = any(fit.activity == row.activity for fit in seen.fits)
    inside = _inside(work.rules[row.activity][2], seen) if row.activity in work.rules else None
    fresh["zone_known"] = row.zone_known if inside is None else inside
    for name in TOLD:
        if getattr(row, name) != fresh[name]:
            work.note(row, name, before=getattr(row, name), after=fresh[name])
    if any(getattr(row, name) != fresh[name] for name in TOLD):
        work.counted["changed"] += 1
    if any(getattr(row, name) != value for name, value in fresh.items()):
        for name, value in fresh.items():
            setattr(row, name, value)
        work.told_anew[row.pk] = row
    if row.state == RowState.GONE:
        work.move(row, RowState.IN, "back")
    _under_its_rule(work, row, outside=inside is False and row.origin == Origin.REGISTER)


def not_found(work: Pass, row: ScopeRow, *, standing: bool) -> None:
    """A row that the search does not bring: its establishment left the register, or shows none of the activities here."""
    if not standing:
        if row.state in (RowState.IN, RowState.OUT):
            work.move(row, RowState.GONE, "gone")
        return
    if row.still_fits and row.origin == Origin.REGISTER:
        work.note(row, "still_fits", before=True, after=False)
        row.still_fits = False
        work.moved[row.pk] = row
        work.counted["changed"] += 1
    if row.state == RowState.GONE:
        work.move(row, RowState.IN, "back")
    _under_its_rule(work, row, outside=False)


def _under_its_rule(work: Pass, row: ScopeRow, *, outside: bool) -> None:
    """A row follows the regulation in force; it leaves where none names its activity, or its place lies outside the zone."""
    rule = None if outside else work.rules.get(row.activity)
    if rule is None:
        if row.state == RowState.IN:
            work.move(row, RowState.OUT, "out")
        return
    if row.state == RowState.OUT:
        work.move(row, RowState.IN, "back")
    if row.regulation_id == rule[0].pk:
        return
    due = due_day(rule[1], entered=row.entered, opened=row.started, in_force=rule[0].in_force)
    if row.due != due:
        work.note(row, "due", before=row.due, after=due)
    row.regulation, row.due = rule[0], due
    work.moved[row.pk] = row
    work.counted["changed"] += 1


def _judged(work: Pass, seen: Establishment) -> tuple[int, bool] | None:
    """The activity a row comes under, main activities first, and whether its zone is known; None where nothing reaches it."""
    unsure = None
    for fit in sorted(seen.fits, key=lambda fit: (not fit.main, fit.activity)):
        if fit.activity in work.rules:
            inside = _inside(work.rules[fit.activity][2], seen)
            if inside:
                return fit.activity, True
            if inside is None and unsure is None:
                unsure = fit.activity
    return None if unsure is None else (unsure, False)


def _inside(zone: Zone, seen: Establishment) -> bool | None:
    point = (seen.lon, seen.lat) if seen.lon is not None and seen.lat is not None else None
    return lies_in(zone, point=point, postcode=seen.postcode, street=seen.street, house=seen.house)


def _facts(seen: Establishment) -> dict[str, object]:
    return {
        "enterprise": seen.enterprise, "name": seen.name[:320], "postcode": seen.postcode, "street": seen.street[:120],
        "house": seen.house[:40], "building": seen.building[:200], "lon": seen.lon, "lat": seen.lat, "started": seen.started,
        "fits": [vars(fit) for fit in seen.fits],
    }  # fmt: skip
