"""The complete file, or the part a recipient may have, as one PDF: cover, table of contents, page numbers, bookmarks."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from importlib.resources import files
from io import BytesIO
from pathlib import Path

import pikepdf
from django.utils import translation
from django.utils.translation import gettext as _

from knipperlicht.cases.documents.pages import count
from knipperlicht.cases.documents.paper import compile_typst
from knipperlicht.core.clock import format_day

FRONT = (files(__package__) / "bundle.typ").read_text("utf-8")
STAMPS = (files(__package__) / "stamps.typ").read_text("utf-8")


@dataclass(frozen=True, kw_only=True)
class Piece:
    """One document in a bundle: what the table of contents says of it, and its PDF."""

    number: str
    code: str
    title: str
    day: str
    sha256: str
    pdf: bytes


@dataclass(frozen=True, kw_only=True)
class Cover:
    """What stands on the cover."""

    organisation: str
    file: str
    about: str
    recipient: str
    basis: str
    language: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class Bound:
    """A bundle: its PDF, its pages, and the first page of each piece."""

    pdf: bytes
    pages: int
    first: tuple[int, ...]


def bind(cover: Cover, pieces: Sequence[Piece]) -> Bound:
    """One PDF of the pieces in this order. Raises NotConverted, or pikepdf.PdfError for a piece that cannot be read."""
    lengths = [count(piece.pdf) for piece in pieces]
    with (
        translation.override(cover.language),
        tempfile.TemporaryDirectory(prefix="knipperlicht-bundle-") as name,
    ):
        root = Path(name)
        front = _front(cover, pieces, lengths, 0, root)
        front = _front(cover, pieces, lengths, count(front), root)
        bound = pikepdf.Pdf.new()
        marks: list[tuple[str, int]] = []
        with pikepdf.open(BytesIO(front)) as begin:
            bound.pages.extend(begin.pages)
        for place, piece in enumerate(pieces, start=1):
            marks.append((f"{place}. {piece.title}", len(bound.pages)))
            with pikepdf.open(BytesIO(piece.pdf)) as given:
                bound.pages.extend(given.pages)
        _stamp(bound, cover, marks, root)
    with bound.open_outline() as outline:
        outline.root.extend(pikepdf.OutlineItem(title, page) for title, page in marks)
    with bound.open_metadata() as about:
        about["dc:title"] = f"{cover.file} – {cover.recipient}"
        about["dc:creator"] = [cover.organisation]
    kept = BytesIO()
    bound.save(kept, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return Bound(pdf=kept.getvalue(), pages=len(bound.pages), first=tuple(page + 1 for _title, page in marks))


def _front(cover: Cover, pieces: Sequence[Piece], lengths: Sequence[int], before: int, root: Path) -> bytes:
    """Cover and table of contents; `before`: how many pages they take themselves."""
    rows, page = [], before + 1
    for place, (piece, length) in enumerate(zip(pieces, lengths, strict=True), start=1):
        rows.append([str(place), piece.day, piece.title, piece.number, str(page), str(length), piece.sha256])
        page += length
    told = {
        "organisation": cover.organisation, "title": _("Administrative file"), "file": cover.file, "about": cover.about,
        "for": _("For: %s") % cover.recipient, "basis": cover.basis, "made": _("Made on %s") % format_day(cover.at.date()),
        "contents": _("Table of contents"),
        "heads": [_("No."), _("Day"), _("Document"), _("Number"), _("Page"), _("Pages")],
        "total": _("%(pieces)d documents, %(pages)d pages") % {"pieces": len(rows), "pages": page - 1},
        "hash": _("The line under a title is the SHA-256 of the document as it is kept."),
        "rows": rows, "language": cover.language,
    }  # fmt: skip
    (root / "told.json").write_text(json.dumps(told), "utf-8")
    (root / "bundle.typ").write_text(FRONT, "utf-8")
    return compile_typst(root / "bundle.typ", root=root, told={}, at=cover.at)


def _stamp(bound: pikepdf.Pdf, cover: Cover, marks: list[tuple[str, int]], root: Path) -> None:
    """File, place of the document in the bundle and running page number at the foot of every page."""
    total, lines, starts = len(bound.pages), list[str](), [page for _title, page in marks]
    for page in range(total):
        place = sum(start <= page for start in starts)
        piece = _("document %d") % place if place else ""
        lines.append(" · ".join(filter(None, (cover.file, piece, f"{page + 1} / {total}"))))
    (root / "lines.json").write_text(json.dumps(lines), "utf-8")
    (root / "stamps.typ").write_text(STAMPS, "utf-8")
    made = compile_typst(root / "stamps.typ", root=root, told={}, at=cover.at)
    with pikepdf.open(BytesIO(made)) as stamps:
        for sheet, stamp in zip(bound.pages, stamps.pages, strict=True):
            sheet.add_overlay(stamp, None)
