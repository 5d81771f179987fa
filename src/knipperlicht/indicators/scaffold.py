"""The three files of a new indicator: `python -m knipperlicht.indicators.scaffold --slug SLUG --family FAMILY`.

Writes a module that asks a working placeholder question, golden cases and a page that hold for it. The register
finds the indicator at once, and its own tests pass; then the author replaces the question.
"""

from __future__ import annotations

import re
from pathlib import Path

import click

from knipperlicht.errors import KnipperlichtError
from knipperlicht.indicators.framework import FAMILIES

SLUG = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")
TREE = Path(__file__).parents[3]

MODULE = '''"""TITLE: one line that says what is counted.

Question: what does this indicator ask of the register?
Source: KBO Open Data, which fields.
"""

from __future__ import annotations

import ibis
import ibis.expr.types as ir
from pydantic import Field

from knipperlicht.indicators.framework import (
    Indicator, Inputs, Settings, Texts, evidence_rows, facts, hit_rows,
)  # fmt: skip


class CLASS(Settings):
    """Every threshold is a setting: what `at_least` means."""

    at_least: int = Field(100, ge=1)


def hits(inputs: Inputs, settings: CLASS) -> ir.Table:
    """What gives which severity."""
    subject = inputs.subject
    rows = subject.filter(subject.n_codes >= settings.at_least)
    return hit_rows(rows, severity=ibis.literal(1.0), facts=facts(codes=rows.n_codes))


def evidence(inputs: Inputs, settings: CLASS, hits: ir.Table) -> ir.Table:
    """The register rows that fired."""
    rows = inputs.subject.semi_join(hits, "enterprise")
    return evidence_rows(rows, table="activity", field="rows", key=rows.enterprise, value=rows.n_codes)


INDICATOR = Indicator(
    slug="SLUG",
    family="FAMILY",
    settings=CLASS,
    hits=hits,
    evidence=evidence,
    texts={
        "nl": Texts(
            name="TITLE",
            fact="{codes} activiteitsregels.",
            threshold="Vanaf {at_least}.",
            innocent="Waarom dit meestal onschuldig is.",
            clears="Wat dit wegneemt.",
        ),
        "fr": Texts(
            name="TITLE",
            fact="{codes} lignes d'activité.",
            threshold="Dès {at_least}.",
            innocent="Pourquoi c'est d'ordinaire innocent.",
            clears="Ce qui lève le signal.",
        ),
        "en": Texts(
            name="TITLE",
            fact="{codes} activity rows.",
            threshold="From {at_least}.",
            innocent="Why this is usually innocent.",
            clears="What clears it.",
        ),
    },
)
'''

CASES = """indicator: SLUG
at: 2026-06-30
first_day: 2024-06-30
settings: {at_least: 2}
cases:
  - name: two are a hit
    register:
      enterprise: [{n: A}]
      activity: [{of: A, code: "56111"}, {of: A, code: "47110", class: SECO}]
    expect: {A: {hit: 1.0, facts: {codes: 2}}}
  - name: one is clear
    register:
      enterprise: [{n: A}]
      activity: [{of: A, code: "56111"}]
    expect: {A: clear}
  - name: a sole trader is no subject
    register:
      enterprise: [{n: A, type: 1}]
      activity: [{of: A, code: "56111"}, {of: A, code: "47110", class: SECO}]
    expect: {A: not a subject}
"""

PAGE = """# TITLE (`SLUG`)

Family: FAMILY. Kind: scored.

## Question
What does this indicator ask of the register?

## Method
What is counted, over which period, and what gives which severity. What is left out and why.

## Evidence
Which register rows are shown.

## Why it matters
What this has to do with abuse, in one or two sentences.

## Usual innocent explanation
Why most companies that meet this are in order.

## What clears it
What a company can do or show.

## How to check by hand
Where anybody can see the same fact.

## Legal basis and source
The register, its fields, and where the idea comes from.

## Settings
| setting | default | meaning |
|---|---|---|
| at_least | 100 | what it means |

## Demonstration
```yaml
indicator: SLUG
at: 2026-06-30
first_day: 2024-06-30
settings: {at_least: 1}
cases:
  - name: what the reader should see
    register:
      enterprise: [{n: A}]
      activity: [{of: A, code: "56111"}]
    expect: {A: {hit: 1.0}}
```
"""


class CannotScaffold(KnipperlichtError):
    """A new indicator that cannot be written; nothing was."""


def scaffold(*, slug: str, family: str, tree: Path = TREE) -> list[Path]:
    """Write module, golden cases and page under `tree`; raises CannotScaffold before anything is written."""
    if family not in FAMILIES:
        raise CannotScaffold(f"“{family}” is not a family; choose one of {', '.join(FAMILIES)}.")
    if not SLUG.fullmatch(slug):
        raise CannotScaffold(f"“{slug}” is not a slug; use small letters, digits and single underscores.")
    package = tree / "src" / "knipperlicht" / "indicators"
    files = {
        package / family / f"{slug}.py": MODULE,
        tree / "tests" / "indicators" / f"{slug}.yml": CASES,
        tree / "docs" / "indicators" / f"{slug}.md": PAGE,
    }
    taken = [*package.glob(f"*/{slug}.py"), *(path for path in files if path.exists())]
    if taken:
        raise CannotScaffold(f"The indicator “{slug}” exists already: {taken[0].relative_to(tree)}.")
    words = {
        "CLASS": "".join(part.title() for part in slug.split("_")) + "Settings",
        "FAMILY": family, "SLUG": slug, "TITLE": slug.replace("_", " ").capitalize(),
    }  # fmt: skip
    for path, text in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(
            re.sub(r"\b(CLASS|FAMILY|SLUG|TITLE)\b", lambda found: words[found[0]], text), "utf-8"
        )
    start = package / family / "__init__.py"
    if not start.exists():
        start.write_text(f'"""Indicators of the family {family}."""\n', "utf-8")
    return list(files)


@click.command()
@click.option("--slug", required=True, help="Name of the indicator, in Dutch: small_letters_like_this.")
@click.option("--family", required=True, help=f"One of {', '.join(FAMILIES)}.")
def main(slug: str, family: str) -> None:
    """Write the skeleton of a new indicator."""
    try:
        if not (TREE / "pyproject.toml").exists():
            raise CannotScaffold(
                "A new indicator is written in a checkout of the source, not in an installed package."
            )
        for path in scaffold(slug=slug, family=family):
            click.echo(path.relative_to(TREE))
    except CannotScaffold as error:
        click.echo(str(error), err=True)
        raise SystemExit(error.exit_code) from error


if __name__ == "__main__":
    main()
