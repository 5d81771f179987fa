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
        "B": _("most questions could be answered; some sources are not there yet."),
        "C": _("part of the questions could not be answered: read the score with care."),
        "D": _("less than half of the questions could be answered: look at the facts, not at the number."),
    }.get(letter or "", "")


def protection() -> str:
    """The family of protective evidence, which the score card does not name."""
    return _("protective evidence")


def missing() -> list[dict[str, str]]:
    """Parts whose source is not connected: what would stand there, and why it does not."""
    return [
        {
            "id": "people",
            "title": _("People and mandates"),
            "text": _("Who is director, manager or representative is not in the open data of the Crossroads Bank. It comes with the publications in the Belgian Official Gazette, a source of a later issue. Until then: the public search of the Crossroads Bank shows it, company by company."),
        },
        {
            "id": "accounts",
            "title": _("Annual accounts"),
            "text": _("Figures over the years, with those of comparable companies, come with the Central Balance Sheet Office of the National Bank, a source of a later issue. Until then no sign looks at accounts, and nothing is held against who did not file."),
        },
        {
            "id": "network",
            "title": _("Network"),
            "text": _("Links through people need the mandates above. Links through buildings and contact data are already used by the signs; see the addresses of this dossier."),
        },
        {
            "id": "publications",
            "title": _("Publications"),
            "text": _("Acts in the Belgian Official Gazette come with that source, in a later issue."),
        },
        {
            "id": "rulings",
            "title": _("Rulings"),
            "text": _("Judgments of the enterprise courts come with a later issue. A bankruptcy, reorganisation or dissolution that stands in the Crossroads Bank is shown already, as a fact."),
        },
    ]  # fmt: skip
