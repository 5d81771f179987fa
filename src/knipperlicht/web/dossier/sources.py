"""The parts of a dossier that other sources fill: accounts with charts and peers, publications, visits."""

from __future__ import annotations

from typing import Any

from django.utils.formats import number_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from knipperlicht.bridge import dossier as register
from knipperlicht.web.charts import bars
from knipperlicht.web.dossier.source_events import acts, visits
from knipperlicht.web.dossier.words import FED_BY

SHOWN = 25


def sources_of(enterprise: int) -> dict[str, Any]:
    """Only the parts that have a source here; one without rows is an empty list, which the page says in words."""
    held = register.connected()
    parts: dict[str, Any] = {}
    if FED_BY["accounts"] & held:
        years = register.accounts(enterprise)
        parts["accounts"] = [
            year | {"scheme_name": _schemes().get(year["scheme"], year["scheme"])} for year in years
        ]
        parts["accounts_charts"] = _charts(years)
        parts["peers"] = [_peer(one) for one in register.peers(enterprise)]
    if FED_BY["publications"] & held:
        words = acts()
        every = register.publications(enterprise)
        parts["publications"] = [
            one | {"what": ", ".join(words.get(act, one["label"]) for act in one["acts"]) or one["label"]}
            for one in every
        ]
        parts["publications_shown"] = SHOWN
    if FED_BY["visits"] & held:
        seen = visits()
        parts["visits"] = [
            one | {"what": seen.get(one["kind"], one["kind"])} for one in register.visits(enterprise)
        ]
    if FED_BY["people"] & held:
        parts["people"] = True
    return parts


def _schemes() -> dict[str, str]:
    return {
        "full": _("full scheme"),
        "abridged": _("abridged scheme"),
        "micro": _("micro scheme"),
        "nonprofit_full": _("association, full"),
        "nonprofit_abridged": _("association, abridged"),
        "nonprofit_micro": _("association, micro"),
        "consolidated": _("consolidated"),
        "foreign": _("foreign company"),
        "other": _("another scheme"),
    }


def _charts(years: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """What components/bars.html draws: oldest year left, thousands of euros; only what is disclosed."""
    told = [year for year in reversed(years) if year["disclosed"]]
    if len(told) < 2:
        return []
    labels = [year["to"][:4] for year in told]
    drawings = []
    for title, words in (
        (_("Turnover and result"), {"turnover": _("turnover"), "result": _("result")}),
        (
            _("Gross margin and staff cost"),
            {"gross_margin": _("gross margin"), "staff_cost": _("staff cost")},
        ),
        (_("Equity"), {"equity": _("equity")}),
    ):
        known = {
            word: [None if year[name] is None else year[name] / 1000 for year in told]
            for name, word in words.items()
            if any(year[name] is not None for year in told)
        }
        if not known:
            continue
        rows = [
            {"label": word, "values": [None if value is None else _number(value) for value in one]}
            for word, one in known.items()
        ]
        drawings.append(
            {
                "title": title if len(known) == len(words) else capfirst(next(iter(known))),
                "names": list(known) if len(known) > 1 else [], "chart": bars(labels, list(known.values())),
                "caption": _("in thousands of euros"), "table": {"heads": labels, "rows": rows},
            }
        )  # fmt: skip
    return drawings


def _peer(one: dict[str, Any]) -> dict[str, Any]:
    """A measure in words, with its value and the middle half of the comparable companies."""
    name, unit, scale = {
        "gross_share": (_("gross margin as a share of turnover"), "%", 10),
        "cash_share": (_("cash as a share of the balance sheet"), "%", 10),
        "turnover_per_fte": (_("turnover per full-time equivalent"), "€", 0.01),
        "pay_per_hour": (_("staff cost per hour worked"), "€", 100),
    }[one["measure"]]

    def told(value: float) -> str:
        number = value / scale
        return f"{_number(number, 0 if number >= 100 else 1)}\N{NO-BREAK SPACE}{unit}"

    return {
        "name": capfirst(name), "value": told(one["value"]), "low": told(one["p25"]), "middle": told(one["p50"]),
        "high": told(one["p75"]), "companies": one["companies"],
    }  # fmt: skip


def _number(value: float, decimals: int = 0) -> str:
    """As the reader's language writes it, in groups of three."""
    return number_format(round(value, decimals), decimals, force_grouping=True)
