"""The canonical tables, and the wide table of subjects that indicators start from.

The register's rows get one key per building, one activity code for all NACE versions, and an owner.

Input: the `register_…` relations (see `register.py`). Output, all kept on the workbench:

| table | one row per | columns beyond the register's |
|---|---|---|
| enterprise, enterprise_past | enterprise / earlier state of one | is_legal; past: gone (left the register) |
| establishment, …_past | establishment unit | |
| denomination_past | name that no longer stands | |
| address, address_past | address | enterprise (owner), nis, building_key, unit_key; only past rows keep texts |
| contact, contact_past | contact detail | enterprise (owner), value_key |
| nace_map | NACE code in use | see `nace.nace_map` |
| activity_profile | entity | main_nace, main_group, n_sections, n_codes, consumer |
| main_activity_past, …_touched | ended main activity; standing one of an entity that ever changed | nace2025 |
| building | building | n_seats, n_units, n_establishments, n_entities |
| subject | legal person | name, seat, activity, establishments, age |
"""

from __future__ import annotations

import ibis
import ibis.expr.types as ir

from knipperlicht.warehouse.activity import activity_profile, activity_rank, ranked_codes
from knipperlicht.warehouse.address import attach_keys
from knipperlicht.warehouse.address_house import box_dictionary, house_dictionary
from knipperlicht.warehouse.address_keys import street_dictionary
from knipperlicht.warehouse.address_place import is_belgian
from knipperlicht.warehouse.nace import code_dictionary, learn_pairs, nace_map
from knipperlicht.warehouse.places import allowlist_rows, keep_allowed_buildings
from knipperlicht.warehouse.workbench import Workbench

LEGAL = "2"
TEXTS = (
    "country_nl", "country_fr", "zipcode", "municipality_nl", "municipality_fr",
    "street_nl", "street_fr", "house_number", "box",
)  # fmt: skip


def build_tables(bench: Workbench) -> None:
    """Make every canonical table, in order of need."""
    _enterprises(bench)
    _establishments(bench)
    _addresses(bench)
    _names(bench)
    _contacts(bench)
    _activities(bench)
    _buildings(bench)
    _subjects(bench)


def _enterprises(bench: Workbench) -> None:
    current = bench.table("register_enterprise").rename(enterprise="entity")
    bench.keep("enterprise", current.mutate(is_legal=current.type_of_enterprise == LEGAL))
    past = bench.table("register_enterprise_past").rename(enterprise="entity")
    standing = bench.table("enterprise").select(standing="enterprise")
    joined = past.left_join(standing, past.enterprise == standing.standing)
    last = ibis.window(group_by="enterprise")
    bench.keep(
        "enterprise_past",
        joined.mutate(
            is_legal=joined.type_of_enterprise == LEGAL,
            gone=joined.standing.isnull() & (joined.valid_to == joined.valid_to.max().over(last)),
        ).drop("standing"),
    )


def _establishments(bench: Workbench) -> None:
    for suffix in ("", "_past"):
        bench.keep(
            f"establishment{suffix}",
            bench.table(f"register_establishment{suffix}").rename(establishment="entity"),
        )


def _owners(bench: Workbench) -> ir.Table:
    """entity -> enterprise, for units and branches ever seen (the last owner wins); enterprises own themselves."""
    parts = []
    for table in ("register_establishment", "register_branch"):
        current = bench.table(table)
        parts.append(current.select("entity", "enterprise", ended=ibis.date(9999, 12, 31)))
        past = bench.table(f"{table}_past")
        parts.append(past.select("entity", "enterprise", ended=past.valid_to))
    rows = ibis.union(*parts)
    latest = ibis.window(group_by="entity", order_by=[ibis.desc("ended"), "enterprise"])
    return (
        rows.mutate(rank=ibis.row_number().over(latest))
        .filter(lambda t: t.rank == 0)
        .select("entity", "enterprise")
    )


def _with_owner(rows: ir.Table, owners: ir.Table) -> ir.Table:
    """Add `enterprise`: the entity itself when it is one, else its owner (NULL for an orphan)."""
    joined = rows.left_join(owners.rename(owned="entity"), rows.entity == owners.rename(owned="entity").owned)
    own = joined.entity < 2_000_000_000
    return joined.mutate(enterprise=ibis.ifelse(own, joined.entity, joined.enterprise)).drop("owned")


def _addresses(bench: Workbench) -> None:
    """Keys only for what stands: its texts stay in `register_address`. Past rows keep theirs."""
    owners = bench.keep("owner", _owners(bench))
    current = bench.table("register_address")
    past = bench.table("register_address_past")
    listed = allowlist_rows()
    texts = [rows.select(*TEXTS) for rows in (current, past, listed)]
    both = ibis.union(*texts)
    belgian = both.filter(is_belgian(country_nl=both.country_nl, country_fr=both.country_fr))
    streets = bench.keep("street_key", street_dictionary(belgian))
    houses = bench.keep("house_key", house_dictionary(belgian))
    boxes = bench.keep("box_key", box_dictionary(belgian))

    def keyed(rows: ir.Table) -> ir.Table:
        full = attach_keys(addresses=rows, streets=streets, houses=houses, boxes=boxes)
        days = [name for name in ("valid_from", "valid_to") if name in rows.columns]
        keys = (
            "entity",
            "enterprise",
            "type_of_address",
            "nis",
            "building_key",
            "unit_key",
            "date_striking_off",
        )
        return _with_owner(full, owners).select(*keys, *days, *(TEXTS if "valid_to" in days else ()))

    keep_allowed_buildings(bench, attach_keys(addresses=listed, streets=streets, houses=houses, boxes=boxes))
    if bench.previous is not None and not _same_streets(bench):
        bench.keep("address", keyed(current))
    else:
        bench.carry("address", current, keyed, sources=("address", "establishment", "branch"))
    bench.keep("address_past", keyed(past))


def _same_streets(bench: Workbench) -> bool:
    """Whether every way to write a street that the previous build knew still has the same key."""
    before = bench.earlier("street_key")
    now = bench.table("street_key")
    places = [name for name in before.columns if name.startswith("place_")]
    kept = before.anti_join(now, [*places, "locality", "street_key"])
    known = kept.semi_join(now, places)
    return bench.count(known) == 0


def _names(bench: Workbench) -> None:
    """`name`: the one name shown per enterprise, the registered name in Dutch before French before others."""

    def best(rows: ir.Table) -> ir.Table:
        rows = rows.filter(rows.entity < 2_000_000_000)
        several = rows.group_by("entity").agg(n=rows.count()).filter(lambda t: t.n > 1)
        doubled = rows.semi_join(several, "entity")
        kind = doubled.type_of_denomination.cases(("001", 0), ("003", 1), ("002", 2), else_=3)
        language = doubled.language.cases(("2", 0), ("1", 1), ("4", 2), ("3", 3), else_=4)
        ranked = doubled.mutate(rank=kind * 10 + language)
        order = ibis.window(group_by="entity", order_by=["rank", "denomination"])
        first = ranked.mutate(place=ibis.row_number().over(order)).filter(lambda t: t.place == 0)
        single = rows.anti_join(several, "entity")
        return ibis.union(*(part.select("entity", name="denomination") for part in (single, first)))

    bench.carry("name", bench.table("register_denomination"), best, sources=("denomination",))
    bench.keep("denomination_past", bench.table("register_denomination_past"))


def _contacts(bench: Workbench) -> None:
    """`value_key`: mail and web in lower case, telephone as its national number without the leading zero."""
    owners = bench.table("owner")

    def keyed(rows: ir.Table) -> ir.Table:
        text = rows.value.strip().lower()
        digits = rows.value.re_replace("[^0-9]", "")
        web = text.re_replace("^https?://", "").re_replace("^www[.]", "").re_replace("/+$", "")
        national = digits.re_replace("^(00)?32", "").re_replace("^0+", "")
        key = rows.contact_type.cases(
            ("TEL", ibis.ifelse(national.length() >= 8, national, ibis.null("string"))),
            ("WEB", web),
            else_=text,
        )
        return _with_owner(rows.mutate(value_key=key.nullif("")), owners)

    bench.carry(
        "contact", bench.table("register_contact"), keyed, sources=("contact", "establishment", "branch")
    )
    bench.keep("contact_past", keyed(bench.table("register_contact_past")))


def _activities(bench: Workbench) -> None:
    rows = bench.table("register_activity")
    if bench.previous is None:
        base = bench.table("register_activity_base")
        learned = bench.keep("nace_learned", learn_pairs(activity=base))
        codes = code_dictionary(base)
    else:
        learned = bench.keep("nace_learned", bench.earlier("nace_learned"))
        codes = code_dictionary(bench.earlier("nace_map"))
    changing = [code_dictionary(bench.table(f"register_activity_{which}")) for which in ("touched", "past")]
    codes = ibis.union(codes, *changing, distinct=True)
    mapping = bench.keep("nace_map", ranked_codes(nace_map(codes=codes, learned=learned)))

    def profile(some: ir.Table) -> ir.Table:
        return activity_profile(activity_rank(some, mapping), mapping)

    bench.carry("activity_profile", rows, profile, sources=("activity",))
    for suffix in ("past", "touched"):
        bench.keep(f"main_activity_{suffix}", _main_rows(bench.table(f"register_activity_{suffix}"), mapping))


def _main_rows(rows: ir.Table, mapping: ir.Table) -> ir.Table:
    """Main activities on the VAT and employer lists, with their 2025 code and days of validity."""
    names = mapping.select("nace_version", "nace_code", "nace2025")
    mapped = rows.inner_join(names, ["nace_version", "nace_code"])
    return mapped.filter((mapped.classification == "MAIN") & mapped.activity_group.isin(("001", "006"))).drop(
        "classification"
    )


def _buildings(bench: Workbench) -> None:
    address = bench.table("address")
    legal = bench.table("enterprise").filter(lambda t: t.is_legal).select(legal="enterprise")
    known = address.filter(address.building_key.notnull())
    known = known.left_join(legal, known.enterprise == legal.legal)
    seat = (known.type_of_address == "REGO") & known.legal.notnull()
    unit = known.type_of_address == "BAET"
    boxed = ~known.unit_key.endswith("|")
    per_unit = known.group_by("building_key", "unit_key").agg(
        seats=seat.sum(), units=unit.sum(), rows=known.count(), boxed=boxed.any()
    )
    bench.keep(
        "building",
        per_unit.group_by("building_key").agg(
            n_seats=per_unit.seats.sum(),
            n_establishments=per_unit.units.sum(),
            n_entities=per_unit.rows.sum(),
            n_units=per_unit.boxed.sum(),
        ),
    )


def _one_seat(address: ir.Table) -> ir.Table:
    """The seat of each enterprise. The few with several REGO rows get the one seen last."""
    seat = address.filter((address.type_of_address == "REGO") & (address.entity < 2_000_000_000))
    seat = seat.select(
        "entity", "nis", "building_key", "unit_key", "date_striking_off", seat_since="valid_from"
    )
    several = seat.group_by("entity").agg(n=seat.count()).filter(lambda t: t.n > 1)
    order = ibis.window(group_by="entity", order_by=[ibis.desc("seat_since"), "unit_key", "nis"])
    doubled = seat.semi_join(several, "entity").mutate(place=ibis.row_number().over(order))
    return ibis.union(seat.anti_join(several, "entity"), doubled.filter(doubled.place == 0).drop("place"))


def _subjects(bench: Workbench) -> None:
    """Legal persons only: natural persons are never scored and do not enter here."""
    rows = bench.table("enterprise").filter(lambda t: t.is_legal)
    legal = rows.select("enterprise")
    profile = bench.table("activity_profile")
    units = bench.table("establishment").semi_join(legal, "enterprise").select("enterprise", "establishment")
    of_unit = profile.select("main_nace", "consumer", establishment="entity")
    by_unit = units.left_join(of_unit, "establishment")
    unit = bench.keep(
        "unit_profile",
        by_unit.group_by("enterprise").agg(
            n_establishments=by_unit.count(),
            unit_nace=by_unit.main_nace.min(),
            unit_consumer=by_unit.consumer.any(),
        ),
    )
    sides = {
        "seat": bench.keep("seat", _one_seat(bench.table("address"))).rename(enterprise="entity"),
        "name": bench.table("name").rename(enterprise="entity"),
        "main": profile.filter(profile.entity < 2_000_000_000).select(
            "main_nace", "n_sections", "n_codes", "consumer", enterprise="entity"
        ),
        "unit": unit,
    }
    for side in sides.values():
        named = side.rename(side_enterprise="enterprise")
        rows = rows.left_join(named, rows.enterprise == named.side_enterprise).drop("side_enterprise")
    bench.keep(
        "subject",
        rows.select(
            "enterprise", "name", "juridical_form", "juridical_form_cac", "juridical_situation", "status",
            "start_date", "valid_from", "nis", "building_key", "unit_key", "date_striking_off", "seat_since",
            form=ibis.coalesce(rows.juridical_form_cac, rows.juridical_form),
            main_nace=ibis.coalesce(rows.main_nace, rows.unit_nace),
            consumer=ibis.coalesce(rows.consumer, rows.unit_consumer, False),
            n_sections=rows.n_sections.fill_null(0),
            n_codes=rows.n_codes.fill_null(0),
            n_establishments=rows.n_establishments.fill_null(0),
        ),
    )  # fmt: skip
