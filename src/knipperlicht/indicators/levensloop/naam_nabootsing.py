"""A new company whose name is nearly that of a well-known one to which it shows no tie.

Question: is the name of a company of less than `months` months the same as, or nearly, the name of a company on our list
of listed companies, or (where annual accounts were taken in) of one with `staff` full-time equivalents or more? Left out:
short names, names that many bear, and companies that share a building or a contact detail with the other.
Likeness is 1 - edit distance / letters of the longer name, without legal form, accents and signs: one letter in ten
differs at 0.9. It takes the place of the catalogue's Jaro-Winkler, which Spark does not know.
Source: KBO Open Data, name, start, address, contact; `reference/listed_companies.csv`; NBB annual accounts (9087).
"""

from __future__ import annotations

import ibis
import ibis.expr.types as ir
from pydantic import Field, model_validator

from knipperlicht.indicators.framework import (
    Indicator,
    Inputs,
    Settings,
    Texts,
    evidence_rows,
    facts,
    first_rows,
    hit_rows,
)
from knipperlicht.indicators.levensloop._names import known_companies, near_pairs, new_companies, without_ties

KEPT = "name_pair"


class NameImitation(Settings):
    """Age of the new company, size of the known one, how alike and how long the names, and how many may bear one."""

    months: int = Field(24, ge=1, le=60)
    staff: int = Field(50, ge=1)
    alike: float = Field(0.9, gt=0.5, le=1)
    nearly_same: float = Field(0.95, gt=0.5, le=1)
    alike_severity: float = Field(0.6, gt=0, le=1)
    letters: int = Field(6, ge=4)
    most_bearing: int = Field(3, ge=1)

    @model_validator(mode="after")
    def _ordered(self) -> NameImitation:
        if self.alike > self.nearly_same:
            raise ValueError("alike may not be above nearly_same")
        return self


def hits(inputs: Inputs, settings: NameImitation) -> ir.Table:
    """1 for the same or nearly the same name, less for one that is alike; since the start."""
    keep, most, letters = inputs.bench.keep, settings.most_bearing, settings.letters
    new = keep("new_name", new_companies(inputs, months=settings.months))
    new = new.filter(new.key.length() >= letters)
    known = keep("known_name", known_companies(inputs, staff=settings.staff, letters=letters, most=most))
    pairs = keep("near_name", near_pairs(inputs, new, known, alike=settings.alike))
    few = pairs.group_by("known_key").agg(n=pairs.enterprise.nunique()).filter(lambda t: t.n <= most)
    rows = keep(KEPT, without_ties(inputs, pairs.semi_join(few, "known_key")))
    best = rows.group_by("enterprise").agg(
        likeness=rows.likeness.max(), start=rows.start_date.max(), known=rows.known_name.min()
    )
    severity = ibis.ifelse(best.likeness >= settings.nearly_same, 1.0, settings.alike_severity)
    percent = (best.likeness * 100 + 1e-6).floor().cast("int64")
    told = facts(known=best.known, percent=percent, start=best.start)
    return hit_rows(best, severity=severity, facts=told, since=best.start)


def evidence(inputs: Inputs, settings: NameImitation, hits: ir.Table) -> ir.Table:
    """The company's own name and the known ones, each with the number that bears it."""
    rows = inputs.table(KEPT).semi_join(hits, "enterprise")
    own = evidence_rows(
        rows.select("enterprise", "name", "start_date").distinct(), table="denomination", field="Denomination",
        key=ibis._.enterprise, value=ibis._.name, valid_from=ibis._.start_date,
    )  # fmt: skip
    others = evidence_rows(
        rows, table="denomination", field="Denomination", key=rows.known, value=rows.known_name, order=1
    )
    return first_rows(ibis.union(own, others))


INDICATOR = Indicator(
    slug="naam_nabootsing",
    family="levensloop",
    settings=NameImitation,
    hits=hits,
    evidence=evidence,
    texts={
        "nl": Texts(
            name="Naam lijkt sterk op die van een bekende onderneming",
            fact="De naam komt voor {percent}% overeen met “{known}”, zonder gedeeld gebouw of contact; gestart op {start}.",
            threshold=(
                "Jonger dan {months} maanden; vanaf {alike} gelijkenis telt het voor {alike_severity}, vanaf {nearly_same} "
                "volledig. Bekend: beursgenoteerd, of {staff} voltijdse krachten volgens de jaarrekening."
            ),
            innocent="Toeval, een familienaam, een plaatsnaam, een franchise of een dochter die elders gevestigd is.",
            clears="Een andere naam, of een gebouw of contact dat met de bekende onderneming gedeeld wordt.",
        ),
        "fr": Texts(
            name="Nom très proche de celui d'une entreprise connue",
            fact="Le nom correspond à {percent} % à « {known} », sans bâtiment ni contact commun ; début le {start}.",
            threshold=(
                "Moins de {months} mois ; dès {alike} de ressemblance, compte pour {alike_severity}, dès {nearly_same} en "
                "plein. Connue : cotée en bourse, ou {staff} équivalents temps plein selon les comptes annuels."
            ),
            innocent="Le hasard, un nom de famille ou de lieu, une franchise ou une filiale établie ailleurs.",
            clears="Un autre nom, ou un bâtiment ou contact commun avec l'entreprise connue.",
        ),
        "en": Texts(
            name="Name very like that of a well-known company",
            fact="The name agrees for {percent}% with “{known}”, without a shared building or contact; started on {start}.",
            threshold=(
                "Younger than {months} months; from {alike} of likeness it counts for {alike_severity}, from {nearly_same} "
                "in full. Known: listed, or {staff} full-time equivalents in the annual accounts."
            ),
            innocent="Chance, a family name, a place name, a franchise or a subsidiary that is elsewhere.",
            clears="Another name, or a building or contact shared with the known company.",
        ),
    },
)
