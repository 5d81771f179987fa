"""Warning of a regulator that names the company.

Question: did the FSMA, the FPS Economy or another regulator warn of this very company? By its enterprise number; or, where
the regulator gives none, by its registered name and its website together. A company whose name or number others misuse
(a notice of impersonation) is the victim: it is never hit, not even by another entry.
Source: warnings kept as a list (sources/regulator_warnings); KBO Open Data, names and websites, for identity only.
"""

from __future__ import annotations

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
    first_rows,
    hit_rows,
)
from knipperlicht.warehouse.address_text import fold_expression

SOURCE = "regulator_warnings"


class RegulatorWarning(Settings):
    """How long a warning counts."""

    months: int = Field(60, ge=1, le=60)


def named(inputs: Inputs, entries: ir.Table) -> ir.Table:
    """The entries with the enterprise they name: by number, else by registered name and website together."""
    columns = [name for name in entries.columns if name != "enterprise"]
    by_number = entries.filter(entries.enterprise > 0).select("enterprise", *columns)
    without = entries.filter((entries.enterprise == 0) & (entries.site_key != "")).drop("enterprise")
    web = inputs.table("contact").filter(lambda t: t.contact_type == "WEB")
    web = web.select("enterprise", site_key="value_key").semi_join(without, "site_key").distinct()
    at_site = without.inner_join(web, "site_key").select("enterprise", *columns)
    names = inputs.table("register_denomination")
    names = names.semi_join(at_site, names.entity == at_site.enterprise)
    keys = names.select(enterprise="entity", name_key=fold_expression(names.denomination)).distinct()
    return ibis.union(
        by_number, at_site.semi_join(keys, ["enterprise", "name_key"]).select("enterprise", *columns)
    )


def warned(inputs: Inputs, settings: RegulatorWarning) -> ir.Table:
    """Warnings in the window about subjects that nobody impersonates."""
    entries = inputs.table("regulator_warning")
    entries = named(inputs, entries.filter(entries.day <= inputs.today)).semi_join(
        inputs.subject, "enterprise"
    )
    victims = entries.filter(entries.kind == "impersonation")
    rows = entries.filter((entries.kind == "warning") & (entries.day > inputs.ago(settings.months)))
    return rows.anti_join(victims, "enterprise")


def hits(inputs: Inputs, settings: RegulatorWarning) -> ir.Table:
    """1; since the last warning."""
    rows = warned(inputs, settings)
    each = rows.group_by("enterprise").agg(
        warnings=rows.entry.nunique(), publisher=rows.publisher.min(), last_day=rows.day.max()
    )
    told = facts(warnings=each.warnings, publisher=each.publisher, last=each.last_day)
    return hit_rows(each, severity=ibis.literal(1.0), facts=told, since=each.last_day)


def evidence(inputs: Inputs, settings: RegulatorWarning, hits: ir.Table) -> ir.Table:
    """Each warning with its publisher and public address."""
    rows = warned(inputs, settings).semi_join(hits, "enterprise")
    shown = evidence_rows(
        rows, table="regulator_warning", field="link", key=rows.enterprise, value=rows.publisher + ": " + rows.link,
        valid_from=rows.day,
    )  # fmt: skip
    return first_rows(shown)


INDICATOR = Indicator(
    slug="waarschuwing_toezichthouder",
    family="insolventie",
    settings=RegulatorWarning,
    hits=hits,
    evidence=evidence,
    sources=(SOURCE,),
    texts={
        "nl": Texts(
            name="Waarschuwing van een toezichthouder",
            fact="Met naam genoemd in {warnings} waarschuwing(en) ({publisher}), het laatst op {last}.",
            threshold=(
                "Een waarschuwing van de laatste {months} maanden met het ondernemingsnummer, of met naam én website. "
                "Wie nagebootst wordt, telt nooit mee."
            ),
            innocent="Wie zijn naam door anderen misbruikt ziet, staat soms op dezelfde lijst: lees de waarschuwing zelf.",
            clears="Intrekking van de waarschuwing door de toezichthouder; anders vervalt ze na {months} maanden.",
        ),
        "fr": Texts(
            name="Mise en garde d'un régulateur",
            fact="Nommée dans {warnings} mise(s) en garde ({publisher}), la dernière le {last}.",
            threshold=(
                "Une mise en garde des {months} derniers mois avec le numéro d'entreprise, ou avec le nom et le site. "
                "La victime d'une usurpation ne compte jamais."
            ),
            innocent="Qui voit son nom usurpé figure parfois sur la même liste : lisez la mise en garde elle-même.",
            clears="Le retrait de la mise en garde par le régulateur ; sinon elle s'efface après {months} mois.",
        ),
        "en": Texts(
            name="Warning of a regulator",
            fact="Named in {warnings} warning(s) ({publisher}), the last on {last}.",
            threshold=(
                "A warning of the last {months} months with the enterprise number, or with both name and website. "
                "A victim of impersonation never counts."
            ),
            innocent="Whose name is misused by others sometimes stands on the same list: read the warning itself.",
            clears="Withdrawal of the warning by the regulator; otherwise it lapses after {months} months.",
        ),
    },
)
