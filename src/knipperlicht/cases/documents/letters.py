"""The built-in letters: one readable file each in `letters/<language>/`, made into Word for an organisation to change.

A letter is Markdown with the variables of `context.py` in double braces; `{%p … %}` alone on a line repeats or leaves out what
follows. Its first lines name the head above it and who signs (`_brief.md`, `_mayor.md` …).
"""

from __future__ import annotations

from functools import cache
from io import BytesIO
from pathlib import Path

import yaml
from docx import Document as open_word
from docx.shared import Pt
from pydantic import BaseModel, ConfigDict

from knipperlicht.cases.documents.pandoc import convert, shipped

HERE = Path(__file__).parent / "letters"
FONT = "Calibri"


class Head(BaseModel):
    """What stands above a letter's text: the parts around it."""

    model_config = ConfigDict(extra="forbid")

    head: str
    sign: str


def languages(code: str) -> list[str]:
    """Languages in which a letter is built in; Dutch first."""
    found = [folder.name for folder in HERE.iterdir() if (folder / f"{code}.md").is_file()]
    return sorted(found, key=lambda name: (name != "nl", name))


def codes() -> list[str]:
    """Every document with a built-in letter."""
    return sorted({path.stem for path in HERE.glob("*/[DX]*.md")})


@cache
def letter(code: str, language: str) -> str:
    """The whole text of a letter, head and signature included, as Markdown. Raises FileNotFoundError."""
    folder = HERE / language
    _start, about, text = (folder / f"{code}.md").read_text("utf-8").split("---\n", 2)
    head = Head.model_validate(yaml.safe_load(about))
    parts = ((folder / f"_{head.head}.md"), None, (folder / f"_{head.sign}.md"))
    return "\n\n".join(part.read_text("utf-8").strip() if part else text.strip() for part in parts)


@cache
def built_in(code: str, language: str) -> bytes:
    """The letter as Word, variables and all. Raises FileNotFoundError."""
    return convert(
        letter(code, language).encode(), source="markdown-smart-citations", target="docx", reference=_look()
    )


@cache
def _look() -> bytes:
    """Pandoc's own reference document in letters of an office: one font, black headings."""
    word = open_word(BytesIO(shipped("reference.docx")))
    for style in word.styles:
        if style.type is not None and hasattr(style, "font") and style.font is not None:
            style.font.name = FONT
    for name, size in (
        ("Heading 1", 14),
        ("Heading 2", 12),
        ("Body Text", 11),
        ("First Paragraph", 11),
        ("Compact", 11),
    ):
        style = word.styles[name]
        style.font.size = Pt(size)
    kept = BytesIO()
    word.save(kept)
    return kept.getvalue()
