"""What the other sources say of one enterprise: accounts, publications, notices of courts, mandates, visits.

Each function gives plain dictionaries, newest first; nothing where its source was not taken in (`connected` says which
were). Amounts are whole euros; None is not disclosed.
"""

from __future__ import annotations

from typing import Any

from knipperlicht.core.clock import Language
from knipperlicht.readmodel.facts import plain
from knipperlicht.readmodel.reader import Reader

YEARS = 10
MOST = 500
AMOUNTS = (
    "turnover", "gross_margin", "result", "equity", "total_assets", "short_debts", "cash", "staff_cost", "overdue_tax",
    "overdue_social",
)  # fmt: skip
"""Columns of `nbb_filing` a dossier shows, with `fte`."""
PEER_MEASURES = ("gross_share", "cash_share", "turnover_per_fte", "pay_per_hour")


def connected(reader: Reader) -> frozenset[str]:
    """Names of the sources beyond KBO Open Data that this snapshot holds."""
    return frozenset(one["source"] for one in reader.snapshot.manifest.get("records", []))


def accounts(reader: Reader, enterprise: int) -> list[dict[str, Any]]:
    """One row a closing day, of the newest deposit for it: what was deposited when, and the amounts shown."""
    columns = ", ".join(AMOUNTS)
    rows = reader.rows(
        f"SELECT reference, deposit_date, start_date, end_date, model, scheme, correction, has_values, fte, {columns} "
        "FROM nbb_filing WHERE enterprise = ? AND NOT coalesce(consolidated, false) "
        "UNION ALL BY NAME SELECT reference, deposit_date, start_date, end_date, model, scheme, correction, "
        "false AS has_values FROM nbb_reference WHERE enterprise = ? AND NOT coalesce(consolidated, false)",
        enterprise, enterprise,
    )  # fmt: skip
    rows.sort(key=lambda row: (row["end_date"], row["has_values"], row["deposit_date"], row["reference"]))
    newest = {row["end_date"]: row for row in rows if row["end_date"]}
    deposited = {day: min(r["deposit_date"] for r in rows if r["end_date"] == day) for day in newest}
    years = sorted(newest.values(), key=lambda row: row["end_date"], reverse=True)[:YEARS]
    return [
        {
            "reference": row["reference"], "from": plain(row["start_date"]), "to": plain(row["end_date"]),
            "deposited": plain(deposited[row["end_date"]]), "model": row["model"], "scheme": row["scheme"],
            "correction": bool(row["correction"]), "disclosed": row["has_values"], "fte": row["fte"],
            **{name: None if row[name] is None else round(row[name] / 100) for name in AMOUNTS},
        }
        for row in years
    ]  # fmt: skip


def peers(reader: Reader, enterprise: int) -> list[dict[str, Any]]:
    """Per measure of the last accounts: value, p25, p50, p75, companies it is compared with, and their group."""
    if "nbb" not in connected(reader):
        return []
    found = reader.rows("SELECT * FROM peer WHERE enterprise = ?", enterprise)
    if not found:
        return []
    row = found[0]
    limits = reader.rows(
        "SELECT measure, peer_group, companies, p25, p50, p75 FROM peer_limit "
        "WHERE division = ? AND size = ? AND stage = ? ORDER BY measure",
        row["division"], row["size"], row["stage"],
    )  # fmt: skip
    return [
        {**limit, "value": row[limit["measure"]]}
        for limit in limits
        if limit["measure"] in PEER_MEASURES and row[limit["measure"]] is not None
    ]


def publications(reader: Reader, enterprise: int) -> list[dict[str, Any]]:
    """Publications in the gazette, each with its acts as codes and the address of its text where that is known."""
    acts: dict[tuple[Any, str], list[str]] = {}
    for row in reader.rows(
        "SELECT day, number, act FROM gazette_act WHERE enterprise = ? ORDER BY act", enterprise
    ):
        acts.setdefault((row["day"], row["number"]), []).append(row["act"])
    rows = reader.rows(
        "SELECT day, number, label, pdf FROM gazette_publication WHERE enterprise = ? ORDER BY day DESC, number LIMIT ?",
        enterprise, MOST,
    )  # fmt: skip
    return [
        {
            "day": plain(row["day"]), "number": row["number"], "label": row["label"], "pdf": row["pdf"],
            "acts": acts.get((row["day"], row["number"]), []),
        }
        for row in rows
    ]  # fmt: skip


def notices(reader: Reader, enterprise: int) -> list[dict[str, Any]]:
    """Notices of enterprise courts."""
    rows = reader.rows(
        "SELECT day, kind, court, judgment_day, end_day, reference FROM court_notice WHERE enterprise = ? "
        "ORDER BY day DESC, kind LIMIT ?", enterprise, MOST,
    )  # fmt: skip
    return [
        {**row, **{name: plain(row[name]) for name in ("day", "judgment_day", "end_day")}} for row in rows
    ]


def visits(reader: Reader, enterprise: int) -> list[dict[str, Any]]:
    """What services of municipalities saw or decided; annulled decisions stay out."""
    rows = reader.rows(
        "SELECT day, kind, service, reference, final, in_order, clearly_other FROM municipal_observation "
        "WHERE enterprise = ? AND NOT coalesce(annulled, false) ORDER BY day DESC, kind LIMIT ?",
        enterprise, MOST,
    )  # fmt: skip
    return [{**row, "day": plain(row["day"])} for row in rows]


def people(reader: Reader, enterprise: int, *, language: Language = "nl") -> list[dict[str, Any]]:
    """Who holds which mandate in this enterprise, by mandate and day; from the register, else from the accounts.

    No one is followed to other enterprises here, and nobody is ranked.
    """
    register = reader.rows(
        "SELECT coalesce(function_cac, function) AS function, holder_kind, holder, holder_name, start_date, end_date, "
        "'kbo_xml' AS source FROM xml_function WHERE enterprise = ? "
        "UNION ALL SELECT coalesce(function_name, function), holder_kind, holder, holder_name, start_date, NULL, "
        "'kbo_select' FROM select_mandate WHERE enterprise = ?",
        enterprise, enterprise,
    )  # fmt: skip
    filed = reader.rows(
        "SELECT function, kind AS holder_kind, holder, name AS holder_name, start_date, end_date, 'nbb' AS source "
        "FROM nbb_officer WHERE enterprise = $1 AND reference = (SELECT max_by(reference, deposit_date) "
        "FROM nbb_filing WHERE enterprise = $1)",
        enterprise,
    )  # fmt: skip
    named = {
        row["code"]: row
        for row in reader.rows("SELECT code, nl, fr, en FROM xml_code WHERE category = 'FunctionCodes'")
    }
    for row in register:
        words = named.get(row["function"], {})
        row["function"] = words.get(language) or words.get("nl") or row["function"]
    rows = (register or filed)[:MOST]
    rows.sort(key=lambda row: (str(row["function"]), str(row["start_date"])))
    return [
        {**row, "start_date": plain(row["start_date"]), "end_date": plain(row["end_date"])} for row in rows
    ]
