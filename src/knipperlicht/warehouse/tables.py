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

from knipperlicht.sources.kbo_opendata.layout import TABLES
from knipperlicht.warehouse.activity import activity_profile, activity_rank, ranked_codes
from knipperlicht.warehouse.address import attach_keys
from knipperlicht.warehouse.address_house import box_dictionary, house_dictionary
from knipperlicht.warehouse.address_keys import street_dictionary
from knipperlicht.warehouse.address_place import is_belgian
from knipperlicht.warehouse.nace import code_dictionary, learn_pairs, nace_map
from knipperlicht.warehouse.places import keep_allowed_buildings, listed_addresses
from knipperlicht.warehouse.street_places import street_places
from knipperlicht.warehouse.workbench import Workbench, among

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
    changed = _changed_enterprises(bench) if bench.previous is not None else None
    _buildings(bench, changed)
    _subjects(bench, changed)


def _own_rows(bench: Workbench, table: str) -> ir.Table:
    """Standing rows of a register table, for what follows from an entity's rows in it alone.

    After an earlier build only of what ever changed: whoever is made anew is among them.
    """
    return bench.table(f"register_{table}" if bench.previous is None else f"register_{table}_touched")


def _enterprises(bench: Workbench) -> None:
    current = _own_rows(bench, "enterprise").rename(enterprise="entity")
    bench.carry(
        "enterprise", current, lambda rows: rows.mutate(is_legal=rows.type_of_enterprise == LEGAL),
        sources=("enterprise",), key="enterprise",
    )  # fmt: skip
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
    current, past = (
        rows.rename(establishment="entity")
        for rows in (_own_rows(bench, "establishment"), bench.table("register_establishment_past"))
    )
    bench.carry("establishment", current, lambda rows: rows, sources=("establishment",), key="establishment")
    bench.keep("establishment_past", past)


def _owners(bench: Workbench) -> ir.Table:
    """entity -> enterprise, for units and branches ever seen (the last owner wins); enterprises own themselves."""
    tables = ("establishment", "branch")
    parts = []
    for table in tables:
        current, past = _own_rows(bench, table), bench.table(f"register_{table}_past")
        parts.append(current.select("entity", "enterprise", ended=ibis.date(9999, 12, 31)))
        parts.append(past.select("entity", "enterprise", ended=past.valid_to))

    def last(rows: ir.Table) -> ir.Table:
        latest = ibis.window(group_by="entity", order_by=[ibis.desc("ended"), "enterprise"])
        ranked = rows.mutate(rank=ibis.row_number().over(latest))
        return ranked.filter(ranked.rank == 0).select("entity", "enterprise")

    return bench.carry("owner", ibis.union(*parts), last, sources=tables)


def _with_owner(rows: ir.Table, owners: ir.Table) -> ir.Table:
    """Add `enterprise`: the entity itself when it is one, else its owner (NULL for an orphan)."""
    joined = rows.left_join(owners.rename(owned="entity"), rows.entity == owners.rename(owned="entity").owned)
    own = joined.entity < 2_000_000_000
    return joined.mutate(enterprise=ibis.ifelse(own, joined.entity, joined.enterprise)).drop("owned")


def _addresses(bench: Workbench) -> None:
    """Keys only for what stands: its texts stay in `register_address`. Past rows keep theirs."""
    owners = _owners(bench)
    current = bench.table("register_address")
    past = bench.table("register_address_past")
    listed = listed_addresses(bench)
    texts = [rows.select(*TEXTS) for rows in (current, past, listed)]
    both = ibis.union(*texts)
    belgian = both.filter(is_belgian(country_nl=both.country_nl, country_fr=both.country_fr))
    streets = bench.keep("street_key", street_dictionary(street_places(bench, listed)))
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
    rekeyed = bench.keep("street_changed", _rekeyed(bench, current)) if bench.previous is not None else None
    bench.carry(
        "address", current, keyed, sources=("address", "establishment", "branch"), also=rekeyed
    )  # fmt: skip
    bench.keep("address_past", keyed(past))


def _rekeyed(bench: Workbench, rows: ir.Table) -> ir.Table:
    """`entity` of every address whose street got another key than in the previous build, by rows of others."""
    before, now = (
        table.mutate(**{name: table[name].fill_null("") for name in ("locality", "nis", "street_key")})
        for table in (bench.earlier("street_key"), bench.table("street_key"))
    )
    places = [name for name in before.columns if name.startswith("place_")]
    moved = before.anti_join(now, [*places, "locality", "nis", "street_key"]).semi_join(now, places)
    written = rows.select(
        "entity", **{name: rows[name.removeprefix("place_")].fill_null("") for name in places}
    )
    return written.semi_join(moved, places).select("entity").distinct()


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

    bench.carry("name", _own_rows(bench, "denomination"), best, sources=("denomination",))
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
    rows = _own_rows(bench, "activity")
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


def _changed_enterprises(bench: Workbench) -> ir.Table:
    """`enterprise`: every one of which anything changed since the previous build, its units' rows included."""
    replaced = bench.touched([table.name for table in TABLES])
    touched = bench.keep("entity_changed", ibis.union(replaced, bench.table("street_changed"), distinct=True))
    own = touched.filter(touched.entity < 2_000_000_000).select(enterprise="entity")
    owned = [rows.semi_join(touched, "entity") for rows in (bench.table("owner"), bench.earlier("owner"))]
    parts = [own, *(rows.filter(rows.enterprise.notnull()).select("enterprise") for rows in owned)]
    return bench.keep("subject_changed", ibis.union(*parts, distinct=True))


def _changed_buildings(bench: Workbench, changed: ir.Table) -> ir.Table:
    """`building_key` of every building with an address, now or before, of something that changed.

    An address goes with its enterprise, or with itself where it has none.
    """
    keys = ibis.union(bench.table("entity_changed"), changed.select(entity="enterprise"), distinct=True)
    rows = ibis.union(
        *(
            address.filter(address.building_key.notnull()).select(
                "building_key", entity=ibis.coalesce(address.enterprise, address.entity)
            )
            for address in (bench.table("address"), bench.earlier("address"))
        )
    )
    return bench.keep("building_changed", rows.semi_join(keys, "entity").select("building_key").distinct())


def _buildings(bench: Workbench, changed: ir.Table | None) -> None:
    address = bench.table("address")
    legal = bench.table("enterprise").filter(lambda t: t.is_legal).select(legal="enterprise")

    def counted(only: ir.Table | None) -> ir.Table:
        known = among(address.filter(address.building_key.notnull()), only)
        here = legal if only is None else legal.semi_join(known, legal.legal == known.enterprise)
        known = known.left_join(here, known.enterprise == here.legal)
        seat = (known.type_of_address == "REGO") & known.legal.notnull()
        unit = known.type_of_address == "BAET"
        boxed = ~known.unit_key.endswith("|")
        per_unit = known.group_by("building_key", "unit_key").agg(
            seats=seat.sum(), units=unit.sum(), rows=known.count(), boxed=boxed.any()
        )
        return per_unit.group_by("building_key").agg(
            n_seats=per_unit.seats.sum(),
            n_establishments=per_unit.units.sum(),
            n_entities=per_unit.rows.sum(),
            n_units=per_unit.boxed.sum(),
        )

    bench.amend("building", counted, changed=None if changed is None else _changed_buildings(bench, changed))


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


def _subjects(bench: Workbench, changed: ir.Table | None) -> None:
    """Legal persons only: natural persons are never scored and do not enter here."""
    legal = bench.table("enterprise").filter(lambda t: t.is_legal)
    profile = bench.table("activity_profile")
    address = bench.table("address")
    entities = None if changed is None else changed.rename(entity="enterprise")

    def units(only: ir.Table | None) -> ir.Table:
        standing = among(bench.table("establishment"), only).semi_join(legal, "enterprise")
        of_unit = profile.select("main_nace", "consumer", establishment="entity")
        by_unit = standing.select("enterprise", "establishment").left_join(of_unit, "establishment")
        return by_unit.group_by("enterprise").agg(
            n_establishments=by_unit.count(),
            unit_nace=by_unit.main_nace.min(),
            unit_consumer=by_unit.consumer.any(),
        )

    unit = bench.amend("unit_profile", units, changed=changed)
    seat = bench.amend("seat", lambda only: _one_seat(among(address, only)), changed=entities)
    main = profile.filter(profile.entity < 2_000_000_000)
    sides = (
        seat.rename(enterprise="entity"),
        bench.table("name").rename(enterprise="entity"),
        main.select("main_nace", "n_sections", "n_codes", "consumer", enterprise="entity"),
        unit,
    )

    def wide(only: ir.Table | None) -> ir.Table:
        rows = among(legal, only)
        for side in sides:
            named = among(side, only).rename(side_enterprise="enterprise")
            rows = rows.left_join(named, rows.enterprise == named.side_enterprise).drop("side_enterprise")
        return rows.select(
            "enterprise", "name", "juridical_form", "juridical_form_cac", "juridical_situation", "status",
            "start_date", "valid_from", "nis", "building_key", "unit_key", "date_striking_off", "seat_since",
            form=ibis.coalesce(rows.juridical_form_cac, rows.juridical_form),
            main_nace=ibis.coalesce(rows.main_nace, rows.unit_nace),
            consumer=ibis.coalesce(rows.consumer, rows.unit_consumer, False),
            n_sections=rows.n_sections.fill_null(0),
            n_codes=rows.n_codes.fill_null(0),
            n_establishments=rows.n_establishments.fill_null(0),
        )  # fmt: skip

    bench.amend("subject", wide, changed=changed)
