"""Public body: the legal form is one of public law, which lowers the score.

Question: is this a legal person of public law? Boards, budgets and accounts of public bodies stand under
their own supervision, and much of what looks odd in a company (no accounts, one address for many bodies,
forms founded on the same day) is normal for them.
Source: KBO Open Data, enterprise.JuridicalFormCAC, else JuridicalForm, against `reference/legal_forms.yml`.
The other half of the definition, listed on an exchange or under supervision of the NBB or FSMA, needs
their lists and is not computed: "clear" only says that the form is not one of public law.
"""

from __future__ import annotations

from typing import Annotated

import ibis
import ibis.expr.types as ir
from pydantic import Field

from knipperlicht.indicators.framework import (
    Indicator,
    Inputs,
    Settings,
    Texts,
    evidence_rows,
    facts,
    hit_rows,
)
from knipperlicht.reference.legal_forms import Code, legal_form_codes, legal_form_group_by_code

PUBLIC = legal_form_codes("public_body")
NO_RULE = legal_form_codes("other")


class PublicBody(Settings):
    """Forms counted beside the public bodies: 160 is a foreign or international public organisation."""

    extra_forms: Annotated[tuple[Code, ...], Field(max_length=20)] = ("160",)


def hits(inputs: Inputs, settings: PublicBody) -> ir.Table:
    """Severity 1 (here: full protection) for a form of public law."""
    subject = inputs.subject
    rows = subject.filter(subject.form.isin(tuple(sorted({*PUBLIC, *settings.extra_forms}))))
    return hit_rows(rows, severity=ibis.literal(1.0), facts=facts(form=rows.form))


def evidence(inputs: Inputs, settings: PublicBody, hits: ir.Table) -> ir.Table:
    """The legal form, from the field that decided."""
    rows = inputs.subject.semi_join(hits, "enterprise")
    read = rows.filter(rows.juridical_form_cac.notnull())
    own = rows.filter(rows.juridical_form_cac.isnull())
    parts = [
        evidence_rows(
            part,
            table="enterprise",
            field=field,
            key=part.enterprise,
            value=part.form,
            valid_from=part.valid_from,
        )
        for part, field in ((read, "JuridicalFormCAC"), (own, "JuridicalForm"))
    ]
    return ibis.union(*parts)


def unknown(inputs: Inputs, settings: PublicBody) -> ir.Table:
    """Subjects without a legal form, or with one for which we have no rule."""
    subject = inputs.subject
    known = tuple(sorted(legal_form_group_by_code().keys() - set(NO_RULE)))
    odd = subject.filter(subject.form.isnull() | subject.form.notin(known))
    return odd.select("enterprise", reason=ibis.literal("form_unknown"))


INDICATOR = Indicator(
    slug="publiek_of_genoteerd",
    family="bescherming",
    kind="protective",
    settings=PublicBody,
    hits=hits,
    evidence=evidence,
    unknown=unknown,
    texts={
        "nl": Texts(
            name="Publiekrechtelijk",
            fact="De rechtsvorm is publiekrechtelijk (KBO-code {form}).",
            threshold="Een rechtsvorm van publiek recht. Beursnotering en toezicht zijn nog niet nagekeken.",
            innocent="Niet van toepassing: dit verlaagt de score.",
            clears="Vervalt als de rechtsvorm in de KBO verandert.",
        ),
        "fr": Texts(
            name="De droit public",
            fact="La forme légale relève du droit public (code BCE {form}).",
            threshold="Une forme de droit public. La cotation en bourse et la surveillance ne sont pas encore vérifiées.",
            innocent="Sans objet : ceci abaisse le score.",
            clears="Disparaît si la forme légale change à la BCE.",
        ),
        "en": Texts(
            name="Public body",
            fact="The legal form is one of public law (KBO code {form}).",
            threshold="A form of public law. Stock exchange listing and supervision are not checked yet.",
            innocent="Does not apply: this lowers the score.",
            clears="Lapses when the legal form in the KBO changes.",
        ),
    },
)
