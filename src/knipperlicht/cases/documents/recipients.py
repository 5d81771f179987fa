"""Who may receive which documents of a file: the one table from which a bundle is made."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from knipperlicht.cases.casefiles.service import CaseFile
from knipperlicht.cases.documents.catalogue import PAPERS
from knipperlicht.cases.procedures.registry import procedure_of
from knipperlicht.cases.procedures.steps import Tag


@dataclass(frozen=True, kw_only=True)
class Recipient:
    """A recipient of a bundle.

    `codes`: kinds of documents it may receive; None for all; `of_college`: the decision set that the procedure itself names.
    `criminal`: whether data on offences may be among them. `tag`: whether the law says so, or this design.
    """

    key: str
    name: str | Promise
    why: str | Promise
    article: str
    tag: Tag
    codes: frozenset[str] | None = None
    of_college: bool = False
    criminal: bool = False
    kinds: frozenset[str] | None = None

    def may_have(self, file: CaseFile) -> frozenset[str]:
        """The kinds of documents of this file that it may receive."""
        if self.of_college:
            named = procedure_of(file.kind).college_documents
            return frozenset(code for code, paper in PAPERS.items() if paper.codes & named)
        return frozenset(PAPERS) if self.codes is None else self.codes


INTEGRITY = frozenset({"integrity"})
RECIPIENTS: dict[str, Recipient] = {
    one.key: one
    for one in (
        Recipient(
            key="college", name=_("college of mayor and aldermen"), of_college=True, criminal=True,
            article="art. 119ter § 3, § 8–9 NGW", tag=Tag.ASSUMPTION,
            why=_("The decision set only: what the college decides on. Its members keep it secret (art. 458 of the Criminal Code)."),
        ),
        Recipient(
            key="diob", name=_("DIOB"), criminal=True, kinds=INTEGRITY, article="art. 20 W. 15-1-2024", tag=Tag.LAW,
            codes=frozenset({"D12", "D13", "D14", "D15", "D17", "D18", "D20"}),
            why=_("The advice request and what it rests on: the inquiry done, the report of the ARIEC, the result of the register."),
        ),
        Recipient(
            key="court", name=_("Council of State"), criminal=True, article="art. 21 RvS-wet", tag=Tag.MEMORY,
            why=_("The complete administrative file with its inventory."),
        ),
        Recipient(
            key="judiciary", name=_("judicial authorities"), criminal=True, article="art. 119ter § 8–9 NGW", tag=Tag.LAW,
            codes=frozenset({"D25", "D28", "D32", "D33", "D38", "D38B"}),
            why=_("The decision itself, and what changes it."),
        ),
        Recipient(
            key="person", name=_("the person concerned or their counsel"), criminal=True, kinds=INTEGRITY,
            article="art. 119ter § 13 NGW", tag=Tag.ASSUMPTION,
            codes=frozenset({"D09", "D10", "D11", "D12", "D13", "D18", "D20", "D21", "D22", "D23", "D24", "D25", "X2"}),
            why=_("What the proposal rests on, so that a defence can be prepared. Police and judicial reports only after consent of who made them."),
        ),
    )
}  # fmt: skip


def recipients_of(file: CaseFile) -> list[Recipient]:
    """Those for whom a bundle of this kind of file can be made."""
    return [one for one in RECIPIENTS.values() if one.kinds is None or file.kind in one.kinds]
