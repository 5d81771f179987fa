"""Geometry of the drawings: from numbers to whole units of an SVG view box. No HTML here, and no colour.

Every drawing is 1000 units wide unless told otherwise; the templates stretch it. Positions are `int`, so that no
language writes a decimal comma into an attribute.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

Kind = Literal["points", "protective", "cap", "total", "gate"]


@dataclass(frozen=True, slots=True)
class Step:
    """One line of a sum: `points` is added, save for `total` (what stands so far) and `gate` (a sentence only)."""

    label: str
    points: float
    kind: Kind = "points"
    url: str = ""


@dataclass(frozen=True, slots=True)
class WaterfallRow:
    """One step with its bar: `x` and `width` in units, `link` the x of the line from the row above (-1: none)."""

    label: str
    points: float
    running: float
    kind: Kind
    url: str
    x: int
    width: int
    link: int


LEAST = 1e-6
"""A sum over a shorter stretch than this is drawn as nothing: a score counts thousandths."""


@dataclass(frozen=True, slots=True)
class Waterfall:
    """The rows, top to bottom, and the width of their view box."""

    rows: tuple[WaterfallRow, ...]
    width: int


def waterfall(steps: Sequence[Step], width: int = 1000) -> Waterfall:
    """Lay the steps of a sum side by side, each bar beginning where the one before ended.

    A bar that stands for anything is at least 4 units wide, so that it is seen.
    """
    running = 0.0
    path: list[tuple[float, float]] = []
    for step in steps:
        start = 0.0 if step.kind == "total" else running
        if step.kind not in ("total", "gate"):
            running += step.points
        path.append((start, running))
    low = min((min(pair) for pair in path), default=0.0)
    high = max((max(pair) for pair in path), default=0.0)
    scale = width / max(high - low, LEAST)

    rows: list[WaterfallRow] = []
    for step, (start, end) in zip(steps, path, strict=True):
        left, right = sorted((start, end))
        size = round((right - left) * scale)
        if step.points and step.kind != "gate":
            size = max(size, 4)
        link = (
            -1
            if not rows or step.kind == "gate"
            else round(((end if step.kind == "total" else start) - low) * scale)
        )
        rows.append(
            WaterfallRow(
                label=step.label,
                points=step.points,
                running=end,
                kind=step.kind,
                url=step.url,
                x=min(round((left - low) * scale), width - size),
                width=size,
                link=link,
            )
        )
    return Waterfall(rows=tuple(rows), width=width)


def meter(value: float | None, *, most: float = 10.0, width: int = 1000) -> int:
    """The length of a bar for `value` on a scale from 0 to `most`; 0 for no value."""
    return 0 if value is None else round(max(0.0, min(value, most)) / most * width)


@dataclass(frozen=True, slots=True)
class Tick:
    """A line of the axis with the number it stands for."""

    value: float
    position: int


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: where, how large, of which series and for which label. `value` None: nothing known, no bar."""

    label: str
    series: int
    value: float | None
    x: int
    y: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Label:
    """A word under the drawing."""

    text: str
    x: int


@dataclass(frozen=True, slots=True)
class BarChart:
    """Bars in groups, one group a label; `zero` is the y of nought."""

    width: int
    height: int
    left: int
    zero: int
    bars: tuple[Bar, ...]
    labels: tuple[Label, ...]
    ticks: tuple[Tick, ...]


@dataclass(frozen=True, slots=True)
class Point:
    """A known value of a line."""

    label: str
    value: float
    x: int
    y: int


@dataclass(frozen=True, slots=True)
class Line:
    """One series: `d` is the path, broken where a value is missing."""

    d: str
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class LineChart:
    """Lines over labels; `band` is the path of the area between two bounds ('' without)."""

    width: int
    height: int
    left: int
    zero: int
    lines: tuple[Line, ...]
    band: str
    labels: tuple[Label, ...]
    ticks: tuple[Tick, ...]


def nice_ticks(low: float, high: float, *, about: int = 4) -> list[float]:
    """Round numbers from at most `low` to at least `high`, some `about` of them, 1, 2 or 5 × 10ⁿ apart."""
    if high - low < 1e-6:
        high = low + 1.0
    rough = (high - low) / about
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(factor * power for factor in (1, 2, 5, 10) if factor * power >= rough * 0.999)
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    return [round(number * step, 10) for number in range(first, last + 1)]


LEFT, RIGHT, TOP, BOTTOM = 62, 8, 10, 30


@dataclass(frozen=True, slots=True)
class _Axis:
    low: float
    high: float
    top: int
    bottom: int

    def y(self, value: float) -> int:
        return round(self.bottom - (value - self.low) / (self.high - self.low) * (self.bottom - self.top))


def _axis(values: Sequence[float], *, height: int, from_zero: bool) -> tuple[_Axis, tuple[Tick, ...]]:
    low, high = (min(values), max(values)) if values else (0.0, 1.0)
    if from_zero or (low > 0 and low < 0.6 * high):
        low, high = min(low, 0.0), max(high, 0.0)
    ticks = nice_ticks(low, high)
    axis = _Axis(low=ticks[0], high=ticks[-1], top=TOP, bottom=height - BOTTOM)
    return axis, tuple(Tick(value=value, position=axis.y(value)) for value in ticks)


def _zero(axis: _Axis) -> int:
    return axis.y(min(max(0.0, axis.low), axis.high))


def bars(
    labels: Sequence[str], series: Sequence[Sequence[float | None]], *, width: int = 480, height: int = 230
) -> BarChart:
    """Bars beside each other for every label; below nought they hang. None is left open."""
    known = [value for one in series for value in one if value is not None]
    axis, ticks = _axis(known, height=height, from_zero=True)
    zero = _zero(axis)
    slot = (width - LEFT - RIGHT) / max(len(labels), 1)
    thick = min(44.0, slot * 0.72 / max(len(series), 1))
    made: list[Bar] = []
    for at, label in enumerate(labels):
        middle = LEFT + slot * (at + 0.5)
        for number, one in enumerate(series):
            value = one[at]
            x = middle + (number - len(series) / 2) * thick
            end = zero if value is None else axis.y(value)
            least = 1 if value else 0
            made.append(
                Bar(
                    label=label,
                    series=number,
                    value=value,
                    x=round(x) + 1,
                    y=min(zero, end) if end != zero else zero - least,
                    width=max(1, round(thick) - 2),
                    height=max(abs(end - zero), least),
                )
            )
    return BarChart(
        width=width,
        height=height,
        left=LEFT,
        zero=zero,
        bars=tuple(made),
        labels=tuple(Label(text=label, x=round(LEFT + slot * (at + 0.5))) for at, label in enumerate(labels)),
        ticks=ticks,
    )


def _path(places: Sequence[tuple[int, int] | None]) -> str:
    parts: list[str] = []
    for before, place in pairwise([None, *places]):
        if place is not None:
            parts.append(f"{'M' if before is None else 'L'}{place[0]} {place[1]}")
    return "".join(parts)


def lines(
    labels: Sequence[str],
    series: Sequence[Sequence[float | None]],
    *,
    between: tuple[Sequence[float], Sequence[float]] | None = None,
    width: int = 480,
    height: int = 230,
) -> LineChart:
    """Lines over the labels; `between` is an area behind them, such as the middle half of the peers."""
    known = [value for one in series for value in one if value is not None]
    known += [value for bound in between or () for value in bound]
    axis, ticks = _axis(known, height=height, from_zero=False)
    step = (width - LEFT - RIGHT) / max(len(labels), 1)
    across = [round(LEFT + step * (at + 0.5)) for at in range(len(labels))]

    made = [
        Line(
            d=_path(
                [None if value is None else (x, axis.y(value)) for x, value in zip(across, one, strict=True)]
            ),
            points=tuple(
                Point(label=label, value=value, x=x, y=axis.y(value))
                for label, x, value in zip(labels, across, one, strict=True)
                if value is not None
            ),
        )
        for one in series
    ]
    band = ""
    if between and across:
        under, over = (
            [(x, axis.y(value)) for x, value in zip(across, bound, strict=True)] for bound in between
        )
        band = _path([*over, *reversed(under)]) + "Z"
    return LineChart(
        width=width,
        height=height,
        left=LEFT,
        zero=_zero(axis),
        lines=tuple(made),
        band=band,
        labels=tuple(Label(text=label, x=x) for label, x in zip(labels, across, strict=True)),
        ticks=ticks,
    )
