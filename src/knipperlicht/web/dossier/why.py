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
from knipperlicht.web.charts import Kind, Step, Waterfall, meter, waterfall
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


@dataclass(frozen=True, kw_only=True)
class Sum:
    """The drawing of the sum, the points it ends at, and what they are on the scale before and after the bounds."""

    drawing: Waterfall
    total: float
    scaled: float
    score: float
    bounded: bool


def sum_of(enterprise: int, language: Language) -> Sum | None:
    """Every sign that counts, what a cap cut off, what protects, the total, then the bounds that changed the number."""
    found = words_of_register.sum_of(enterprise, language)
    if found is None:
        return None
    steps = [_step(step) for step in found["steps"]]
    steps.append(Step(_("Total"), found["total_points"], "total"))
    steps += [Step(gate["sentence"], 0.0, "gate") for gate in found["gates"]]
    return Sum(
        drawing=waterfall(steps), total=found["total_points"], scaled=found["scaled"], score=found["score"],
        bounded=bool(found["gates"]),
    )  # fmt: skip


def _step(step: dict[str, Any]) -> Step:
    if step["kind"] == "cap":
        return Step(_("Cap of the family “%(family)s”") % {"family": step["name"]}, step["points"], "cap")
    kind: Kind = "protective" if step["kind"] == "protection" else "points"
    return Step(step["name"], step["points"], kind, f"#{step['code']}")


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
        "answered_text": words.answered(explained["answered"]),
        "scale_x": meter(explained["score"], width=100),
        "unanswered": len(explained["not_computable"]),
        "subscores": [
            {"name": named[code][0], "value": value, "width": meter(value), "help": named[code][1]}
            for code, value in values
            if value is not None and code in named
        ],
    }
