"""Pages that list what the code holds, filled while the site is built, so that no list can go stale."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from knipperlicht.indicators.framework import FAMILIES
from knipperlicht.indicators.registry import indicators
from knipperlicht.scoring.card import score_card

PAGES = Path(__file__).parent / "indicators"


def on_page_markdown(markdown: str, **_: Any) -> str:
    """Replace the marks `<!-- list:… -->` by tables."""
    for mark, table in {"indicators": _indicators, "families": _families, "gates": _gates}.items():
        sign = f"<!-- list:{mark} -->"
        if sign in markdown:
            markdown = markdown.replace(sign, table())
    return markdown


def _indicators() -> str:
    card = score_card()
    parts = []
    for family in FAMILIES:
        own = [indicator for indicator in indicators().values() if indicator.family == family]
        if not own:
            continue
        title = card.families[family].name["nl"] if family in card.families else family.capitalize()
        parts += [f"## {title} (`{family}`)", "", "| indicator | name | counts as |", "|---|---|---|"]
        for item in own:
            page = PAGES / f"{item.slug}.md"
            slug = f"[`{item.slug}`](indicators/{item.slug}.md)" if page.exists() else f"`{item.slug}`"
            texts = item.texts
            names = f"{texts['nl'].name} · {texts['fr'].name} · {texts['en'].name}"
            parts.append(f"| {slug} | {names} | {_weight(item.slug, item.kind)} |")
        parts.append("")
    return "\n".join(parts)


def _weight(slug: str, kind: str) -> str:
    card = score_card()
    if kind == "status":
        return "banner, never scored"
    if slug in card.protective:
        return f"protective, {card.protective[slug]} points"
    if slug in card.indicators:
        entry = card.indicators[slug]
        half_life = "" if entry.half_life is None else f", half-life {entry.half_life:g} months"
        return f"class {entry.weight} ({card.points(slug)} points), {entry.subscore}{half_life}"
    return "silent: shown, does not count"


def _families() -> str:
    card = score_card()
    rows = ["| family | cap | nl · fr · en |", "|---|---|---|"]
    for code, family in card.families.items():
        names = " · ".join(family.name[language] for language in ("nl", "fr", "en"))
        rows.append(f"| `{code}` | {family.cap} points | {names} |")
    return "\n".join(rows)


def _gates() -> str:
    rows = ["| gate | bound | said to people |", "|---|---|---|"]
    for gate in score_card().gates:
        bound = f"at most {gate.max}" if gate.max is not None else f"at least {gate.min}"
        rows.append(f"| `{gate.code}` | {bound} | {gate.text['en']} |")
    return "\n".join(rows)
