"""Planted stories against the score: how far each rises above the rest, and how often a look-alike does too.

Pure functions over the score table and the ground truth of a synthetic register. Every story is reported, also
one that no indicator can see. What the numbers mean:

- AUC of a story: chance that a company of the story scores higher than a legal person of no story (look-alikes
  included), a tie counting half (Mann-Whitney). 0.5 is chance.
- Precision at k: share of story companies among the k highest, by score and then by total of points. Where the
  place k falls in a group that both cannot tell apart, its expected value under random order.
- Only scored companies count: who has left the register, and natural persons, have no score. How many were
  planted and how many of them have one is shown.

A company that is in a story as well as in a look-alike counts for the story only.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import numpy as np
import numpy.typing as npt

from knipperlicht.core.numbers import parse_official_number

Role = Literal["story", "lookalike"]
Numbers = npt.NDArray[np.int64]
Amounts = npt.NDArray[np.float64]
NOTABLE, HIGH = 3.0, 5.0
TOP = 50
FIRED = 3


@dataclass(frozen=True, kw_only=True)
class Planted:
    """One line of ground_truth.csv."""

    enterprise: int
    story: str
    role: Role
    instance: int


@dataclass(frozen=True, kw_only=True)
class Scores:
    """The scored legal persons: number, score (0–10), total of points, in any one order."""

    enterprise: Numbers
    score: Amounts
    total: Amounts


@dataclass(frozen=True, kw_only=True)
class Group:
    """How one story or look-alike came out; shares and `auc` are None where nobody of it is scored.

    `fired`: the indicators that hit most of its scored companies, with the share they hit, at most three.
    """

    name: str
    role: Role
    instances: int
    companies: int
    scored: int
    auc: float | None
    notable: float | None
    high: float | None
    median: float | None
    in_top: float
    fired: tuple[tuple[str, float], ...]


@dataclass(frozen=True, kw_only=True)
class Report:
    """All stories and look-alikes, by name, beside the legal persons of neither (`rest_…`)."""

    groups: tuple[Group, ...]
    legal_persons: int
    story_companies: int
    auc: float | None
    top: int
    precision: float
    rest_notable: float
    rest_high: float


def read_truth(path: Path) -> list[Planted]:
    """The lines of a ground truth file; raises ValueError for a role that is neither story nor look-alike."""
    found = []
    with path.open(encoding="utf-8", newline="") as handle:
        for row in csv.DictReader(handle):
            role = row["role"]
            if role not in ("story", "lookalike"):
                raise ValueError(f"{path}: {role} is not a role")
            number = parse_official_number(row["enterprise_number"]).value
            found.append(
                Planted(enterprise=number, story=row["story"], role=role, instance=int(row["instance"]))  # type: ignore[arg-type]
            )
    return found


def evaluate(
    scores: Scores,
    truth: Iterable[Planted],
    *,
    hits: Mapping[str, Numbers] | None = None,
    top: int = TOP,
) -> Report:
    """Hold the scores of one snapshot against what was planted in its register.

    `hits` names per indicator the enterprises it hits; without it the report does not say what fired.
    """
    lines = list(truth)
    in_story = np.array(sorted({line.enterprise for line in lines if line.role == "story"}), dtype=np.int64)
    planted = np.array(sorted({line.enterprise for line in lines}), dtype=np.int64)
    is_story = np.isin(scores.enterprise, in_story)
    rest = scores.score[~np.isin(scores.enterprise, planted)]
    others = np.sort(scores.score[~is_story])
    chance = chance_in_top(scores, top)
    groups = []
    for role, name in sorted({(line.role, line.story) for line in lines}, reverse=True):
        members = [line for line in lines if line.role == role and line.story == name]
        mine = np.isin(scores.enterprise, np.array([line.enterprise for line in members], dtype=np.int64))
        if role == "lookalike":
            mine &= ~is_story
        own = scores.score[mine]
        groups.append(
            Group(
                name=name,
                role=role,
                instances=len({line.instance for line in members}),
                companies=len({line.enterprise for line in members}),
                scored=len(own),
                auc=auc(own, others) if role == "story" else None,
                notable=_share(own, NOTABLE),
                high=_share(own, HIGH),
                median=float(np.median(own)) if len(own) else None,
                in_top=float(chance[mine].sum()),
                fired=_fired(scores.enterprise[mine], hits or {}),
            )
        )
    reached = min(top, len(scores.score))
    return Report(
        groups=tuple(groups),
        legal_persons=len(scores.score),
        story_companies=int(is_story.sum()),
        auc=auc(scores.score[is_story], others),
        top=top,
        precision=float(chance[is_story].sum()) / reached if reached else 0.0,
        rest_notable=_share(rest, NOTABLE) or 0.0,
        rest_high=_share(rest, HIGH) or 0.0,
    )


def auc(own: Amounts, others_sorted: Amounts) -> float | None:
    """Chance that one of `own` lies above one of `others_sorted` (ascending), ties counting half; None if empty."""
    if not len(own) or not len(others_sorted):
        return None
    below = np.searchsorted(others_sorted, own, side="left")
    up_to = np.searchsorted(others_sorted, own, side="right")
    return float((below + up_to).mean() / 2 / len(others_sorted))


def chance_in_top(scores: Scores, top: int) -> Amounts:
    """Per legal person the chance to be among the `top` first by (score, total), equals in random order."""
    order = np.lexsort((-scores.total, -scores.score))
    chance = np.zeros(len(order))
    chance[order[:top]] = 1.0
    if 0 < top < len(order):
        last = order[top - 1]
        equal = (scores.score == scores.score[last]) & (scores.total == scores.total[last])
        chance[equal] = chance[equal].sum() / equal.sum()
    return chance


def _fired(own: Numbers, hits: Mapping[str, Numbers]) -> tuple[tuple[str, float], ...]:
    shares = [
        (slug, float(np.isin(own, enterprises).mean())) for slug, enterprises in hits.items() if len(own)
    ]
    return tuple(sorted((pair for pair in shares if pair[1]), key=lambda pair: (-pair[1], pair[0]))[:FIRED])


def markdown(report: Report) -> str:
    """The tables of the README."""
    n = report.top
    lines = [
        f"{report.legal_persons:,} legal persons, {report.story_companies:,} of them in a planted story. "
        f"Precision at {n}: {_percent(report.precision)} (by chance: "
        f"{_percent(report.story_companies / max(report.legal_persons, 1), digits=1)}). AUC of all stories together: "
        f"{_number(report.auc)}. Of the legal persons that were not planted, {_percent(report.rest_notable, digits=1)} score 3 "
        f"or more and {_percent(report.rest_high, digits=1)} score 5 or more.",
        "",
        f"| story | instances | companies (scored) | AUC | median score | ≥ 3 | ≥ 5 | in the first {n} | what fires |",
        "|---|--:|--:|--:|--:|--:|--:|--:|---|",
    ]
    for group in _by_role(report, "story"):
        lines.append(
            f"| {group.name} | {group.instances} | {group.companies} ({group.scored}) | {_number(group.auc)} | "
            f"{_number(group.median, digits=1)} | {_percent(group.notable)} | {_percent(group.high)} | {group.in_top:.3g} | {_named(group)} |"
        )
    lines += [
        "",
        f"| innocent look-alike | instances | companies (scored) | median score | ≥ 3 | ≥ 5 (wrong) | in the first {n} | what fires |",
        "|---|--:|--:|--:|--:|--:|--:|---|",
    ]
    for group in _by_role(report, "lookalike"):
        lines.append(
            f"| {group.name} | {group.instances} | {group.companies} ({group.scored}) | "
            f"{_number(group.median, digits=1)} | {_percent(group.notable)} | {_percent(group.high)} | {group.in_top:.3g} | {_named(group)} |"
        )
    return "\n".join(lines) + "\n"


def _by_role(report: Report, role: Role) -> Sequence[Group]:
    """Stories from the best to the worst seen; look-alikes from the most to the least often wrong."""
    chosen = [group for group in report.groups if group.role == role]
    if role == "story":
        return sorted(chosen, key=lambda group: (-(group.auc or 0.0), group.name))
    return sorted(chosen, key=lambda group: (-(group.high or 0.0), -(group.notable or 0.0), group.name))


def _named(group: Group) -> str:
    return ", ".join(f"{slug} {_percent(share)}" for slug, share in group.fired) or "nothing"


def _share(values: Amounts, at_least: float) -> float | None:
    return float((values >= at_least).mean()) if len(values) else None


def _number(value: float | None, *, digits: int = 2) -> str:
    return "–" if value is None else f"{value:.{digits}f}"


def _percent(value: float | None, *, digits: int = 0) -> str:
    return "–" if value is None else f"{100 * value:.{digits}f} %"
