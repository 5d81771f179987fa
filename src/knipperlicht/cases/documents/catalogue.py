"""The kinds of documents a municipality makes or holds (law.md §5.1): name, basis, what may stand in it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from knipperlicht.cases.procedures.steps import Office, Step


class Maker(StrEnum):
    """Where a document comes from."""

    HERE = "here"
    OUTSIDE = "outside"


@dataclass(frozen=True, kw_only=True)
class Paper:
    """One kind of document.

    `request`: a question for data, which carries identification only (art. 119quater § 2 NGW; law.md §9.4, guard 14); `sealed`: may
    hold data on offences; `underlying`: destroyed with the data on which the decision is based (art. 119quinquies § 2, 3° NGW);
    `policy`: belongs to the municipality's policy and to no file. `base`, `offices`, `kinds`: a procedure's step names the code `base`;
    which of its kinds is meant follows from whose act it is and from the procedure (empty: any). `steps`: steps that make it although they name no document.
    """

    code: str
    name: str | Promise
    article: str
    maker: Maker = Maker.HERE
    request: bool = False
    sealed: bool = False
    underlying: bool = False
    policy: bool = False
    base: str = ""
    offices: frozenset[Office] = frozenset()
    kinds: frozenset[str] = frozenset()
    steps: frozenset[str] = frozenset()

    @property
    def codes(self) -> frozenset[str]:
        """The codes it counts as in a file."""
        return frozenset(filter(None, (self.code, self.base)))

    def made_by(self, step: Step, kind: str) -> bool:
        """Whether a step of a procedure makes this document."""
        return (
            ((self.base or self.code) in step.documents or step.key in self.steps)
            and (not self.offices or step.office in self.offices)
            and (not self.kinds or kind in self.kinds)
        )


class UnknownPaper(LookupError):
    """A code of no kind of document."""


def _kinds() -> tuple[Paper, ...]:
    out, ngw = Maker.OUTSIDE, "NGW"
    sanction = frozenset({"gas_sanction"})
    mayor, college = frozenset({Office.MAYOR}), frozenset({Office.COLLEGE, Office.COUNCIL})
    return (
        Paper(code="D01", name=_("risk analysis"), article=f"art. 119ter § 1 {ngw}", policy=True),
        Paper(code="D02", name=_("advice of the ARIEC on the territory"), article=f"art. 119ter § 1 {ngw}", maker=out, policy=True),
        Paper(code="D03", name=_("communication to the zonal security council"), article=f"art. 119ter § 1 {ngw}", policy=True),
        Paper(code="D04", name=_("protocol agreement with the public prosecutor"), article=f"art. 119ter § 16 {ngw}", policy=True),
        Paper(code="D05", name=_("police regulation"), article=f"art. 119ter § 1 {ngw}", policy=True),
        Paper(code="D06", name=_("designation of staff"), article=f"art. 119ter § 3 {ngw}", policy=True),
        Paper(code="D07", name=_("directives on data protection"), article=f"art. 119quater § 4 {ngw}", policy=True),
        Paper(code="D08", name=_("data protection impact assessment"), article="art. 35 GDPR", policy=True),
        Paper(code="D09", name=_("start decision"), article=f"art. 119ter § 2 {ngw}"),
        Paper(code="D10", name=_("notice to the operator"), article=f"art. 119ter § 2 {ngw}; art. 13–14 GDPR"),
        Paper(code="D11", name=_("decision to extend"), article=f"art. 119ter § 4 {ngw}"),
        Paper(code="D12", name=_("decision to extend to other persons"), article=f"art. 119ter § 5 {ngw}", sealed=True, underlying=True),
        Paper(code="D13", name=_("query of the central register"), article="art. 11–12 W. 15-1-2024", request=True, underlying=True),
        Paper(code="D14", name=_("request for advice of the local police"), article=f"art. 119ter § 6 {ngw}", request=True, underlying=True),
        Paper(code="D15", name=_("request for an administrative report of the ARIEC"), article=f"art. 119ter § 6 {ngw}", request=True, underlying=True),
        Paper(code="D16", name=_("extract from the criminal record"), article=f"art. 119ter § 6 {ngw}", maker=out, sealed=True, underlying=True),
        Paper(code="D17", name=_("report of the case conference"), article=f"art. 119ter § 6 {ngw}; art. 458ter Sw.", sealed=True, underlying=True),
        Paper(code="D18", name=_("advice request to the DIOB"), article="art. 20 W. 15-1-2024", sealed=True, underlying=True),
        Paper(code="D19", name=_("message of the DIOB on admissibility"), article="art. 20 W. 15-1-2024", maker=out, underlying=True),
        Paper(code="D20", name=_("completion of the advice request"), article="art. 20 W. 15-1-2024", sealed=True, underlying=True),
        Paper(code="D21", name=_("advice of the DIOB"), article="art. 23–24 W. 15-1-2024", maker=out, sealed=True, underlying=True),
        Paper(code="D22", name=_("proposal of the mayor"), article=f"art. 119ter § 8–9 {ngw}", sealed=True),
        Paper(code="D23", name=_("invitation to be heard"), article=f"art. 119ter § 13 {ngw}", sealed=True),
        Paper(code="D24", name=_("record of the hearing"), article=f"art. 119ter § 13 {ngw}", sealed=True, underlying=True),
        Paper(code="D25", name=_("decision of the college"), article=f"art. 119ter § 8–10 {ngw}", sealed=True, kinds=frozenset({"integrity"})),
        Paper(code="D26", name=_("notification of the decision"), article=f"art. 119ter § 8–9, § 11 {ngw}"),
        Paper(code="D27", name=_("form for the central register"), article="art. 10 W. 15-1-2024; art. 3 KB 26-4-2024"),
        Paper(code="D28", name=_("communication to the judicial authorities"), article=f"art. 119ter § 8–9 {ngw}"),
        Paper(code="D29", name=_("notice of an appeal to the DIOB"), article="art. 3 § 2 KB 26-4-2024"),
        Paper(code="D30", name=_("record of sealing or unsealing"), article=f"art. 133ter {ngw}"),
        Paper(code="D31", name=_("decision on a penalty payment"), article=f"art. 133ter § 2 {ngw}"),
        Paper(code="D32", name=_("withdrawal of the decision"), article=f"art. 119ter § 12 {ngw}", sealed=True),
        Paper(code="D33", name=_("lifting of the suspension"), article=f"art. 119ter § 8 {ngw}"),
        Paper(code="D34", name=_("closing note without measure"), article=f"art. 119ter {ngw}"),
        Paper(code="D35", name=_("list of processed persons and databases"), article=f"art. 119quater § 3 {ngw}", underlying=True),
        Paper(code="D36", name=_("record of destruction"), article=f"art. 119quinquies {ngw}"),
        Paper(code="D37", name=_("answer to a request of a data subject"), article=f"art. 119sexies {ngw}"),
        Paper(code="D38", name=_("closure by the mayor"), article=f"art. 134ter–134septies {ngw}; art. 9bis Drugswet", sealed=True, offices=mayor, kinds=frozenset({"mayor_closure"})),
        Paper(code="D38B", name=_("confirmation by the college"), article=f"art. 134ter–134septies {ngw}", sealed=True, base="D38", offices=college),
        Paper(code="D40", name=_("temporary place ban"), article=f"art. 134sexies {ngw}", sealed=True, base="D38", offices=mayor, kinds=frozenset({"place_ban"})),
        Paper(code="D41", name=_("warning before an administrative sanction"), article="art. 45 GAS-wet", kinds=sanction, steps=frozenset({"warn"})),
        Paper(code="D43", name=_("administrative sanction by the college"), article="art. 4, 45 GAS-wet", kinds=sanction, base="D25"),
        Paper(code="X1", name=_("proof of sending or receipt"), article="", maker=out),
        Paper(code="X2", name=_("written defence or documents of the person"), article=f"art. 119ter § 13 {ngw}", maker=out, sealed=True, underlying=True),
        Paper(code="X3", name=_("other document"), article="", maker=out, sealed=True, underlying=True),
    )  # fmt: skip


PAPERS: dict[str, Paper] = {paper.code: paper for paper in _kinds()}
RECEIVED_ALSO = ("D04", "D05", "D13", "D14", "D15", "D24", "D30")
"""Made here, and in another shape received: the answer to a question, a signed copy, minutes of the police."""


def paper_of(code: str) -> Paper:
    """The kind of this code; raises UnknownPaper."""
    try:
        return PAPERS[code]
    except KeyError:
        raise UnknownPaper(code) from None


def makeable() -> list[Paper]:
    """What is made here, in the order of the catalogue."""
    return [paper for paper in PAPERS.values() if paper.maker is Maker.HERE]


def receivable() -> list[Paper]:
    """What may come in for a file."""
    coming = (*RECEIVED_ALSO, *(code for code, paper in PAPERS.items() if paper.maker is Maker.OUTSIDE))
    return [paper for code, paper in PAPERS.items() if code in coming and not paper.policy]
