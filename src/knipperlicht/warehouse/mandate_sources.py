"""Mandates as each source says them, in the shape that `topics/mandates.py` describes; of the enterprises in `only`."""

from __future__ import annotations

import ibis
import ibis.expr.types as ir

from knipperlicht.reference.functions import OTHER, roles_by_label, roles_by_nbb_code
from knipperlicht.warehouse.workbench import Workbench, among


def _roles() -> ir.Table:
    rows = [{"word": label, "meaning": role} for label, role in roles_by_label().items()]
    return ibis.memtable(rows, schema={"word": "string", "meaning": "string"})


def function_roles(bench: Workbench) -> ir.Table:
    """code, role: what the codes file says of the codes of functions."""
    codes = bench.table("xml_code").filter(lambda t: t.category == "FunctionCodes")
    labels = ibis.union(
        *(
            codes.filter(codes[name].notnull()).select("code", label=codes[name].lower().strip())
            for name in ("nl", "fr")
        )
    )
    roles = _roles()
    named = labels.left_join(roles, labels.label == roles.word)
    return named.group_by("code").agg(role=named.meaning.max().fill_null(OTHER))


def registered(
    bench: Workbench, today: ir.DateScalar, picked: ir.Table, only: ir.Table | None = None
) -> ir.Table:
    """Functions of the reuse file. A code that the codes file does not explain has no role."""
    named = bench.table("function_role")
    rows = among(bench.table("xml_function"), only)
    rows = rows.filter(rows.start_date.isnull() | (rows.start_date <= today))
    rows = rows.mutate(code_read=ibis.coalesce(rows.function_cac, rows.function))
    rows = rows.left_join(named, rows.code_read == named.code)
    written = rows.holder_name.upper().strip()
    person = rows.holder_kind == "person"
    rows = rows.mutate(
        written=written,         who=ibis.ifelse(person, ibis.literal("N") + written, _entity(rows.holder)),
        ended=ibis.ifelse(rows.end_date <= today, rows.end_date, ibis.null("date")),
    )  # fmt: skip
    numbered = picked.filter(picked.holder.startswith("P") & picked.holder_name.notnull())
    numbered = numbered.mutate(written=numbered.holder_name.upper().strip())
    numbered = numbered.group_by(of="enterprise", name="written").agg(
        identifier=numbered.holder.max(), n=numbered.holder.nunique()
    )
    numbered = numbered.filter(numbered.n == 1)
    rows = rows.left_join(numbered, [rows.enterprise == numbered["of"], rows.written == numbered["name"]])
    return rows.mutate(
        holder=ibis.ifelse(rows.holder_kind == "person", rows.identifier, _entity(rows.holder)),
        holder_name=ibis.coalesce(rows.holder_name, rows.holder.cast("string")),
        who=ibis.coalesce(rows.who, ibis.literal("?") + rows.place.cast("string")),
        end_date=rows.ended, term_end=rows.end_date, source=ibis.literal("kbo_xml"), stated=rows.seen,
    )  # fmt: skip


def selected(bench: Workbench, today: ir.DateScalar, only: ir.Table | None = None) -> ir.Table:
    """Mandates of KBO Select. One that a later list of the same company no longer shows ended after it was last seen."""
    last = bench.table("select_enterprise").select(of="enterprise", listed="seen")
    rows = among(bench.table("select_mandate"), only).filter(lambda t: t.start_date <= today)
    rows = rows.left_join(last, rows.enterprise == last["of"])
    rows = rows.mutate(label=rows.function_name.lower().strip())
    roles = _roles()
    rows = rows.left_join(roles, rows.label == roles.word)
    gone = ibis.ifelse(rows.seen < rows.listed, rows.seen, ibis.null("date"))
    identifier = rows.holder_kind.cases(
        ("person", ibis.literal("P") + rows.identity),
        ("entity", _entity(rows.holder)),
        else_=ibis.null("string"),
    )
    shown = ibis.coalesce(rows.holder_name, rows.holder.cast("string"))
    return rows.mutate(
        holder=identifier, who=ibis.coalesce(identifier, ibis.literal("N") + rows.holder_name.upper().strip()),
        holder_kind=ibis.ifelse(rows.holder_kind == "entity", "entity", "person"), holder_name=shown,
        role=ibis.coalesce(rows.meaning, OTHER), represents=ibis.null("int64"), end_date=gone, term_end=gone,
        source=ibis.literal("kbo_select"), stated=rows.seen,
    )  # fmt: skip


def deposited(bench: Workbench, today: ir.DateScalar, only: ir.Table | None = None) -> ir.Table:
    """Mandates as the last deposited accounts name them: a state of the day of deposit, with planned ends."""
    filings = among(bench.table("nbb_filing"), only).filter(lambda t: t.deposit_date <= today)
    order = filings.deposit_date.cast("string") + filings.reference
    last = filings.group_by("enterprise").agg(
        reference=filings.reference.argmax(order), deposit_date=filings.deposit_date.max()
    )
    rows = among(bench.table("nbb_officer"), only).inner_join(last, ["enterprise", "reference"])
    roles = ibis.memtable(
        [{"code": code, "meaning": role} for code, role in roles_by_nbb_code().items()],
        schema={"code": "string", "meaning": "string"},
    )
    rows = rows.left_join(roles, rows.function == roles.code)
    return rows.mutate(
        holder=_entity(rows.holder), holder_kind=ibis.ifelse(rows.kind == "entity", "entity", "person"),
        who=ibis.coalesce(_entity(rows.holder), ibis.literal("N") + rows.name.upper().strip()),
        holder_name=ibis.coalesce(rows.name, rows.holder.cast("string")), role=ibis.coalesce(rows.meaning, OTHER),
        represents=ibis.null("int64"), term_end=rows.end_date, end_date=ibis.null("date"),
        source=ibis.literal("nbb"), stated=rows.deposit_date,
    )  # fmt: skip


def _entity(number: ir.IntegerValue) -> ir.StringValue:
    return ibis.literal("E") + number.cast("string")
