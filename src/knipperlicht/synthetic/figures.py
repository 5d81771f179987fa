"""The figures of annual accounts: one year of each company as rubrics that add up, from its size and its trade."""

from __future__ import annotations

import numpy as np

from .hashing import Floats, Ints, draw
from .registers import World
from .script import Books

WAGE, WAGE_SPREAD = 44_000, 16_000
HOURS, HOURS_SPREAD = 1_450, 150
SLEEPING = 2_400
"""Turnover of a company in which nothing happens any more: a garage that is let."""
MODEST = ("20/58", "21/28", "22/27", "54/58", "10/49", "10/15", "10/11", "29/58")
"""All that a company has to say that only holds something."""

Rubrics = dict[str, float]


def figures(world: World, own: Ints, plans: list[Books], *, year: int, newest: int) -> list[Rubrics]:
    """Rubric -> euros of each company for one year; `plans` says what scripts want of them."""
    seed = world.seed
    as_of = own.copy()
    for place, plan in enumerate(plans):
        if plan.like is not None:
            as_of[place] = plan.like.position
    size = np.exp(10.8 + 1.5 * _normal(draw(seed, "size", of=as_of)))
    growth = np.exp(0.12 * _normal(draw(seed, "growth", year, of=as_of)))
    turnover = np.round(size * growth * 4)
    for place, plan in enumerate(plans):
        if plan.idle:
            turnover[place] = SLEEPING if own[place] % 2 else 0
        if plan.turnover and year == newest:
            turnover[place] = plan.turnover
    gross = np.round(turnover * (0.25 + 0.35 * draw(seed, "margin", of=as_of)))
    staffed = world.enterprises.employer[as_of]
    fte = np.where(staffed, np.maximum(1.0, np.round(gross * 0.5 / 52_000, 1)), 0.0)
    wage = WAGE + WAGE_SPREAD * draw(seed, "wage", of=as_of)
    hours = HOURS + HOURS_SPREAD * draw(seed, "hours", of=as_of)
    for place, plan in enumerate(plans):
        if plan.idle:
            fte[place] = 0
        if plan.staff:
            fte[place], wage[place], hours[place] = plan.staff, plan.wage, plan.hours
    staff = np.round(fte * wage)
    told = np.array([plan.staff > 0 for plan in plans], dtype=bool)
    gross = np.where(told, np.maximum(gross, np.round(staff * 1.3 * growth)), gross)
    turnover = np.where(told, np.maximum(turnover, gross * 2), turnover)
    columns = _columns(seed, as_of, size=size, turnover=turnover, gross=gross, staff=staff)
    columns |= {"9087": fte, "9088": np.round(fte * hours)}
    rows = [
        {code: float(values[place]) for code, values in columns.items() if values[place]}
        for place in range(len(own))
    ]
    return [_modest(row) if plan.modest else row for row, plan in zip(rows, plans, strict=True)]


def _columns(
    seed: int, own: Ints, *, size: Floats, turnover: Floats, gross: Floats, staff: Floats
) -> dict[str, Floats]:
    depreciation = np.round(turnover * 0.03)
    operating = gross - staff - depreciation - np.round(turnover * 0.02)
    interest = np.round(turnover * 0.005)
    before_tax = operating - interest
    result = np.round(before_tax * np.where(before_tax > 0, 0.75, 1.0))
    contribution = np.round(5_000 + size * 0.05)
    carried = np.round(size * (0.9 * draw(seed, "reserves", of=own) - 0.12)) + result
    equity = contribution + carried
    trade = np.round(turnover * 0.10)
    tax = np.round(turnover * 0.02)
    pay = np.round(staff * 0.12)
    other = np.round(turnover * 0.03)
    short = trade + tax + pay + other
    total = np.maximum(equity + short, short + 1_000)
    equity = total - short
    carried = equity - contribution
    fixed = np.round(total * (0.2 + 0.4 * draw(seed, "fixed", of=own)))
    stock = np.round(total * 0.1)
    receivables = np.round(total * 0.2)
    cash = total - fixed - stock - receivables
    return {
        "20/58": total, "21/28": fixed, "22/27": fixed, "29/58": total - fixed, "3": stock, "40/41": receivables,
        "40": receivables, "54/58": cash, "10/49": total, "10/15": equity, "10/11": contribution, "14": carried,
        "17/49": short, "42/48": short, "44": trade, "45": tax + pay, "450/3": tax, "454/9": pay, "47/48": other,
        "70": turnover, "9900": gross, "62": staff, "630": depreciation, "9901": operating, "65": interest,
        "9903": before_tax, "9904": result,
    }  # fmt: skip


def _modest(row: Rubrics) -> Rubrics:
    """Only what was brought in, half of it in a building, half in the bank."""
    brought = 2 * round(row["10/11"] / 2)
    amounts = dict.fromkeys(MODEST, float(brought))
    return amounts | dict.fromkeys(("21/28", "22/27", "54/58", "29/58"), brought / 2)


def _normal(uniform: Floats) -> Floats:
    """About normal: a logistic of the same spread."""
    bounded = np.clip(uniform, 1e-6, 1 - 1e-6)
    logit: Floats = np.log(bounded / (1 - bounded)) / 1.7
    return logit
