"""What is shown and bundled of a received document: a PDF as it is, a picture as it is, a Word file set on paper."""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO

from PIL import Image

from knipperlicht.cases.documents import pages
from knipperlicht.cases.documents.faults import UnusableUpload
from knipperlicht.cases.documents.pandoc import NotConverted
from knipperlicht.cases.documents.paper import set_paper, set_picture
from knipperlicht.cases.documents.uploads import PDF, WORD

LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)
"""A Word file gives the same paper whenever it is set."""


def as_paper(content: bytes, mime: str, *, title: str, language: str) -> tuple[bytes, int]:
    """The bytes that are kept to be looked at, and their pages. Raises UnusableUpload."""
    try:
        if mime == WORD:
            made = set_paper(
                content, title=title, author="", language=language, left="", right="", at=LONG_AGO
            )
            return made, pages.count(made)
        return (content, pages.count(content)) if mime == PDF else (content, 1)
    except (NotConverted, pages.NoSuchPage) as error:
        raise UnusableUpload(str(error)) from error


def as_pdf(paper: bytes, mime: str, *, title: str, language: str) -> bytes:
    """As a PDF, for a bundle: a picture on a sheet of its own."""
    if mime not in ("image/png", "image/jpeg"):
        return paper
    return set_picture(paper, title=title, language=language, ending=mime.removeprefix("image/"), at=LONG_AGO)


def page_picture(paper: bytes, mime: str, number: int) -> bytes:
    """Page `number` as PNG: what a browser gets to see is drawn here, never the file itself. Raises NoSuchPage."""
    if mime in (PDF, WORD):
        return pages.picture(paper, number)
    if number != 1:
        raise pages.NoSuchPage(f"There is no page {number}.")
    with Image.open(BytesIO(paper)) as given:
        drawn = given.convert("RGB")
        drawn.thumbnail((pages.WIDTH, pages.TALLEST))
        kept = BytesIO()
        drawn.save(kept, "PNG")
    return kept.getvalue()
