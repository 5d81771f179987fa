"""The sum. Amounts are integers of a thousandth of a point, so that what is shown adds up to the last digit.

Kept on the workbench:

| table | one row per | columns |
|---|---|---|
| hit_points | hit | enterprise, indicator, family, severity, since, facts, raw, share, points (thousandths) |
| family_points | enterprise and family | points, cap (thousandths) |
| score | subject | score, band, confidence, three sub-scores, total (thousandths), gates, n_hits, top_indicators, answered_here, answered_whole (0–1) |

Points of protective hits are what they really take off: together not below the card's floor, nor below nought in
total. So the points of an enterprise's hits always add up to its total.
"""

from __future__ import annotations

from datetime import date

import ibis
import ibis.expr.types as ir

from knipperlicht.errors import KnipperlichtError
from knipperlicht.indicators.framework import Inputs
from knipperlicht.indicators.registry import indicators
from knipperlicht.scoring.card import Condition, ScoreCard
from knipperlicht.scoring.confidence import confidence
from knipperlicht.warehouse.workbench import among

MILLI = 1000
TOTAL = "total"
DAYS_A_MONTH = 30.4375
TOP = 3


def combine(
    inputs: Inputs, card: ScoreCard, *, last_day: date, gaps: bool, graded_alike: bool = False
) -> None:
    """Score every subject from the tables `hit`, `unknown` and `unanswered`.

    `graded_alike`: the build before had the same `grading`, so that only who is or was hit, or changed, can have
    another row in `score`.
    """
    require_fitting(card)
    bench = inputs.bench
    bench.keep("hit_weighed", _weighed(inputs, card))
    weighed = bench.table("hit_weighed")
    contributions = bench.keep("contribution", _contributions(weighed, card))
    total = contributions.filter(contributions.scope == TOTAL)
    counted = total.select("enterprise", "indicator", "share", "points")
    relief = _relief(weighed, total, card)
    counted = ibis.union(
        counted, relief.select("enterprise", "indicator", share=ibis.literal(100, "int64"), points="relief")
    )
    bench.keep(
        "hit_points",
        weighed.left_join(counted, ["enterprise", "indicator"])
        .select(
            "enterprise", "indicator", "family", "severity", "since", "facts", "raw", "counts",
            share=ibis.coalesce(counted.share, 0), points=ibis.coalesce(counted.points, 0),
        )
        .order_by("enterprise", "indicator"),
    )  # fmt: skip
    families = total.group_by("enterprise", "family").agg(points=total.points.sum(), cap=total.cap.max())
    bench.keep("family_points", families.order_by("enterprise", "family"))
    changed = _changed(inputs, graded_alike)

    def scores(only: ir.Table | None) -> ir.Table:
        grades = confidence(inputs, card, last_day=last_day, gaps=gaps, only=only)
        return _scores(inputs, card, grades, only)

    bench.amend("score", scores, changed=changed if graded_alike else None)


def _changed(inputs: Inputs, graded_alike: bool) -> ir.Table | None:
    """Keep `score_changed` after an earlier build: `enterprise` of all whose score, name or grade can differ."""
    bench = inputs.bench
    if bench.previous is None:
        return None
    if graded_alike:
        changed = [
            bench.table("hit"),
            bench.earlier("hit"),
            bench.table("subject_changed"),
            bench.table("gap_changed"),
        ]
    else:
        changed = [inputs.subject, bench.earlier("score")]
    rows = ibis.union(*(table.select("enterprise") for table in changed), distinct=True)
    return bench.keep("score_changed", rows)


def _weighed(inputs: Inputs, card: ScoreCard) -> ir.Table:
    """Every hit with its points before the family rule (`raw`, thousandths, multiples of 100)."""
    rows = [
        {
            "slug": slug, "family": _family(slug), "base": card.points(slug), "half_life": entry.half_life,
            "reliability": entry.reliability, "evidence_group": entry.group or slug, "weight": entry.weight,
            "subscore": entry.subscore, "protective": None,
        }
        for slug, entry in card.indicators.items()
    ]  # fmt: skip
    rows += [
        {
            "slug": slug, "family": "bescherming", "base": 0, "half_life": None, "reliability": 1.0,
            "evidence_group": slug, "weight": "", "subscore": "", "protective": points * MILLI,
        }
        for slug, points in card.protective.items()
    ]  # fmt: skip
    entries = ibis.memtable(
        rows,
        schema={
            "slug": "string", "family": "string", "base": "int64", "half_life": "float64", "reliability": "float64",
            "evidence_group": "string", "weight": "string", "subscore": "string", "protective": "int64",
        },
    )  # fmt: skip
    hit = inputs.table("hit")
    joined = hit.left_join(entries, hit.indicator == entries.slug)
    months = inputs.days_since(joined.since).clip(lower=0) / DAYS_A_MONTH
    decay = ibis.ifelse(
        joined.half_life.notnull() & joined.since.notnull(),
        (months / joined.half_life * -0.6931471805599453).exp(),
        ibis.literal(1.0),
    )
    tenths = (joined.base * joined.severity * joined.reliability * decay * 10 + 0.5).floor().cast("int64")
    return joined.select(
        "enterprise", "indicator", "severity", "since", "facts", "weight", "subscore", "evidence_group",
        family=joined.family.fill_null(""), raw=tenths.fill_null(0) * (MILLI // 10),
        counts=joined.slug.notnull(), protective=joined.protective.fill_null(0),
    )  # fmt: skip


def _family(slug: str) -> str:
    return indicators()[slug].family


def require_fitting(card: ScoreCard) -> None:
    """Raise KnipperlichtError, with every problem, when the card does not fit the indicators there are."""
    problems = []
    for slug, kind in [
        *((s, "scored") for s in card.indicators),
        *((s, "protective") for s in card.protective),
    ]:
        found = indicators().get(slug)
        if found is None:
            problems.append(f"there is no indicator {slug}")
        elif found.kind != kind:
            problems.append(f"{slug} is {found.kind}, the card counts it as {kind}")
        elif kind == "scored" and found.family not in card.families:
            problems.append(f"{slug} is of family {found.family}, which has no cap")
    if problems:
        raise KnipperlichtError(f"Score card {card.version} is wrong: {'; '.join(problems)}")


def _scored(weighed: ir.Table) -> ir.Table:
    return weighed.filter(weighed.counts & (weighed.raw > 0) & (weighed.subscore != ""))


def _relief(weighed: ir.Table, total: ir.Table, card: ScoreCard) -> ir.Table:
    """enterprise, indicator, relief: what each protective hit takes off (at most 0), the strongest first."""
    found = total.group_by(owner=total.enterprise).agg(found=total.points.sum().cast("int64"))
    rows = weighed.filter(weighed.protective < 0).select("enterprise", "indicator", "protective")
    rows = rows.left_join(found, rows.enterprise == found.owner)
    limit = ibis.greatest(ibis.literal(card.protective_floor * MILLI, "int64"), -rows.found.fill_null(0))
    running = ibis.window(
        group_by="enterprise", order_by=["protective", "indicator"], preceding=None, following=0
    )
    rows = rows.mutate(lowest=limit, upto=rows.protective.sum().over(running).cast("int64"))
    relief = ibis.greatest(rows.upto, rows.lowest) - ibis.greatest(rows.upto - rows.protective, rows.lowest)
    return rows.select("enterprise", "indicator", relief=relief)


def _contributions(weighed: ir.Table, card: ScoreCard) -> ir.Table:
    """Points each hit adds within its family, for the total and for each sub-score (`scope`)."""
    scored = _scored(weighed)
    scopes = ibis.union(scored.mutate(scope=ibis.literal(TOTAL)), scored.mutate(scope=scored.subscore))
    strongest = ibis.window(
        group_by=["scope", "enterprise", "family", "evidence_group"], order_by=[ibis.desc("raw"), "indicator"]
    )
    first = scopes.mutate(place=ibis.row_number().over(strongest)).filter(lambda t: t.place == 0)
    order = ibis.window(group_by=["scope", "enterprise", "family"], order_by=[ibis.desc("raw"), "indicator"])
    ranked = first.mutate(rank=ibis.row_number().over(order))
    percent = [round(share * 100) for share in card.diminishing]
    share = ranked.rank.cases(*[(ibis.literal(i), p) for i, p in enumerate(percent)], else_=percent[-1])
    amount = ranked.mutate(share=share.cast("int64"))
    amount = amount.mutate(amount=(amount.raw // 100) * amount.share)
    caps = {name: family.cap * MILLI for name, family in card.families.items()}
    cap = amount.family.cases(*caps.items(), else_=0)
    running = ibis.window(
        group_by=["scope", "enterprise", "family"],
        order_by=[ibis.desc("raw"), "indicator"],
        preceding=None,
        following=0,
    )
    summed = amount.mutate(cap=cap, upto=amount.amount.sum().over(running).cast("int64"))
    allowed = ibis.least(summed.upto, summed.cap) - ibis.least(summed.upto - summed.amount, summed.cap)
    return summed.select(
        "scope", "enterprise", "indicator", "family", "weight", "subscore", "share", "cap", points=allowed
    )


def _scores(inputs: Inputs, card: ScoreCard, grades: ir.Table, only: ir.Table | None) -> ir.Table:
    """Every subject, or those in `only`: who has a hit as the card says, everyone else at nought. Most have none, so only hits are weighed."""
    hit = _scores_of_hits(inputs, card).rename(hit_enterprise="enterprise")
    rows = among(inputs.subject.select("enterprise", "name", "nis"), only)
    rows = rows.left_join(hit, rows.enterprise == hit.hit_enterprise).drop("hit_enterprise")
    side = grades.rename(side_enterprise="enterprise")
    rows = rows.left_join(side, rows.enterprise == side.side_enterprise).drop("side_enterprise")
    nought: dict[str, float | int | str] = {
        "score": 0.0, "band": card.bands[0].code, **dict.fromkeys(card.subscores, 0.0), "total": 0, "protection": 0,
        "gates": "", "n_hits": 0, "top_indicators": "",
    }  # fmt: skip
    return rows.mutate(**{name: rows[name].fill_null(value) for name, value in nought.items()}).select(
        "enterprise", "name", "nis", "score", "band", "confidence", *card.subscores, "total", "protection",
        "gates", "n_hits", "top_indicators", "answered_here", "answered_whole",
    )  # fmt: skip


def _scores_of_hits(inputs: Inputs, card: ScoreCard) -> ir.Table:
    """The columns of `score` that follow from hits, for who has any."""
    bench = inputs.bench
    rows = bench.table("contribution")
    sums = rows.group_by("enterprise").agg(
        found=ibis.ifelse(rows.scope == TOTAL, rows.points, 0).sum().cast("int64"),
        **{
            f"sum_{name}": ibis.ifelse(rows.scope == name, rows.points, 0).sum().cast("int64")
            for name in card.subscores
        },
    )
    flags = _gate_flags(_scored(bench.table("hit_weighed")), card)
    points = bench.table("hit_points")
    protective = points.family == "bescherming"
    protection = points.group_by("enterprise").agg(
        protection=ibis.ifelse(protective, points.points, 0).sum().cast("int64"),
        n_hits=(points.counts & ~protective).sum().cast("int64"),
    )
    top = _top(points)
    joined = protection
    for side in (sums, flags, top):
        renamed = side.rename(side_enterprise="enterprise")
        joined = joined.left_join(renamed, joined.enterprise == renamed.side_enterprise).drop(
            "side_enterprise"
        )
    joined = joined.mutate(
        total=joined.found.fill_null(0) + joined.protection,
        n_families=sum((joined[f"has_{name}"].fill_null(0) for name in card.families), ibis.literal(0)),
        found=joined.found.fill_null(0),
    )
    gates = [(gate, _holds(joined, gate.when, card) & (joined.found > 0)) for gate in card.gates]
    ceiling = ibis.least(
        ibis.literal(100.0),
        *(ibis.ifelse(when, gate.max, 100.0) for gate, when in gates if gate.max is not None),
    )
    floors = ibis.greatest(
        ibis.literal(0.0), *(ibis.ifelse(when, gate.min, 0.0) for gate, when in gates if gate.min is not None)
    )
    mapped = scale(joined.total, card)
    final = joined.mutate(mapped=mapped, score=ibis.greatest(ibis.least(mapped, ceiling), floors))
    named = final.mutate(
        gates=_named_gates(final, [(g.code, w, g.max) for g, w in gates], mapped),
        band=ibis.cases(
            *((final.score >= band.start, band.code) for band in reversed(card.bands)),
            else_=card.bands[0].code,
        ),
        **{name: scale(final[f"sum_{name}"].fill_null(0), card) for name in card.subscores},
    )
    return named.select(
        "enterprise",
        "score",
        "band",
        *card.subscores,
        "total",
        "protection",
        "gates",
        "n_hits",
        "top_indicators",
    )


def _gate_flags(scored: ir.Table, card: ScoreCard) -> ir.Table:
    """What gates ask of an enterprise: families, classes and sub-scores in which it has a hit.

    Read from all hits, also those a stronger one of their evidence group outweighs: else a further hit could
    push a class or a family aside and lower the score.
    """
    return scored.group_by("enterprise").agg(
        **{f"has_{name}": (scored.family == name).cast("int64").max() for name in card.families},
        **{f"class_{name}": (scored.weight == name).any() for name in card.classes},
        **{f"in_{name}": (scored.subscore == name).any() for name in card.subscores},
    )


def scale(total: ir.IntegerValue, card: ScoreCard) -> ir.FloatingValue:
    """g(total): straight lines between the anchors, to one decimal, halves up."""
    branches = []
    for (x0, y0), (x1, y1) in zip(card.anchors, card.anchors[1:], strict=False):
        line = (total - int(x0 * MILLI)) * (y1 - y0) / ((x1 - x0) * MILLI) + y0
        branches.append((total < int(x1 * MILLI), line))
    value = ibis.cases(*branches, else_=card.anchors[-1][1])
    return (value * 10 + 0.5).floor() / 10


def _holds(rows: ir.Table, when: Condition, card: ScoreCard) -> ir.BooleanValue:
    """Whether a gate's condition holds, from the flags of `_scores`."""
    parts: list[ir.BooleanValue] = []
    if when.families_below is not None:
        parts.append(rows.n_families < when.families_below)
    if when.no_class_of is not None:
        parts += [~rows[f"class_{name}"].fill_null(False) for name in when.no_class_of]
    if when.any_class_of is not None:
        parts.append(ibis.or_(*(rows[f"class_{name}"].fill_null(False) for name in when.any_class_of)))
    if when.only_subscores is not None:
        others = [name for name in card.subscores if name not in when.only_subscores]
        parts += [~rows[f"in_{name}"].fill_null(False) for name in others]
    if when.only_families is not None:
        elsewhere = [name for name in card.families if name not in when.only_families]
        parts += [rows[f"has_{name}"].fill_null(0) == 0 for name in elsewhere]
    return ibis.and_(*parts)


def _named_gates(
    rows: ir.Table, gates: list[tuple[str, ir.BooleanValue, float | None]], mapped: ir.FloatingValue
) -> ir.StringValue:
    """Codes of the gates that changed the number, separated by blanks."""
    text: ir.StringValue = ibis.literal("")
    for code, when, ceiling in gates:
        bites = when & (rows.mapped > ceiling) if ceiling is not None else when & (rows.mapped < rows.score)
        text = text + ibis.ifelse(bites, f"{code} ", "")
    return text.strip()


def _top(points: ir.Table) -> ir.Table:
    """The slugs with most points, at most three, joined by commas."""
    order = ibis.window(group_by="enterprise", order_by=[ibis.desc("points"), "indicator"])
    ranked = points.filter(points.points > 0).mutate(rank=ibis.row_number().over(order))
    ranked = ranked.filter(ranked.rank < TOP)
    named = ranked.group_by("enterprise").agg(
        **{
            f"top_{i}": ibis.ifelse(ranked.rank == i, ranked.indicator, ibis.null("string")).max()
            for i in range(TOP)
        }
    )
    text = named.top_0
    for i in range(1, TOP):
        text = text + ibis.coalesce(ibis.literal(",") + named[f"top_{i}"], "")
    return named.select("enterprise", top_indicators=text)
