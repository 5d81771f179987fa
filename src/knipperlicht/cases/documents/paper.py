"""From Word to paper: the text of a Word document as PDF/A-2b, with its number and pages.

Pandoc reads the Word document, Typst sets it: fonts are embedded, the structure is tagged for screen readers, and the same document
gives the same bytes. Headers and footers of the Word file are replaced by ours, which carry number and page.
"""

from __future__ import annotations

import tempfile
from datetime import datetime
from importlib.resources import files
from pathlib import Path
from typing import Final

import typst

from knipperlicht.cases.documents.pandoc import NotConverted, convert

ARCHIVE: Final = "a-2b"
TEXT = "plain"
FRAME = (files(__package__) / "frame.typ").read_text("utf-8")


def set_paper(
    word: bytes,
    *,
    title: str,
    author: str,
    language: str,
    left: str,
    right: str,
    mark: str = "",
    at: datetime,
) -> bytes:
    """A PDF/A-2b of a Word document. `left` and `right` stand on top of each page; `mark` lies across it (a draft).

    Raises NotConverted.
    """
    with tempfile.TemporaryDirectory(prefix="knipperlicht-paper-") as name:
        root = Path(name)
        body = convert(word, source="docx", target="typst", media=root).decode()
        (root / "body.typ").write_text(_left(body.replace(str(root), "")), "utf-8")
        (root / "frame.typ").write_text(FRAME, "utf-8")
        told = {"title": title, "author": author, "language": language, "left": left, "right": right, "mark": mark}  # fmt: skip
        return compile_typst(root / "frame.typ", root=root, told=told, at=at)


def compile_typst(source: Path, *, root: Path, told: dict[str, str], at: datetime) -> bytes:
    """Set a Typst file as PDF/A-2b, from its folder only and with the fonts that come with Typst. Raises NotConverted."""
    compiler = typst.Compiler(source, root=root, ignore_system_fonts=True, sys_inputs=told)
    try:
        made = compiler.compile(format="pdf", pdf_standards=ARCHIVE, timestamp=int(at.timestamp()))
    except typst.TypstError as error:
        raise NotConverted(f"The document cannot be set on paper: {error.message}.") from error
    assert isinstance(made, bytes)
    return made


def _left(body: str) -> str:
    """Tables begin at the margin; pandoc puts them in the middle. In text, `#` is escaped, so this is never text."""
    return body.replace("align(center)[#table(", "align(left)[#table(")


def text_of_word(word: bytes) -> str:
    """The text of a Word document, paragraph by paragraph. Raises NotConverted."""
    return convert(word, source="docx", target=TEXT).decode()


def set_picture(picture: bytes, *, title: str, language: str, ending: str, at: datetime) -> bytes:
    """A picture on one sheet. Raises NotConverted."""
    with tempfile.TemporaryDirectory(prefix="knipperlicht-paper-") as name:
        root = Path(name)
        (root / f"picture.{ending}").write_bytes(picture)
        source = root / "sheet.typ"
        source.write_text(
            '#set document(title: sys.inputs.title)\n#set page(paper: "a4", margin: 12mm)\n'
            '#align(center + horizon, image(sys.inputs.picture, width: 100%, height: 100%, fit: "contain"))\n',
            "utf-8",
        )
        told = {"title": title, "picture": f"picture.{ending}", "language": language}
        return compile_typst(source, root=root, told=told, at=at)
