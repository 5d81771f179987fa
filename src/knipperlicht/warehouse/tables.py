"""The canonical tables: the register's rows with one key per building, one activity code for all NACE
versions, an owner for every row, and the wide table of subjects that indicators start from.

Input: the `register_…` relations (see `register.py`). Output, all kept on the workbench:

| table | one row per | columns beyond the register's |
|---|---|---|
| enterprise, enterprise_past | enterprise / earlier state of one | is_legal; past: gone (left the register) |
| establishment, …_past | establishment unit | |
| denomination_past | name that no longer stands | |
| address, address_past | address | enterprise (owner), nis, street_key, building_key, unit_key |
| contact | contact detail | enterprise (owner), value_key |
| nace_map | NACE code in use | see `nace.nace_map` |
| activity_profile | entity | main_nace, main_group, n_sections, n_codes, consumer |
| main_activity_past, …_touched | ended main activity; standing one of an entity that ever changed | nace2025 |
| building | building | n_seats, n_units, n_establishments, n_entities |
| subject | legal person | name, seat, activity, establishments, age |
"""

from __future__ import annotations

import ibis
import ibis.expr.types as ir

from knipperlicht.warehouse.address import attach_keys
from knipperlicht.warehouse.address_house import box_dictionary, house_dictionary
from knipperlicht.warehouse.address_keys import street_dictionary
from knipperlicht.warehouse.address_place import is_belgian
from knipperlicht.warehouse.nace import code_dictionary, learn_pairs, nace_map
from knipperlicht.warehouse.places import allowlist_rows, keep_allowed_buildings
from knipperlicht.warehouse.workbench import Workbench

SECTIONS = "ABCDEFGHIJKLMNOPQRSTUV"
LEGAL = "2"


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
        bench.keep(f"establishment{suffix}", bench.table(f"register_establishment{suffix}").rename(establishment="entity"))


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
    return rows.mutate(rank=ibis.row_number().over(latest)).filter(lambda t: t.rank == 0).select("entity", "enterprise")


def _with_owner(rows: ir.Table, owners: ir.Table) -> ir.Table:
    """Add `enterprise`: the entity itself when it is one, else its owner (NULL for an orphan)."""
    joined = rows.left_join(owners.rename(owned="entity"), rows.entity == owners.rename(owned="entity").owned)
    own = joined.entity < 2_000_000_000
    return joined.mutate(enterprise=ibis.ifelse(own, joined.entity, joined.enterprise)).drop("owned")


def _addresses(bench: Workbench) -> None:
    owners = bench.keep("owner", _owners(bench))
    current = bench.table("register_address")
    past = bench.table("register_address_past")
    both = ibis.union(current.mutate(valid_to=ibis.null("date")), past, allowlist_rows())
    belgian = both.filter(is_belgian(country_nl=both.country_nl, country_fr=both.country_fr))
    keyed = attach_keys(
        addresses=both,
        streets=bench.keep("street_key", street_dictionary(belgian)),
        houses=bench.keep("house_key", house_dictionary(belgian)),
        boxes=bench.keep("box_key", box_dictionary(belgian)),
    )
    every = bench.keep("address_all", _with_owner(keyed, owners))
    keep_allowed_buildings(bench, every)
    bench.keep("address", every.filter(every.valid_to.isnull() & (every.entity > 0)).drop("valid_to"))
    bench.keep("address_past", every.filter(every.valid_to.notnull()))
    bench.drop("address_all")


def _names(bench: Workbench) -> None:
    """`name`: the one name shown per entity, the registered name in Dutch before French before others."""
    rows = bench.table("register_denomination")
    kind = rows.type_of_denomination.cases(("001", 0), ("003", 1), ("002", 2), else_=3)
    language = rows.language.cases(("2", 0), ("1", 1), ("4", 2), ("3", 3), else_=4)
    ranked = rows.mutate(rank=kind * 10 + language)
    bench.keep("name", ranked.group_by("entity").agg(name=ranked.denomination.argmin(ranked.rank)))
    bench.keep("denomination_past", bench.table("register_denomination_past"))


def _contacts(bench: Workbench) -> None:
    """`value_key`: mail and web folded to lower case, telephone to its last eight digits."""
    rows = _with_owner(bench.table("register_contact"), bench.table("owner"))
    text = rows.value.strip().lower()
    digits = rows.value.re_replace("[^0-9]", "")
    web = text.re_replace("^https?://", "").re_replace("^www[.]", "").re_replace("/+$", "")
    key = rows.contact_type.cases(
        ("TEL", ibis.ifelse(digits.length() >= 8, digits.right(8), ibis.null("string"))),
        ("WEB", web),
        else_=text,
    )
    bench.keep("contact", rows.mutate(value_key=key.nullif("")))


def _activities(bench: Workbench) -> None:
    rows = bench.table("register_activity")
    past = bench.table("register_activity_past")
    codes = ibis.union(code_dictionary(rows), code_dictionary(past), distinct=True)
    learned = bench.keep("nace_learned", learn_pairs(activity=rows))
    mapping = bench.keep("nace_map", nace_map(codes=codes, learned=learned))
    bench.keep("activity_profile", activity_profile(rows, mapping))
    for suffix in ("past", "touched"):
        bench.keep(f"main_activity_{suffix}", _main_rows(bench.table(f"register_activity_{suffix}"), mapping))


def mapped_rows(rows: ir.Table, mapping: ir.Table) -> ir.Table:
    """Activity rows with nace2025, section and consumer."""
    names = mapping.select("nace_version", "nace_code", "nace2025", "section", "consumer")
    return rows.inner_join(names, ["nace_version", "nace_code"])


def main_rank(rows: ir.Table) -> ir.StringValue:
    """Text that sorts the main activities of an entity: VAT before employer before other lists, newest version first.

    The enterprise counter's list (group 003) marks many activities as main, so it comes last.
    """
    group = rows.activity_group.cases(("001", "0"), ("006", "1"), ("003", "3"), else_="2")
    version = rows.nace_version.cases(("2025", "0"), ("2008", "1"), else_="2")
    main = ibis.ifelse(rows.classification == "MAIN", "0", "1")
    return main + group + version + rows.nace2025


def activity_profile(rows: ir.Table, mapping: ir.Table) -> ir.Table:
    """Per entity: main_nace (2025, five digits), main_group, n_sections, n_codes, consumer.

    `n_sections` counts NACE sections over main and secondary activities; `consumer` is true when the
    main activity (in its own version) is one that receives the public.
    """
    mapped = mapped_rows(rows, mapping)
    bits = ibis.literal(0, "int64")
    for index, letter in enumerate(SECTIONS):
        bits = ibis.ifelse(mapped.section == letter, ibis.literal(1 << index, "int64"), bits)
    counted = mapped.classification.isin(("MAIN", "SECO"))
    flag = ibis.ifelse(mapped.consumer, "1", "0")
    grouped = mapped.group_by("entity").agg(
        rank=(main_rank(mapped) + flag).min(),
        mask=ibis.ifelse(counted, bits, ibis.literal(0, "int64")).bit_or(),
        n_codes=mapped.count(),
    )
    count = sum(
        (((grouped.mask / (1 << i)).floor().cast("int64") % 2) for i in range(len(SECTIONS))),
        ibis.literal(0, "int64"),
    )
    length = grouped.rank.length()
    return grouped.select(
        "entity",
        main_nace=grouped.rank.substr(3, length - 4),
        main_group=grouped.rank.substr(1, 1).cases(("0", "001"), ("1", "006"), ("3", "003"), else_="other"),
        is_main=grouped.rank.startswith("0"),
        n_sections=count,
        n_codes=grouped.n_codes,
        consumer=grouped.rank.right(1) == "1",
    )


def _main_rows(rows: ir.Table, mapping: ir.Table) -> ir.Table:
    """Main activities on the VAT and employer lists, with their 2025 code and days of validity."""
    mapped = mapped_rows(rows, mapping)
    return mapped.filter((mapped.classification == "MAIN") & mapped.activity_group.isin(("001", "006"))).drop(
        "classification", "section", "consumer"
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


def _subjects(bench: Workbench) -> None:
    """Legal persons only: natural persons are never scored and do not enter here."""
    enterprise = bench.table("enterprise").filter(lambda t: t.is_legal)
    name = bench.table("name")
    seat = bench.table("address").filter(lambda t: (t.type_of_address == "REGO") & (t.entity < 2_000_000_000))
    seat = seat.group_by("entity").agg(
        nis=seat.nis.min(), building_key=seat.building_key.min(), unit_key=seat.unit_key.min(),
        date_striking_off=seat.date_striking_off.max(), seat_since=seat.valid_from.max(), zipcode=seat.zipcode.min(),
    )
    units = bench.table("establishment")
    profile = bench.table("activity_profile")
    by_unit = units.inner_join(profile, units.establishment == profile.entity)
    own = by_unit.group_by("enterprise").agg(
        unit_nace=by_unit.main_nace.min(), unit_consumer=by_unit.consumer.any()
    )
    count = units.group_by("enterprise").agg(n_establishments=units.count())
    joined = (
        enterprise.left_join(name.rename(n="entity"), enterprise.enterprise == name.rename(n="entity").n)
        .drop("n")
    )
    seats = seat.rename(s="entity")
    joined = joined.left_join(seats, joined.enterprise == seats.s).drop("s")
    main = profile.select(p="entity", main_nace="main_nace", n_sections="n_sections", n_codes="n_codes", consumer="consumer")
    joined = joined.left_join(main, joined.enterprise == main.p).drop("p")
    joined = joined.left_join(own.rename(o="enterprise"), joined.enterprise == own.rename(o="enterprise").o).drop("o")
    joined = joined.left_join(count.rename(c="enterprise"), joined.enterprise == count.rename(c="enterprise").c).drop("c")
    bench.keep(
        "subject",
        joined.select(
            "enterprise", "name", "juridical_form", "juridical_form_cac", "juridical_situation", "status",
            "start_date", "valid_from", "nis", "zipcode", "building_key", "unit_key", "date_striking_off", "seat_since",
            form=ibis.coalesce(joined.juridical_form_cac, joined.juridical_form),
            main_nace=ibis.coalesce(joined.main_nace, joined.unit_nace),
            consumer=ibis.coalesce(joined.consumer, joined.unit_consumer, False),
            n_sections=joined.n_sections.fill_null(0),
            n_codes=joined.n_codes.fill_null(0),
            n_establishments=joined.n_establishments.fill_null(0),
        ),
    )
