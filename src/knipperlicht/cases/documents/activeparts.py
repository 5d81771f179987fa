"""Parts of a PDF that do something: scripts, actions, attached files, forms that send. Taken out of what comes in."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import Any

import pikepdf
from django.utils.translation import gettext as _

from knipperlicht.cases.documents.faults import UnusableUpload

MOST_PAGES = 5000
SCRIPTS, ATTACHED, SENDING, MEDIA = "scripts", "attached files", "forms that send", "media"
_HARMLESS = ("/GoTo", "/URI", "/Named")
_MEDIA = ("/RichMedia", "/Screen", "/Movie", "/Sound", "/3D", "/FileAttachment")


def without_active_parts(content: bytes) -> tuple[bytes, tuple[str, ...]]:
    """The PDF without them, and which kinds there were; the very same bytes where there were none.

    Raises UnusableUpload for a password, for what is no PDF inside, and for one with no or too many pages.
    """
    try:
        with pikepdf.open(BytesIO(content)) as pdf:
            if pdf.is_encrypted:
                raise UnusableUpload(_("The PDF has a password or restrictions. Print it to a new PDF, and upload that."))  # fmt: skip
            if not 1 <= len(pdf.pages) <= MOST_PAGES:
                raise UnusableUpload(_("The PDF has no pages, or more than %d.") % MOST_PAGES)
            found: list[str] = []
            _of_document(pdf, found.append)
            for page in pdf.pages:
                _of_page(page.obj, found.append)
            if not found:
                return content, ()
            pdf.remove_unreferenced_resources()
            kept = BytesIO()
            pdf.save(kept)
            return kept.getvalue(), tuple(dict.fromkeys(found))
    except pikepdf.PasswordError as error:
        raise UnusableUpload(
            _("The PDF has a password or restrictions. Print it to a new PDF, and upload that.")
        ) from error
    except (pikepdf.PdfError, ValueError, RecursionError) as error:
        raise UnusableUpload(_("The PDF is damaged. Print it to a new PDF, and upload that.")) from error


def _of_document(pdf: pikepdf.Pdf, found: Callable[[str], None]) -> None:
    root = pdf.Root
    for key, kind in (("/OpenAction", SCRIPTS), ("/AA", SCRIPTS), ("/Collection", ATTACHED)):
        if key in root and not (key == "/OpenAction" and _harmless(root[key])):
            del root[key]
            found(kind)
    names = root.get("/Names")
    for key, kind in (("/JavaScript", SCRIPTS), ("/EmbeddedFiles", ATTACHED), ("/Renditions", MEDIA)):
        if names is not None and key in names:
            del names[key]
            found(kind)
    if "/AF" in root:
        del root["/AF"]
        found(ATTACHED)
    form = root.get("/AcroForm")
    if form is not None:
        if "/XFA" in form:
            del form["/XFA"]
            found(SENDING)
        _of_fields(form.get("/Fields", []), found, depth=0)
    _of_outline(root.get("/Outlines"), found)


def _of_page(page: Any, found: Callable[[str], None]) -> None:
    _of_object(page, found)
    notes = page.get("/Annots")
    if notes is None:
        return
    kept = []
    for note in notes:
        if str(note.get("/Subtype", "")) in _MEDIA:
            found(ATTACHED if str(note["/Subtype"]) == "/FileAttachment" else MEDIA)
            continue
        _of_object(note, found)
        kept.append(note)
    page["/Annots"] = pikepdf.Array(kept)


def _of_fields(fields: Any, found: Callable[[str], None], *, depth: int) -> None:
    """Fields of a form, which may hold fields."""
    if depth > 50:
        raise ValueError("fields inside fields without end")
    for field in fields:
        _of_object(field, found)
        _of_fields(field.get("/Kids", []), found, depth=depth + 1)


def _of_outline(outline: Any, found: Callable[[str], None]) -> None:
    """Bookmarks, which may act too. A chain that bites its tail ends after as many as a PDF may have pages."""
    waiting = [outline.get("/First")] if outline is not None else []
    for _seen in range(MOST_PAGES * 4):
        if not waiting:
            return
        item = waiting.pop()
        if item is None:
            continue
        _of_object(item, found)
        waiting += [item.get("/Next"), item.get("/First")]
    raise ValueError("bookmarks without end")


def _of_object(thing: Any, found: Callable[[str], None]) -> None:
    """Take the actions of a page, note, field or bookmark away; going to a place or an address is none."""
    if "/AA" in thing:
        del thing["/AA"]
        found(SCRIPTS)
    if "/A" in thing and not _harmless(thing["/A"]):
        kind = SENDING if str(thing["/A"].get("/S", "")) in ("/SubmitForm", "/ImportData") else SCRIPTS
        del thing["/A"]
        found(kind)


def _harmless(action: Any) -> bool:
    """A place in the document, or an action that only goes somewhere and is followed by nothing."""
    if isinstance(action, pikepdf.Array):
        return True
    return (
        isinstance(action, pikepdf.Dictionary)
        and str(action.get("/S", "")) in _HARMLESS
        and "/Next" not in action
    )
