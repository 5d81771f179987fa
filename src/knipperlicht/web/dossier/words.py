"""Words of the score that the register world leaves to the screen."""

from __future__ import annotations

from django.utils.translation import gettext as _


def subscores() -> dict[str, tuple[str, str]]:
    """Code -> name and a sentence of help."""
    return {
        "misbruiksignalen": (
            _("signs of abuse"),
            _("Patterns that often go with abuse of companies: addresses, names, sequences. Each also has innocent explanations."),
        ),
        "financiele_kwetsbaarheid": (
            _("financial vulnerability"),
            _("Signs that the company is in difficulty. That is no fault and no abuse."),
        ),
        "inactiviteit": (
            _("inactivity"),
            _("Signs that nothing happens any more in this company. Dormant is not suspicious in itself."),
        ),
    }  # fmt: skip


def confidence(letter: str | None) -> str:
    """What a letter stands for."""
    return {
        "A": _("nearly every question that counts could be answered."),
        "B": _("most questions that this installation can ask could be answered."),
        "C": _("part of the questions could not be answered, or data are missing: read the score with care."),
        "D": _("too little is known to rely on the number: look at the facts."),
    }.get(letter or "", "")


def answered(shares: dict[str, float] | None) -> str:
    """How much was answered, of what could be asked here and of the whole catalogue; rounded down."""
    if shares is None:
        return ""
    return _(
        "Answered: %(here)d%% of what this installation can ask, %(whole)d%% of the whole catalogue."
    ) % {part: int(share * 100) for part, share in shares.items()}


def protection() -> str:
    """The family of protective evidence, which the score card does not name."""
    return _("protective evidence")


FED_BY = {
    "people": {"kbo_xml", "kbo_select", "nbb"},
    "accounts": {"nbb"},
    "publications": {"staatsblad"},
    "rulings": {"court_notices"},
    "visits": {"municipal_observations"},
}
"""Part of a dossier -> the sources of which any one fills it."""


def missing(connected: frozenset[str]) -> list[dict[str, str]]:
    """Parts none of whose sources is connected: what would stand there, and why it does not."""
    return [part for part in _parts() if not FED_BY.get(part["id"], set()) & connected]


def _parts() -> list[dict[str, str]]:
    return [
        {
            "id": "people",
            "title": _("People and mandates"),
            "text": _("Who is director, manager or representative is not in the open data of the Crossroads Bank. It would come from the publications in the Belgian Official Gazette, which this installation is not connected to yet. Until then: the public search of the Crossroads Bank shows it, company by company."),
        },
        {
            "id": "accounts",
            "title": _("Annual accounts"),
            "text": _("Figures over the years, with those of comparable companies, come from the Central Balance Sheet Office of the National Bank, which this installation is not connected to yet. Until then no sign looks at accounts, and nothing is held against who did not file."),
        },
        {
            "id": "network",
            "title": _("Network"),
            "text": _("This installation draws no network of who is linked to whom yet. Links through buildings, contact data and mandates are used by the signs already; see the addresses and the people of this dossier."),
        },
        {
            "id": "publications",
            "title": _("Publications"),
            "text": _("Founding acts, changes and appointments come from the Belgian Official Gazette, which this installation is not connected to yet."),
        },
        {
            "id": "rulings",
            "title": _("Rulings"),
            "text": _("Judgments of the enterprise courts come from the Central Solvency Register and the Belgian Official Gazette, which this installation is not connected to yet. A bankruptcy, reorganisation or dissolution that stands in the Crossroads Bank is shown already, as a fact."),
        },
        {
            "id": "visits",
            "title": _("Visits"),
            "text": _("What inspectors and officers saw on the spot comes from the observations of the municipality itself, which this installation does not record yet. Until then a note of your organisation at this dossier can hold it."),
        },
    ]  # fmt: skip
