"""The score card as validated data. Errors are reported all together; an unknown key is one."""

from __future__ import annotations

from datetime import date
from importlib.resources import files
from typing import Any, Literal, Self

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from knipperlicht.core.clock import Language
from knipperlicht.errors import KnipperlichtError

Class = Literal["X", "A", "B", "C", "D", "K"]
Subscore = Literal["misbruiksignalen", "financiele_kwetsbaarheid", "inactiviteit"]
Grade = Literal["A", "B", "C", "D"]
Named = dict[Language, str]
DEFAULT = "v1"


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


class Gate(Strict):
    """A bound on the score while `when` holds."""

    code: str
    max: float | None = None
    min: float | None = None
    when: Condition
    text: Named

    @model_validator(mode="after")
    def _monotone(self) -> Self:
        if (self.max is None) == (self.min is None):
            raise ValueError(f"gate {self.code}: give max or min, one of them")
        if self.min is not None and self.when != Condition(any_class_of=self.when.any_class_of):
            raise ValueError(f"gate {self.code}: a floor may only depend on any_class_of")
        if self.max is not None and self.when.any_class_of is not None:
            raise ValueError(f"gate {self.code}: a ceiling may not depend on any_class_of; evidence would lower the score")
        return self


class Band(Strict):
    """A named stretch of the scale."""

    start: float = Field(alias="from")
    code: str
    name: Named


class Confidence(Strict):
    """Shares for the grades, and what lowers them."""

    A: float
    B: float
    C: float
    ceiling: Grade
    stale_after_days: int


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

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        problems = []
        if self.anchors != sorted(self.anchors) or self.anchors[0] != (0, 0):
            problems.append("anchors must rise from [0, 0]")
        if sorted((band.start for band in self.bands)) != [band.start for band in self.bands] or self.bands[0].start:
            problems.append("bands must rise from 0")
        if self.diminishing != sorted(self.diminishing, reverse=True) or self.diminishing[0] != 1:
            problems.append("diminishing must fall from 1")
        if any(points > 0 for points in self.protective.values()):
            problems.append("protective points must not be above 0")
        if problems:
            raise ValueError("; ".join(problems))
        return self

    def points(self, slug: str) -> int:
        """Full points of an indicator that counts."""
        return self.classes[self.indicators[slug].weight]


def score_card(version: str = DEFAULT) -> ScoreCard:
    """A score card that ships with the package; raises KnipperlichtError when unknown or wrong."""
    path = files(__package__).joinpath("scorecards", f"{version}.yml")
    if not path.is_file():
        raise KnipperlichtError(f"There is no score card {version}.")
    try:
        return ScoreCard.model_validate(yaml.safe_load(path.read_text("utf-8")))
    except ValidationError as error:
        problems = "; ".join(f"{'.'.join(map(str, item['loc']))}: {item['msg']}" for item in error.errors())
        raise KnipperlichtError(f"Score card {version} is wrong: {problems}") from error
