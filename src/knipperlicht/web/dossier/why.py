"""Why there is a score: the signs, the sum as a drawing, the questions without an answer."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from knipperlicht.bridge import dossier as words_of_register
from knipperlicht.cases.dossiers.service import Contest
from knipperlicht.core.clock import Language
from knipperlicht.web.charts import Step, Waterfall, meter, waterfall
from knipperlicht.web.dossier import words

PROTECTION = "bescherming"


@dataclass(frozen=True, kw_only=True)
class Sign:
    """One hit with what stands beside it."""

    hit: dict[str, Any]
    family_name: str
    url: str
    contest_url: str
    contests: tuple[Contest, ...]
    open: bool


def signs_of(
    explained: dict[str, Any], *, language: Language, contests: Iterable[Contest], may_write: bool
) -> list[Sign]:
    """Most points first; the first one stands open."""
    families = words_of_register.family_names(language) | {PROTECTION: words.protection()}
    number = explained["enterprise_number"]
    by_sign: dict[str, list[Contest]] = {}
    for contest in contests:
        by_sign.setdefault(contest.about, []).append(contest)
    return [
        Sign(
            hit=hit,
            family_name=families.get(hit["family"], hit["family"]),
            url=address_of_indicator(hit["indicator"]),
            contest_url=f"{reverse('contest_new', args=[number])}?about={hit['indicator']}"
            if may_write
            else "",
            contests=tuple(by_sign.get(hit["indicator"], ())),
            open=place == 0,
        )
        for place, hit in enumerate([*explained["banner"], *explained["hits"]])
    ]


def address_of_indicator(slug: str) -> str:
    """The page of an indicator."""
    try:
        return reverse("indicator", args=[slug])
    except NoReverseMatch:
        return ""


def sum_of(explained: dict[str, Any]) -> Waterfall | None:
    """The points of every sign that counts, then the total, then the bounds that changed the number."""
    if explained["total_points"] is None:
        return None
    counted = [hit for hit in explained["hits"] if hit["points"]]
    steps = [
        Step(
            hit["name"],
            hit["points"],
            "points" if hit["points"] > 0 else "protective",
            f"#{hit['indicator']}",
        )
        for hit in sorted(counted, key=lambda hit: -hit["points"])
    ]
    steps.append(Step(_("Total"), explained["total_points"], "total"))
    steps += [Step(gate["sentence"], 0.0, "gate") for gate in explained["gates"]]
    return waterfall(steps)


def unanswered_of(explained: dict[str, Any], language: Language) -> list[dict[str, Any]]:
    """Reasons, each with the questions it leaves open; the reason that leaves most open first."""
    groups: dict[str, list[dict[str, str]]] = {}
    for question in explained["not_computable"]:
        slug = question["indicator"]
        name = words_of_register.indicator_name(slug, language)
        groups.setdefault(question["reason"], []).append({"name": name, "url": address_of_indicator(slug)})
    found = [{"reason": reason, "questions": questions} for reason, questions in groups.items()]
    return sorted(found, key=lambda group: -len(group["questions"]))


def score_card_of(explained: dict[str, Any]) -> dict[str, Any]:
    """The parameters of components/score.html."""
    named = words.subscores()
    values = explained["subscores"].items()
    return {
        **{
            key: explained[key]
            for key in ("score", "band", "band_name", "confidence", "not_scored_reason", "gates")
        },
        "confidence_text": words.confidence(explained["confidence"]),
        "scale_x": meter(explained["score"]),
        "unanswered": len(explained["not_computable"]),
        "subscores": [
            {"name": named[code][0], "value": value, "width": meter(value), "help": named[code][1]}
            for code, value in values
            if value is not None and code in named
        ],
    }
