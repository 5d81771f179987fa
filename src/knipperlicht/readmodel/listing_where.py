"""A filter as conditions on the table `score`. Every value is bound; only names written here stand in the SQL.

Each condition is its own `enterprise IN (SELECT …)`, so that DuckDB reads no more than the columns it needs.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence

from knipperlicht.indicators.registry import indicators
from knipperlicht.readmodel.listing_filter import DEFAULT_CHANGES, HIT_CHANGES, ListFilter
from knipperlicht.readmodel.listing_places import place_condition
from knipperlicht.readmodel.listing_sectors import sector_prefixes
from knipperlicht.readmodel.listing_sql import Condition, all_of, among, in_subselect
from knipperlicht.readmodel.reader import Reader
from knipperlicht.readmodel.score_history_read import ScoreChange, changed_between
from knipperlicht.reference.legal_forms import legal_form_codes, legal_form_group_by_code

PRIME = 2_147_483_647
"""2^31 - 1, above every enterprise number."""
SCORE_CHANGES: tuple[ScoreChange, ...] = ("score", "band", "hits", "method")
EVENTS = {
    "name": "name_change", "seat": "seat_move", "form": "form_change", "situation": "situation_change",
    "activity": "main_activity_change", "establishments": "establishment_left",
}  # fmt: skip


def where(reader: Reader, asked: ListFilter, *, flags_only: bool = False) -> Condition:
    """The condition on `score s`, with its parameters in order; `true` when nothing is asked."""
    parts = [part for maker in MAKERS for part in maker(reader, asked)]
    parts += _changed(reader, asked, flags_only=flags_only)
    return all_of(parts)


def _score(_: Reader, asked: ListFilter) -> list[Condition]:
    parts = []
    if asked.bands:
        parts.append(among("s.band", asked.bands))
    if asked.confidence:
        parts.append(among("s.confidence", asked.confidence))
    if asked.score_min is not None:
        parts.append(Condition("s.score >= ?", [asked.score_min]))
    if asked.score_max is not None:
        parts.append(Condition("s.score <= ?", [asked.score_max]))
    return parts


def _subject(_: Reader, asked: ListFilter) -> list[Condition]:
    """Facts of the enterprise itself, together in one look at `subject`."""
    parts = []
    if asked.forms:
        known = legal_form_group_by_code()
        codes = {
            code for form in asked.forms for code in ((form,) if form in known else legal_form_codes(form))
        }
        parts.append(among("form", sorted(codes)))
    if asked.started_since is not None:
        parts.append(Condition("start_date >= ?", [asked.started_since]))
    if asked.started_before is not None:
        parts.append(Condition("start_date < ?", [asked.started_before]))
    if asked.establishments_min is not None:
        parts.append(Condition("n_establishments >= ?", [asked.establishments_min]))
    if asked.establishments_max is not None:
        parts.append(Condition("n_establishments <= ?", [asked.establishments_max]))
    if asked.sectors and asked.activity == "main":
        parts.append(_sectors("main_nace", asked.sectors))
    return [in_subselect("subject", parts)] if parts else []


def _sectors(column: str, sectors: Sequence[str]) -> Condition:
    """Codes of 2025 that belong to one of the sectors."""
    options, parameters = [], []
    for sector in sectors:
        wanted, apart = sector_prefixes(sector)
        some = " OR ".join([f"starts_with({column}, ?)"] * len(wanted))
        none = "".join([f" AND NOT starts_with({column}, ?)"] * len(apart))
        options.append(f"(({some}){none})")
        parameters += [*wanted, *apart]
    return Condition(" OR ".join(options), parameters)


def _any_activity(_: Reader, asked: ListFilter) -> list[Condition]:
    """Any activity of the enterprise or of a standing establishment, on any list, in any NACE version.

    The code alone is looked at first: that leaves a tenth of the tens of millions of activities for the rest, and
    halves the time on a full register.
    """
    if not asked.sectors or asked.activity == "main":
        return []
    codes = _sectors("nace2025", asked.sectors)
    return [
        Condition(
            "s.enterprise IN (WITH code AS MATERIALIZED "
            f"(SELECT nace_version, nace_code FROM nace_map WHERE {codes.sql}), "
            "held AS MATERIALIZED (SELECT DISTINCT entity FROM "
            "(SELECT * FROM register_activity WHERE nace_code IN (SELECT nace_code FROM code)) r "
            "SEMI JOIN code c ON c.nace_version = r.nace_version AND c.nace_code = r.nace_code) "
            "SELECT entity FROM held UNION ALL "
            "SELECT e.enterprise FROM held JOIN establishment e ON e.establishment = held.entity)",
            codes.parameters,
        )
    ]


def _indicators(_: Reader, asked: ListFilter) -> list[Condition]:
    told = told_hits(asked)
    wanted = [asked.indicators_any] if asked.indicators_any else []
    wanted += [(slug,) for slug in asked.indicators_all]
    return [in_subselect("hit_points", [among("indicator", slugs), told]) for slugs in wanted]


def told_hits(asked: ListFilter) -> Condition:
    """Rows of `hit_points` that a list speaks of: hits that count and banners, or all of them."""
    banners = among("indicator", sorted(s for s, i in indicators().items() if i.kind == "status"))
    return (
        Condition("true", []) if asked.silent else Condition(f"counts OR {banners.sql}", banners.parameters)
    )


def _sample(_: Reader, asked: ListFilter) -> list[Condition]:
    """A polynomial of the number modulo a prime: the same enterprises for a seed on every engine and version.

    A larger sample of the same seed holds the smaller one. Source: Carter and Wegman, Universal classes of hash
    functions (1979); degree two, so that any three numbers fall independently.
    """
    if asked.sample is None:
        return []
    digest = hashlib.sha256((asked.seed or "").encode()).digest()
    a, b, c = (int.from_bytes(digest[i : i + 8], "big") % (PRIME - 1) + 1 for i in (0, 8, 16))
    sql = f"((?::BIGINT * s.enterprise + ?) % {PRIME} * s.enterprise + ?) % {PRIME} < ?"
    return [Condition(sql, [a, b, c, round(asked.sample * PRIME / 100)])]


def _changed(reader: Reader, asked: ListFilter, *, flags_only: bool) -> list[Condition]:
    """Register changes from `event`, new establishments, and changes of score from the score history."""
    if asked.changed_since is None:
        return []
    kinds = asked.changes or (HIT_CHANGES if flags_only else DEFAULT_CHANGES)
    parts: list[Condition] = []
    if events := [EVENTS[kind] for kind in kinds if kind in EVENTS]:
        named = among("kind", events)
        parts.append(
            Condition(
                f"SELECT enterprise FROM event WHERE day >= ? AND {named.sql}",
                [asked.changed_since, *named.parameters],
            )
        )
    if "establishments" in kinds:
        sql = "SELECT enterprise FROM establishment WHERE valid_from >= ? AND valid_from > ?::DATE"
        parts.append(Condition(sql, [asked.changed_since, reader.snapshot.manifest["first_day"]]))
    if scored := [kind for kind in SCORE_CHANGES if kind in kinds]:
        parts.append(Condition(*changed_between(reader.snapshot, since=asked.changed_since, kinds=scored)))
    sql = " UNION ALL ".join(part.sql for part in parts)
    return [Condition(f"s.enterprise IN ({sql})", [value for part in parts for value in part.parameters])]


MAKERS: tuple[Callable[[Reader, ListFilter], list[Condition]], ...] = (
    _score, place_condition, _subject, _any_activity, _indicators, _sample,
)  # fmt: skip
