"""Checking what comes from outside by its content, never by its name: PDF, PNG, JPEG, Word. Anything else is refused.

A file that is two kinds at once (a PDF that is also a ZIP or a web page) is refused; so are passwords, macros, and pictures or
archives that unfold to more than a machine can hold. Active parts of a PDF are taken out, and that is said.
"""

from __future__ import annotations

import re
import zipfile
from dataclasses import dataclass
from io import BytesIO

from django.utils.translation import gettext as _
from PIL import Image, UnidentifiedImageError

from knipperlicht.cases.documents.activeparts import without_active_parts
from knipperlicht.cases.documents.faults import UnusableUpload

LARGEST = 50 * 2**20
"""Bytes of one upload."""
UNFOLDED = 200 * 2**20
"""Bytes of a Word file once unpacked."""
PARTS = 2000
"""Files inside one Word file."""
PIXELS = 100_000_000
"""A scan of A3 at 600 dots an inch has seventy million."""
HEAD = 1024
"""Bytes in which readers look for the beginning of a PDF or a web page."""
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PDF = "application/pdf"
_MARKUP = re.compile(rb"<(?:!doctype|html|script|svg|\?php)", re.IGNORECASE)
_MACROS = ("vbaproject.bin", "vbadata.xml", "/activex/", "/embeddings/", ".ole", ".exe")


@dataclass(frozen=True, kw_only=True)
class Checked:
    """What may be kept: the bytes, their kind, and the active parts that were taken out."""

    content: bytes
    mime: str
    removed: tuple[str, ...] = ()


def checked(content: bytes) -> Checked:
    """What an upload really is; raises UnusableUpload with one sentence."""
    if not content:
        raise UnusableUpload(_("The file is empty. Choose the file again."))
    if len(content) > LARGEST:
        raise UnusableUpload(_("The file is larger than %d MB. Split it, or scan it with less detail.") % (LARGEST >> 20))  # fmt: skip
    if content.startswith(b"%PDF-"):
        _one_kind(content, PDF)
        kept, removed = without_active_parts(content)
        return Checked(content=kept, mime=PDF, removed=removed)
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return _picture(content, "PNG", "image/png")
    if content.startswith(b"\xff\xd8\xff"):
        return _picture(content, "JPEG", "image/jpeg")
    if content.startswith(b"PK\x03\x04"):
        checked_word(content)
        return Checked(content=content, mime=WORD)
    raise UnusableUpload(
        _("This is no PDF, PNG, JPEG or Word file (.docx). Save or scan it as one of these.")
    )


def checked_word(content: bytes) -> None:
    """Raises UnusableUpload unless it is a plain Word file: no macros, nothing embedded, nothing fetched from elsewhere."""
    if len(content) > LARGEST:
        raise UnusableUpload(_("The file is larger than %d MB. Split it, or scan it with less detail.") % (LARGEST >> 20))  # fmt: skip
    if b"%PDF-" in content[:HEAD]:
        raise _two_kinds()
    try:
        with zipfile.ZipFile(BytesIO(content)) as word:
            _plain_word(word)
    except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError, EOFError) as error:
        raise UnusableUpload(
            _("The Word file is damaged or has a password. Save it anew without one.")
        ) from error


def _plain_word(word: zipfile.ZipFile) -> None:
    names = {one.filename.lower(): one for one in word.infolist()}
    if "word/document.xml" not in names or "[content_types].xml" not in names:
        raise UnusableUpload(_("This is no Word file (.docx). Save it as .docx in your word processor."))
    if len(names) > PARTS or sum(one.file_size for one in names.values()) > UNFOLDED:
        raise UnusableUpload(_("The Word file unfolds to more than can be handled. Make the pictures in it smaller."))  # fmt: skip
    if any(one.flag_bits & 1 for one in names.values()):
        raise UnusableUpload(_("The Word file is damaged or has a password. Save it anew without one."))
    if any(part in name for name in names for part in _MACROS) or b"macroEnabled" in word.read(
        names["[content_types].xml"]
    ):
        raise UnusableUpload(_("The Word file has macros or embedded files. Save it as .docx without them."))  # fmt: skip
    for name, one in names.items():
        if name.endswith((".xml", ".rels")):
            _plain_part(name, word.read(one))


def _plain_part(name: str, part: bytes) -> None:
    if b"<!DOCTYPE" in part or b"<!ENTITY" in part:
        raise UnusableUpload(_("The Word file was not written by a word processor. Save it anew as .docx."))
    if name.endswith(".rels"):
        for relation in re.findall(rb"<Relationship\b[^>]*>", part):
            if b'TargetMode="External"' in relation and b"/hyperlink" not in relation:
                raise UnusableUpload(_("The Word file fetches a part from elsewhere. Put pictures in it, and detach its template."))  # fmt: skip


def _picture(content: bytes, kind: str, mime: str) -> Checked:
    _one_kind(content, mime)
    try:
        with Image.open(BytesIO(content), formats=[kind]) as picture:
            if picture.width * picture.height > PIXELS:
                raise UnusableUpload(_("The picture is larger than can be handled. Scan it with less detail."))  # fmt: skip
            picture.load()
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise UnusableUpload(_("The picture is damaged. Scan it again.")) from error
    return Checked(content=content, mime=mime)


def _one_kind(content: bytes, mime: str) -> None:
    head = content[:HEAD]
    if zipfile.is_zipfile(BytesIO(content)) or _MARKUP.search(head) or (mime != PDF and b"%PDF-" in head):
        raise _two_kinds()


def _two_kinds() -> UnusableUpload:
    return UnusableUpload(_("The file is two kinds at once, as files with something hidden are. Print it to a PDF, and upload that."))  # fmt: skip
