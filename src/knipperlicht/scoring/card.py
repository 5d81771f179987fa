"""The score card as validated data. Errors are reported all together; an unknown key is one."""

from __future__ import annotations

from datetime import date
from importlib.resources import files
from itertools import pairwise
from typing import Any, Literal, Self, TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from knipperlicht.core.clock import Language
from knipperlicht.errors import KnipperlichtError

Class = Literal["X", "A", "B", "C", "D", "K"]
Subscore = Literal["misbruiksignalen", "financiele_kwetsbaarheid", "inactiviteit"]
Grade = Literal["A", "B", "C", "D"]
Named = dict[Language, str]
DEFAULT = "v1"
TOP = 10
Kept = TypeVar("Kept")


def _unless(value: Kept, problems: list[str]) -> Kept:
    if problems:
        raise ValueError("; ".join(problems))
    return value


def _rises(values: list[float]) -> bool:
    return all(a < b for a, b in pairwise(values))


class Strict(BaseModel):
    """Base: frozen, unknown keys are errors."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class Family(Strict):
    """Cap in points and name."""

    cap: int = Field(gt=0)
    name: Named


class Entry(Strict):
    """How one indicator counts. `settings` override the indicator's own."""

    weight: Class = Field(alias="class")
    subscore: Subscore
    half_life: float | None = Field(default=None, gt=0)
    reliability: float = Field(default=1.0, gt=0, le=1)
    group: str | None = None
    settings: dict[str, Any] = {}


class Condition(Strict):
    """All given parts must hold. Each loosens, never tightens, when a hit is added, so gates keep the score monotone."""

    families_below: int | None = None
    no_class_of: list[Class] | None = None
    any_class_of: list[Class] | None = None
    only_subscores: list[Subscore] | None = None
    only_families: list[str] | None = None


class Gate(Strict):
    """A bound on the score while `when` holds."""

    code: str
    max: float | None = Field(default=None, ge=0, le=TOP)
    min: float | None = Field(default=None, ge=0, le=TOP)
    when: Condition
    text: Named

    @model_validator(mode="after")
    def _monotone(self) -> Self:
        if (self.max is None) == (self.min is None):
            raise ValueError(f"gate {self.code}: give max or min, one of them")
        if self.min is not None and self.when != Condition(any_class_of=self.when.any_class_of):
            raise ValueError(f"gate {self.code}: a floor may only depend on any_class_of")
        if self.max is not None and self.when.any_class_of is not None:
            raise ValueError(
                f"gate {self.code}: a ceiling may not depend on any_class_of; evidence would lower the score"
            )
        return self


class Band(Strict):
    """A named stretch of the scale."""

    start: float = Field(alias="from")
    code: str
    name: Named


class Confidence(Strict):
    """Shares for the grades, and what lowers them. `ceiling` holds where the sources reach less than `whole` of the card."""

    A: float = Field(gt=0, le=1)
    B: float = Field(gt=0, le=1)
    C: float = Field(gt=0, le=1)
    whole: float = Field(gt=0, le=1)
    ceiling: Grade
    stale_after_days: int = Field(ge=0)

    @model_validator(mode="after")
    def _fall(self) -> Self:
        return _unless(self, [] if self.A > self.B > self.C else ["shares must fall from A to C"])


class ScoreCard(Strict):
    """See the comments of `scorecards/v1.yml`."""

    version: str
    date: date
    classes: dict[Class, int]
    diminishing: list[float]
    protective_floor: int = Field(le=0)
    families: dict[str, Family]
    anchors: list[tuple[float, float]]
    bands: list[Band]
    subscores: list[Subscore]
    indicators: dict[str, Entry]
    protective: dict[str, int]
    gates: list[Gate]
    confidence: Confidence

    @field_validator("classes")
    @classmethod
    def _classes_above_nought(cls, classes: dict[Class, int]) -> dict[Class, int]:
        return _unless(
            classes, [f"{name} must be above 0" for name, points in classes.items() if points <= 0]
        )

    @field_validator("diminishing")
    @classmethod
    def _diminishing_falls(cls, shares: list[float]) -> list[float]:
        problems = []
        if shares != sorted(shares, reverse=True) or shares[:1] != [1] or shares[-1] < 0:
            problems.append("must fall from 1, not below 0")
        if any(round(share * 100) / 100 != share for share in shares):
            problems.append("shares are whole percents")
        return _unless(shares, problems)

    @field_validator("anchors")
    @classmethod
    def _anchors_rise(cls, anchors: list[tuple[float, float]]) -> list[tuple[float, float]]:
        pairs = list(pairwise(anchors))
        rising = all(a[0] < b[0] and a[1] <= b[1] for a, b in pairs)
        problems = [] if rising and pairs and anchors[0] == (0, 0) else ["must rise from [0, 0]"]
        if anchors and anchors[-1][1] > TOP:
            problems.append(f"must not go above {TOP}")
        return _unless(anchors, problems)

    @field_validator("bands")
    @classmethod
    def _bands_rise(cls, bands: list[Band]) -> list[Band]:
        starts = [band.start for band in bands]
        return _unless(bands, [] if starts[:1] == [0] and _rises(starts) else ["must rise from 0"])

    @field_validator("protective")
    @classmethod
    def _protective_lowers(cls, protective: dict[str, int]) -> dict[str, int]:
        return _unless(
            protective, [f"{slug} must not be above 0" for slug, points in protective.items() if points > 0]
        )

    @model_validator(mode="after")
    def _complete(self) -> Self:
        asked = [(slug, entry.weight) for slug, entry in self.indicators.items()]
        asked += [
            (f"gate {g.code}", name)
            for g in self.gates
            for name in (*(g.when.no_class_of or []), *(g.when.any_class_of or []))
        ]
        problems = [f"{who}: class {name} has no points" for who, name in asked if name not in self.classes]
        codes = [gate.code for gate in self.gates]
        problems += [
            f"gate {code} is there twice" for code in sorted({c for c in codes if codes.count(c) > 1})
        ]
        problems += [
            f"{slug} both counts and protects"
            for slug in sorted(self.indicators.keys() & self.protective.keys())
        ]
        _unless(self, problems)
        return self

    def points(self, slug: str) -> int:
        """Full points of an indicator that counts."""
        return self.classes[self.indicators[slug].weight]


def score_card(version: str = DEFAULT) -> ScoreCard:
    """A score card that ships with the package; raises KnipperlichtError when unknown or wrong.

    What stands after a `+` marks changed thresholds (`thresholds.py`); bands and points are the shipped card's.
    """
    version = version.split("+")[0]
    path = files(__package__).joinpath("scorecards", f"{version}.yml")
    if not path.is_file():
        raise KnipperlichtError(f"There is no score card {version}.")
    try:
        return ScoreCard.model_validate(yaml.safe_load(path.read_text("utf-8")))
    except ValidationError as error:
        problems = "; ".join(f"{'.'.join(map(str, item['loc']))}: {item['msg']}" for item in error.errors())
        raise KnipperlichtError(f"Score card {version} is wrong: {problems}") from error
