"""Per legal person: must it deposit accounts, which closing day is the first without a deposit, and can we know that?

`filing_duty`, one row per subject:

| column | meaning |
|---|---|
| duty | `yes`, `no`, or `unknown` with a `reason` (code of `indicators/neerlegging/_reasons.py`) |
| last_end, n_filings | latest closing day that was deposited, and how many were; NULL where none ever was |
| closing | latest day on which the first year without a deposit can have closed; NULL unless the duty is certain |
| basis | where `closing` comes from: `last_filing`, `exceptional_year`, `longest_year` |
| months | whole months from `closing` to `at` |
| seen_until | last day of which the lists show that nothing was deposited; NULL where they show nothing |
| seen_months | whole months from `closing` to `seen_until`, less the days a deposit takes to be listed |
| covered | `seen_until` is recent enough to say that a deposit is absent |

An absent deposit counts against nobody by itself: it is due only when the longest year the law allows has run out, or
twelve months after the last deposited year, where nothing points to another closing day (an exceptional year or another
closing month in the register's full file, an act on the financial year in the gazette: then 24 months). Years before
a company took a form that must deposit do not count. Rules and sources: `reference/filing_rules.yml`.
"""

from __future__ import annotations

from datetime import date, timedelta

import ibis
import ibis.expr.types as ir

from knipperlicht.reference.filing_rules import exempt_forms, filing_forms, filing_rules, filing_situations
from knipperlicht.reference.legal_forms import legal_form_codes
from knipperlicht.warehouse.workbench import Workbench

NEEDS = ("nbb",)
AFTER = ("accounts",)
FRIDAY = 4
UNKNOWN_FORMS = legal_form_codes("other")


def build(bench: Workbench, at: date) -> None:
    """Keep `filing_duty`."""
    rows = _closings(bench, _bound(bench, at), at)
    bench.keep("filing_duty", _seen(bench, rows, at))


def _bound(bench: Workbench, at: date) -> ir.Table:
    """Subjects with duty, reason, what they deposited, and `since`: when the duty began at the latest."""
    subject, filing = bench.table("subject"), bench.table("last_filing")
    deposited = filing.select(depositor="enterprise", last_end="end_date", n_filings="n_filings")
    form = bench.table("form_change")
    taken = form.filter(form.after.isin(filing_forms()) & form.before.notin(filing_forms()))
    turned = taken.group_by(turner=taken.enterprise).agg(turned=taken.day.max())
    rows = subject.left_join(deposited, subject.enterprise == deposited.depositor).drop("depositor")
    rows = rows.left_join(turned, rows.enterprise == turned.turner).drop("turner")
    must = rows.form.isin(filing_forms()) & rows.juridical_form.isin(filing_forms())
    living = rows.juridical_situation.fill_null("").isin(filing_situations())
    unknown_form = rows.form.isnull() | rows.form.isin(UNKNOWN_FORMS)
    begun = rows.start_date.notnull() | rows.last_end.notnull()
    none = ibis.null("string")
    reason = ibis.cases(
        (rows.form.isin(exempt_forms()), none),
        (unknown_form, "form_unknown"),
        (~must, "duty_not_by_form"),
        (~living, "duty_in_situation"),
        (~begun, "start_unknown"),
        else_=none,
    )
    duty = ibis.cases((rows.form.isin(exempt_forms()), "no"), (reason.notnull(), "unknown"), else_="yes")
    return rows.select(
        "enterprise", "last_end", "n_filings", "turned", duty=duty, reason=reason,
        since=ibis.greatest(rows.start_date, rows.turned.fill_null(rows.start_date)),
    )  # fmt: skip


def _closings(bench: Workbench, rows: ir.Table, at: date) -> ir.Table:
    """Add `closing`, `basis` and `months` to the rows whose duty is certain."""
    for hint in (_statutory(bench), _acts(bench, at)):
        named = hint.rename(hinted="enterprise")
        rows = rows.left_join(named, rows.enterprise == named.hinted).drop("hinted")
    longest = filing_rules().terms.longest_year_months
    began = ibis.greatest(rows.since, rows.form_act.fill_null(rows.since))
    # What was deposited before the company took its present form says nothing of when its next year closes.
    rows = rows.mutate(last_end=(rows.last_end < rows.turned).ifelse(ibis.null("date"), rows.last_end))
    exceptional = rows.exceptional_end > ibis.coalesce(rows.last_end, began)
    moved = (rows.end_month != rows.last_end.month()) | (rows.year_act > rows.last_end)
    next_end = ibis.ifelse(moved.fill_null(False), _later(rows.last_end, longest), _later(rows.last_end, 12))
    first_end = began + ibis.interval(months=longest) - ibis.interval(days=1)
    closing = ibis.cases(
        (rows.duty != "yes", ibis.null("date")),
        (exceptional.fill_null(False), rows.exceptional_end),
        (rows.last_end.notnull(), next_end),
        else_=first_end,
    )
    basis = ibis.cases(
        (exceptional.fill_null(False), "exceptional_year"),
        (rows.last_end.notnull() & ~moved.fill_null(False), "last_filing"),
        else_="longest_year",
    )
    rows = rows.mutate(closing=closing, basis=basis)
    return rows.select(
        "enterprise", "duty", "reason", "last_end", "n_filings", "closing", "basis",
        months=_months(rows.closing, ibis.literal(at, "date")),
    )  # fmt: skip


def _statutory(bench: Workbench) -> ir.Table:
    """enterprise, end_month, exceptional_end: the closing month that stands, and the last exceptional year's end."""
    years = bench.table("xml_fiscal_year")
    return years.group_by("enterprise").agg(
        end_month=years.end_month.max(where=years.end_date.isnull()),
        exceptional_end=years.exceptional_end.max(),
    )


def _acts(bench: Workbench, at: date) -> ir.Table:
    """enterprise, year_act, form_act: last published act on the financial year, and on the legal form."""
    acts = bench.table("gazette_act")
    acts = acts.filter(acts.act.isin(("fiscal_year", "form")) & (acts.day <= ibis.literal(at, "date")))
    return acts.group_by("enterprise").agg(
        year_act=acts.day.max(where=acts.act == "fiscal_year"),
        form_act=acts.day.max(where=acts.act == "form"),
    )


def _seen(bench: Workbench, rows: ir.Table, at: date) -> ir.Table:
    """Add `seen_until`, `seen_months` and `covered`."""
    seen, today = filing_rules().seen, ibis.literal(at, "date")
    asked = bench.table("nbb_coverage")
    asked = asked.filter(asked.asked <= today).select(asker="enterprise", asked="asked")
    rows = rows.left_join(asked, rows.enterprise == asked.asker).drop("asker")
    rows = rows.cross_join(_daily(bench, at))
    joined = rows.asked + ibis.interval(days=1) >= rows.run_start
    since_closing = rows.closing >= rows.run_start
    daily = ibis.ifelse((joined | since_closing).fill_null(False), rows.run_end, ibis.null("date"))
    rows = rows.mutate(
        seen_until=ibis.greatest(ibis.coalesce(rows.asked, daily), ibis.coalesce(daily, rows.asked))
    )
    sure = rows.seen_until - ibis.interval(days=seen.days_until_listed)
    oldest = ibis.literal(at - timedelta(days=seen.days_an_answer_holds), "date")
    return rows.select(
        "enterprise", "duty", "reason", "last_end", "n_filings", "closing", "basis", "months", "seen_until",
        seen_months=_months(rows.closing, sure),
        covered=(rows.seen_until >= oldest).fill_null(False),
    )  # fmt: skip


def _daily(bench: Workbench, at: date) -> ir.Table:
    """run_start, run_end: one row, the last days of which every daily extract was taken in; weekends may be missing."""
    days = bench.table("nbb_batch_day")
    days = days.filter(days.day <= ibis.literal(at, "date")).select("day")
    before = days.mutate(before=days.day.lag().over(ibis.window(order_by=days.day)))
    weekday, gap = (
        before.before.day_of_week.index().cast("int64"),
        before.day.delta(before.before, unit="day"),
    )
    unbroken = (gap == 1) | ((weekday >= FRIDAY) & (weekday + gap <= FRIDAY + 3))
    starts = before.filter(~unbroken.fill_null(False)).agg(run_start=lambda t: t.day.max())
    return starts.cross_join(days.agg(run_end=days.day.max()))


def _later(end: ir.DateValue, months: int) -> ir.DateValue:
    """The last day of a year that begins the day after `end` and lasts so many months."""
    return end + ibis.interval(days=1) + ibis.interval(months=months) - ibis.interval(days=1)


def _months(closing: ir.DateValue, day: ir.DateValue) -> ir.IntegerValue:
    """Whole months since the day after `closing`, as the law counts them: the ninth begins at 8."""
    first = closing + ibis.interval(days=1)
    months = (day.year() - first.year()) * 12 + day.month() - first.month()
    return (months - (day.day() < first.day()).cast("int32")).cast("int64")
