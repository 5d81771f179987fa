"""How many rows of the register, standing or past, write each street of each place so.

The street dictionary follows from these numbers (`address_keys`). A daily update touches a few thousand of three million
rows: after an earlier build theirs are taken off and put on again, instead of counting all anew.
"""

from __future__ import annotations

import ibis
import ibis.expr.types as ir

from knipperlicht.warehouse.address_keys import PLACE, written_places
from knipperlicht.warehouse.address_place import is_belgian
from knipperlicht.warehouse.workbench import Workbench

COLUMNS = ("country_nl", "country_fr", *(name.removeprefix("place_") for name in PLACE))


def street_places(bench: Workbench, listed: ir.Table) -> ir.Table:
    """`written_places` of the register, and with n = 0 those that only `listed` has (the public list of addresses)."""
    if bench.previous is None:
        register = _counted(bench.table("register_address"), bench.table("register_address_past"))
    else:
        register = _amended(bench)
    own = _counted(listed).mutate(n=ibis.literal(0, "int64"))
    return ibis.union(register, own.anti_join(register, list(PLACE)))


def _amended(bench: Workbench) -> ir.Table:
    """From the numbers of the build before, what it counted of all that was touched since, and what that has now."""
    before = bench.earlier("street_key").filter(lambda t: t.n > 0).select(*PLACE, "n")
    touched = bench.touched(["address"])
    now = _counted(bench.table("episodes_address").semi_join(touched, "entity"))
    never = bench.table("register_address_base").anti_join(bench.earlier("address_touched"), "entity")
    rows = (never, bench.earlier("address_overlay"), bench.earlier("address_past"))
    then = _counted(*(part.semi_join(touched, "entity") for part in rows))
    parts = ibis.union(before, now, then.mutate(n=-then.n))
    return parts.group_by(list(PLACE)).agg(n=parts.n.sum()).filter(lambda t: t.n > 0)


def _counted(*parts: ir.Table) -> ir.Table:
    rows = ibis.union(*(part.select(*COLUMNS) for part in parts)) if len(parts) > 1 else parts[0]
    return written_places(rows.filter(is_belgian(country_nl=rows.country_nl, country_fr=rows.country_fr)))
