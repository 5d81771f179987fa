"""SQL of one company's annual accounts as JSON of the authentic form: figures that balance to the cent, about as many
rubrics as real accounts have (108 in two years in a micro account, 154 in an abridged one, some 300 in a full one).
"""

from __future__ import annotations

MICRO, ABRIDGED, FULL = 0, 1, 2

STEPS: tuple[tuple[tuple[str, str], ...], ...] = (
    (
        ("size", "exp(11.3 + 1.5 * normal(u(number, 'size')))"),
        ("grown", "exp(0.12 * normal(u(number, 1000 + book)))"),
    ),
    (
        ("turnover", "(size * grown * 400)::BIGINT"),
        ("contribution", "(500000 + size * 5)::BIGINT"),
        ("reserves", "(size * 30 * u(number, 'reserves'))::BIGINT"),
    ),
    (
        ("gross", "(turnover * (0.25 + 0.35 * u(number, 'margin')))::BIGINT"),
        ("depreciation", "(turnover * 0.03)::BIGINT"),
        ("interest", "(turnover * 0.005)::BIGINT"),
        ("trade", "(turnover * (0.05 + 0.1 * u(number, 2000 + book)))::BIGINT"),
        ("tax", "(turnover * 0.02 * u(number, 3000 + book))::BIGINT"),
        ("pay", "(turnover * 0.03 * u(number, 4000 + book))::BIGINT"),
        ("other", "(turnover * 0.03)::BIGINT"),
        ("bank", "(size * 20 * u(number, 'bank'))::BIGINT"),
        ("accrued", "(turnover * 0.004)::BIGINT"),
    ),
    (
        ("fte", "CASE WHEN u(number, 'staff') < 0.55 THEN greatest(1, round(gross * 0.5 / 5200000, 1)) ELSE 0 END"),
        ("bank_short", "(bank * 0.2)::BIGINT"),
    ),
    (("staff", "(fte * (4400000 + 1600000 * u(number, 'wage')))::BIGINT"),),
    (("operating", "gross - staff - depreciation - (turnover * 0.02)::BIGINT"),),
    (("before_tax", "operating - interest"),),
    (("result", "(before_tax * CASE WHEN before_tax > 0 THEN 0.75 ELSE 1 END)::BIGINT"),),
    (
        ("carried", "(size * 60 * (u(number, 'carried') - 0.12))::BIGINT + result"),
        ("short_debts", "bank_short + trade + tax + pay + other"),
    ),
    (("debts", "bank + short_debts + accrued"),),
    (("equity", "greatest(contribution + reserves + carried, 100000 - debts)"),),
    (("forward", "equity - contribution - reserves"), ("total", "equity + debts")),
    (
        ("tangible", "(total * (0.15 + 0.4 * u(number, 'fixed')))::BIGINT"),
        ("intangible", "(total * 0.02)::BIGINT"),
        ("held", "(total * 0.03)::BIGINT"),
        ("stock", "(total * 0.1 * u(number, 5000 + book))::BIGINT"),
        ("debtors", "(total * 0.15)::BIGINT"),
        ("claims", "(total * 0.05 * u(number, 6000 + book))::BIGINT"),
        ("paid_ahead", "(total * 0.01)::BIGINT"),
    ),
    (("fixed", "tangible + intangible + held"),),
    (("cash", "total - fixed - stock - debtors - claims - paid_ahead"),),
)  # fmt: skip
"""Column and SQL, step by step: a step may use the columns of those before it. Amounts in cents."""

RUBRICS: tuple[tuple[str, str, int], ...] = (
    ("20/58", "total", MICRO), ("21/28", "fixed", MICRO), ("21", "intangible", MICRO), ("22/27", "tangible", MICRO),
    ("23", "tangible // 3", MICRO), ("24", "tangible // 5", MICRO), ("28", "held", MICRO),
    ("29/58", "total - fixed", MICRO), ("3", "stock", MICRO), ("30/36", "stock", MICRO),
    ("40/41", "debtors + claims", MICRO), ("40", "debtors", MICRO), ("41", "claims", MICRO), ("54/58", "cash", MICRO),
    ("490/1", "paid_ahead", MICRO), ("10/49", "total", MICRO), ("10/15", "equity", MICRO),
    ("10/11", "contribution", MICRO), ("111", "contribution", MICRO), ("13", "reserves", MICRO),
    ("133", "reserves", MICRO), ("14", "forward", MICRO), ("14P", "forward - result", MICRO),
    ("17/49", "debts", MICRO), ("17", "bank", MICRO), ("172/3", "bank", MICRO), ("42/48", "short_debts", MICRO),
    ("430/8", "bank_short", MICRO), ("44", "trade", MICRO), ("440/4", "trade", MICRO), ("45", "tax + pay", MICRO),
    ("450/3", "tax", MICRO), ("454/9", "pay", MICRO), ("47/48", "other", MICRO), ("492/3", "accrued", MICRO),
    ("70", "CASE WHEN model = 2 OR u(number, 'tells') < 0.4 THEN turnover ELSE 0 END", MICRO), ("9900", "gross", MICRO),
    ("62", "staff", MICRO), ("630", "depreciation", MICRO), ("640/8", "(turnover * 0.02)::BIGINT", MICRO),
    ("9901", "operating", MICRO), ("65", "interest", MICRO), ("65/66B", "interest", MICRO), ("9903", "before_tax", MICRO),
    ("9904", "result", MICRO), ("9905", "result", MICRO), ("9906", "forward", MICRO), ("694/7", "0", MICRO),
    ("8169", "tangible // 4", MICRO), ("8199", "tangible * 2", MICRO), ("8199P", "tangible * 2 - tangible // 4", MICRO),
    ("8279", "depreciation", MICRO), ("8329", "tangible", MICRO), ("8329P", "tangible - depreciation", MICRO),
    *((code, f"staff // {place + 2}", ABRIDGED) for place, code in enumerate(
        ("1001", "1002", "1003P", "1011", "1012", "1013P", "1021", "1022", "1023", "1051", "1052", "1053", "1101", "1201"))),
    ("8059", "intangible * 2", ABRIDGED), ("8059P", "intangible", ABRIDGED), ("8129", "intangible", ABRIDGED),
    ("60/61", "turnover - gross", ABRIDGED), ("9072", "CASE WHEN u(number, 7000 + book) < 0.03 THEN tax ELSE 0 END", ABRIDGED),
    ("9076", "CASE WHEN u(number, 8000 + book) < 0.02 THEN pay ELSE 0 END", ABRIDGED),
    ("9500", "CASE WHEN u(number, 9000 + book) < 0.1 THEN claims ELSE 0 END", ABRIDGED),
    ("60", "(turnover - gross) // 2", FULL), ("61", "turnover - gross - (turnover - gross) // 2", FULL),
    *((f"8{code}", f"tangible // {place + 3}", FULL) for place, code in enumerate(range(400, 471))),
)  # fmt: skip
"""Rubric, SQL of its cents, and the smallest model that has it. What is nought is left out, as in real accounts."""
HEADCOUNT = ("9087", "1003")


def figures(rows: str) -> str:
    """SQL that adds all columns of STEPS to a relation with `number` and `book` (year whose figures are drawn)."""
    for step in STEPS:
        rows = f"SELECT *, {', '.join(f'{sql} AS {name}' for name, sql in step)} FROM ({rows})"
    return rows


def rubrics(period: str) -> str:
    """SQL of the items of `Rubrics` of one period, over a relation of `figures` with `model`."""
    parts = []
    for code, cents, least in RUBRICS:
        value = f"({cents})"
        shown = f"WHEN {value} <> 0" + (f" AND model >= {least}" if least else "")
        parts.append(
            f"CASE {shown} THEN {_item(code, f'({value} / 100)::DECIMAL(15, 2)', 'am1', period)} END"
        )
    for code in HEADCOUNT:
        parts.append(f"CASE WHEN fte > 0 THEN {_item(code, 'fte::DECIMAL(9, 1)', 'dec1', period)} END")
    return f"concat_ws(',', {', '.join(parts)})"


def _item(code: str, value: str, kind: str, period: str) -> str:
    return f"""'{{"Code":"{code}","Value":"' || {value} || '","Period":"{period}","DataType":"met:{kind}","TypeAmount":"original"}}'"""
