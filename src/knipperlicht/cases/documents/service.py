"""What pages and other capabilities use of documents."""

from __future__ import annotations

from knipperlicht.cases.documents.access import agenda
from knipperlicht.cases.documents.bundles import ask_bundle, bundles_of, contents_for, pdf_of
from knipperlicht.cases.documents.catalogue import (
    PAPERS,
    Maker,
    Paper,
    UnknownPaper,
    makeable,
    paper_of,
    receivable,
)
from knipperlicht.cases.documents.destroying import destroy_of, held
from knipperlicht.cases.documents.example import variables
from knipperlicht.cases.documents.faults import NotScanned, UnusableUpload
from knipperlicht.cases.documents.inventory import InFile, codes_of, in_file, makeable_in
from knipperlicht.cases.documents.making import discard, finalise, make, remake, revise
from knipperlicht.cases.documents.models import Bundle, Dispatch, Document, Letterhead, State, Template, Way
from knipperlicht.cases.documents.reading import look, page_of, take_out, visible, visible_to_college
from knipperlicht.cases.documents.receiving import receive
from knipperlicht.cases.documents.recipients import RECIPIENTS, Recipient, recipients_of
from knipperlicht.cases.documents.sending import Receipt, record_receipt, send
from knipperlicht.cases.documents.templates import (
    add_version,
    difference,
    keep_letterhead,
    letterhead_of,
    template_in_use,
    use_version,
    versions_of,
    word_of,
)
from knipperlicht.cases.documents.word import TemplateFault

__all__ = [
    "PAPERS", "RECIPIENTS", "Bundle", "Dispatch", "Document", "InFile", "Letterhead", "Maker", "NotScanned", "Paper", "Receipt",
    "Recipient", "State", "Template", "TemplateFault", "UnknownPaper", "UnusableUpload", "Way", "add_version", "agenda", "ask_bundle",
    "bundles_of", "codes_of", "contents_for", "destroy_of", "difference", "discard", "finalise", "held", "in_file", "keep_letterhead",
    "letterhead_of", "look", "make", "makeable", "makeable_in", "page_of", "paper_of", "pdf_of", "receivable", "receive",
    "recipients_of", "record_receipt", "remake", "revise", "send", "take_out", "template_in_use", "use_version", "variables",
    "versions_of", "visible", "visible_to_college", "word_of",
]  # fmt: skip
