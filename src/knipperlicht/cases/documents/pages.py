"""Pages of a PDF: how many, how one looks, what is written on it. PDFium reads them; nothing in them is ever run."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from threading import Lock

import pypdfium2
from pypdfium2 import PdfDocument, PdfiumError

from knipperlicht.errors import KnipperlichtError

WIDTH = 1240
"""Pixels across: an A4 at 150 dots an inch."""
TALLEST = 5000
"""Pixels down, whatever the shape of the page."""
_ONE_AT_A_TIME = Lock()
"""PDFium is not made for threads."""


class NoSuchPage(KnipperlichtError):
    """A page beyond the last, or a file that cannot be read."""


@contextmanager
def opened(pdf: bytes) -> Iterator[PdfDocument]:
    """A PDF to look into; raises NoSuchPage when it cannot be read."""
    with _ONE_AT_A_TIME:
        try:
            document = pypdfium2.PdfDocument(pdf)
        except PdfiumError as error:
            raise NoSuchPage("The PDF cannot be read.") from error
        try:
            yield document
        finally:
            document.close()


def count(pdf: bytes) -> int:
    """How many pages."""
    with opened(pdf) as document:
        return len(document)


def picture(pdf: bytes, number: int, *, width: int = WIDTH) -> bytes:
    """Page `number`, from 1, as PNG. Raises NoSuchPage."""
    with opened(pdf) as document:
        if not 1 <= number <= len(document):
            raise NoSuchPage(f"There is no page {number}.")
        page = document[number - 1]
        wide, high = page.get_size()
        scale = min(width / max(wide, 1), TALLEST / max(high, 1))
        drawn = page.render(scale=scale).to_pil().convert("RGB")
        kept = BytesIO()
        drawn.quantize(64).save(kept, "PNG")
        return kept.getvalue()


def text(pdf: bytes) -> str:
    """What is written, page after page."""
    with opened(pdf) as document:
        return "\n".join(page.get_textpage().get_text_bounded() for page in document)
