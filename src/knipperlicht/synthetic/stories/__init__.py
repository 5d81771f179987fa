"""Planted stories and innocent look-alikes, and how many of each a register gets."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from ..days import day, snapshot_after
from ..registers import World
from ..script import Script
from . import (
    bookkeeping,
    crowded_seats,
    innocent_changes,
    innocent_crowds,
    innocent_quiet,
    rings,
    shopfloors,
    takeovers,
    vehicles,
)
from .cast import Cast, TooSmall

# Instances in a register of 20,000 enterprises.
STORIES: dict[Callable[[Cast], None], int] = {
    crowded_seats.ghost_address: 3,
    crowded_seats.collector_address: 3,
    crowded_seats.struck_seat: 5,
    crowded_seats.seat_hopper: 4,
    crowded_seats.bad_building: 3,
    shopfloors.operator_carousel: 4,
    shopfloors.establishment_burst: 3,
    shopfloors.traceless_consumer_business: 5,
    vehicles.batch_shells: 3,
    vehicles.dormant_shell: 6,
    vehicles.bundle_shell: 4,
    vehicles.name_changer: 3,
    vehicles.form_flight: 4,
    vehicles.contact_ring: 3,
    vehicles.phoenix: 4,
    takeovers.dormant_takeover: 6,
    bookkeeping.copied_accounts: 3,
    bookkeeping.underpaid_staff: 5,
    bookkeeping.late_filer: 6,
    rings.director_ring: 3,
}
LOOKALIKES: dict[Callable[[Cast], None], int] = {
    innocent_crowds.business_centre: 3,
    innocent_crowds.accountant_office: 3,
    innocent_crowds.holding_family: 6,
    innocent_crowds.mall_units: 3,
    innocent_crowds.apartment_tower: 3,
    innocent_crowds.owners_associations: 3,
    innocent_crowds.public_bodies: 3,
    innocent_changes.growing_firm: 6,
    innocent_changes.rebranding: 5,
    innocent_changes.retail_chain: 3,
    innocent_changes.project_companies: 3,
    innocent_changes.sold_business: 6,
    innocent_changes.second_chance: 4,
    innocent_changes.plain_bankruptcy: 6,
    innocent_changes.premises_let_again: 4,
    innocent_quiet.quiet_family_firm: 8,
    innocent_quiet.market_trader: 6,
    innocent_quiet.patrimonial_company: 8,
    takeovers.family_handover: 8,
    bookkeeping.sister_companies: 4,
    bookkeeping.student_jobs: 6,
    bookkeeping.extended_first_year: 8,
    rings.shared_director: 3,
}
SMALLEST_WITH_STORIES = 3_000


def plan(*, world: World, months: int, first_day: date) -> Script:
    """The script of everything planted in a world; raises TooSmall when it has too few companies."""
    days, snapshot = [day(first_day)], first_day
    for _ in range(months):
        snapshot = snapshot_after(snapshot)
        days.append(day(snapshot))
    cast = Cast(world=world, script=Script(), days=days)
    for role, kinds in (("story", STORIES), ("lookalike", LOOKALIKES)):
        for tell, usual in kinds.items():
            for instance in range(1, instances(usual, world.size) + 1):
                cast.begin(tell.__name__, role, instance)
                tell(cast)
    cast.begin(innocent_quiet.nace_recoding.__name__, "lookalike", 1)
    innocent_quiet.nace_recoding(cast)
    return cast.script


def instances(usual: int, enterprises: int) -> int:
    """How many instances of a kind: in proportion below 20,000 enterprises (at least one), slower above."""
    scale = enterprises / 20_000
    return max(1, round(usual * scale)) if scale < 1 else round(usual * scale**0.75)


__all__ = ["LOOKALIKES", "SMALLEST_WITH_STORIES", "STORIES", "TooSmall", "instances", "plan"]
