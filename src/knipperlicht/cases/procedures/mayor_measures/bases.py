"""The bases on which a mayor may close a place or ban somebody from it, one row each (law.md §1.14).

What the table leaves empty, no procedure asks. `Tag` says how sure a row is; an open question is shown beside the case.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from knipperlicht.cases.procedures.case import Case
from knipperlicht.cases.procedures.steps import Tag, Text


class Hearing(StrEnum):
    """Whether who is concerned must be heard first."""

    REQUIRED = "required"
    PRINCIPLE = "principle"
    """By the general principle; urgency excuses, if it is motivated."""
    NONE = "none"


class Body(StrEnum):
    """Who confirms at its next meeting."""

    COLLEGE = "college"
    COUNCIL = "council"


@dataclass(frozen=True, kw_only=True)
class Basis:
    """One power of the mayor.

    `months`: the longest one period may last, None where the law fixes none; `renewals`: how often it may be renewed; `consult`:
    prior consultation with the judicial authorities; `public`: only a place that is accessible to the public; `damage`: delay
    would cause serious damage and no other authority is competent (134ter); `indications`: rests on indications of offences.
    """

    key: str
    article: str
    name: Text
    ground: Text
    months: int | None = None
    renewals: int = 0
    consult: bool = False
    hearing: Hearing = Hearing.PRINCIPLE
    confirmed_by: Body | None = None
    public: bool = False
    damage: bool = False
    indications: bool = False
    tag: Tag = Tag.LAW
    question: Text = ""


COLLEGE, COUNCIL = Body.COLLEGE, Body.COUNCIL
REQUIRED, PRINCIPLE, NONE = Hearing.REQUIRED, Hearing.PRINCIPLE, Hearing.NONE

CLOSURES: tuple[Basis, ...] = (
    Basis(
        key="133_135", article="art. 133 en 135 § 2 NGW", name=_("Public order (articles 133 and 135 § 2)"),
        ground=_("Danger to public safety, quiet or health, or public nuisance"), tag=Tag.MEMORY,
        question=_("The law fixes no duration: the closure must be proportional and end with the danger."),
    ),
    Basis(
        key="134_1", article="art. 134 § 1 NGW", name=_("Police ordinance of the mayor (article 134 § 1)"),
        ground=_("Riot, serious disturbance of the public peace or unforeseen events"), hearing=NONE, confirmed_by=COUNCIL,
        question=_("Whether the governor must be sent the ordinance too was not verified in a source."),
    ),
    Basis(
        key="134ter", article="art. 134ter NGW", name=_("Conditions not complied with (article 134ter)"),
        ground=_("The conditions of the operation or permit are not complied with, and delay would cause serious damage"),
        months=3, hearing=REQUIRED, confirmed_by=COLLEGE, damage=True,
    ),
    Basis(
        key="134quater", article="art. 134quater NGW", name=_("Public order around a public place (article 134quater)"),
        ground=_("Conduct inside a publicly accessible establishment disturbs public order around it"), months=3,
        confirmed_by=COLLEGE, public=True,
        question=_("The article does not ask for a hearing; it is required as a general principle."),
    ),
    Basis(
        key="134quinquies", article="art. 134quinquies NGW",
        name=_("Trafficking in human beings, smuggling of persons (article 134quinquies)"),
        ground=_("Serious indications of trafficking in human beings or smuggling of persons"), months=6, renewals=2, consult=True,
        hearing=REQUIRED, confirmed_by=COLLEGE, indications=True,
    ),
    Basis(
        key="134septies", article="art. 134septies NGW", name=_("Terrorist offences (article 134septies)"),
        ground=_("Serious indications of terrorist offences"), months=6, renewals=2, consult=True, hearing=REQUIRED,
        confirmed_by=COLLEGE, indications=True,
    ),
    Basis(
        key="9bis", article="art. 9bis W. 24-2-1921", name=_("Drugs (article 9bis of the Act of 24 February 1921)"),
        ground=_("Serious indications of cultivation, manufacture, sale, delivery or facilitating the use of drugs, or of what serves to make them, in a publicly accessible place"),
        months=6, renewals=2, consult=True, hearing=REQUIRED, confirmed_by=COLLEGE, public=True, indications=True,
    ),
    Basis(
        key="fire_1979", article="W. 30-7-1979", name=_("Fire safety and insurance (Act of 30 July 1979)"),
        ground=_("An establishment open to the public lacks the insurance or the safety measures"), public=True, tag=Tag.SECONDARY,
        question=_("Known from secondary sources; the number of the article on closure (11) was not verified."),
    ),
    Basis(
        key="hours_2006", article="art. 18 W. 10-11-2006", name=_("Opening hours (Act of 10 November 2006)"),
        ground=_("A night shop or private telecom office works without its permit or against it"), tag=Tag.SECONDARY,
        question=_("Known from secondary sources; the number of the article (18) was not verified."),
    ),
)  # fmt: skip

PLACE_BAN = Basis(
    key="134sexies", article="art. 134sexies NGW", name=_("Temporary place ban (article 134sexies)"),
    ground=_("Individual or collective conduct that disturbs public order or causes nuisance"), months=1, renewals=2,
    hearing=REQUIRED, confirmed_by=COLLEGE,
    question=_("Whether the ban may cover the home, school or place of work of the person was not verified in a source: leave those out."),
)  # fmt: skip

_BY_KEY = {basis.key: basis for basis in (*CLOSURES, PLACE_BAN)}


def basis_of(case: Case) -> Basis | None:
    """The basis of a case; None where it names none that exists (no such case can be opened)."""
    return PLACE_BAN if case.kind == "place_ban" else _BY_KEY.get(str(case.about.get("basis", "")))
