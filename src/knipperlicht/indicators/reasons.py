"""Why a question could not be answered, as sentences. A reason is `code` or `code:value:value`."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from importlib.util import find_spec

import knipperlicht.indicators as package
from knipperlicht.core.clock import Language
from knipperlicht.indicators.framework import FAMILIES
from knipperlicht.sources.records import record_sources

REASONS: dict[str, dict[Language, str]] = {
    "history_too_short": {
        "nl": "De geschiedenis van het register gaat {0} maanden terug; voor deze vraag zijn er {1} nodig.",
        "fr": "L'historique du registre remonte à {0} mois ; cette question en demande {1}.",
        "en": "The register's history goes back {0} months; this question needs {1}.",
    },
    "source_missing": {
        "nl": "Niet te beantwoorden zonder: {0}.",
        "fr": "Sans réponse possible sans : {0}.",
        "en": "Cannot be answered without: {0}.",
    },
    "no_building": {
        "nl": "Het register geeft geen zeteladres dat aan een gebouw te koppelen is.",
        "fr": "Le registre ne donne pas d'adresse du siège rattachable à un bâtiment.",
        "en": "The register gives no seat address that can be placed in a building.",
    },
    "no_activity": {
        "nl": "Het register geeft geen activiteit.",
        "fr": "Le registre ne donne pas d'activité.",
        "en": "The register gives no activity.",
    },
    "no_main_activity": {
        "nl": "Het register geeft geen hoofdactiviteit op de lijst van de btw of van de werkgevers.",
        "fr": "Le registre ne donne pas d'activité principale sur la liste TVA ou celle des employeurs.",
        "en": "The register gives no main activity on the VAT list or the employers' list.",
    },
    "main_activity_unsure": {
        "nl": "De hoofdactiviteit staat niet vast: het register geeft ze niet op de btw- of werkgeverslijst.",
        "fr": "L'activité principale n'est pas établie : le registre ne la donne ni sur la liste TVA ni sur celle des employeurs.",
        "en": "The main activity is not certain: the register does not give it on the VAT or employers' list.",
    },
    "no_seat": {
        "nl": "Het register geeft geen adres van de zetel.",
        "fr": "Le registre ne donne pas d'adresse du siège.",
        "en": "The register gives no address of the seat.",
    },
    "no_contact": {
        "nl": "Het register geeft geen telefoon, e-mail of website om te vergelijken.",
        "fr": "Le registre ne donne ni téléphone, ni courriel, ni site à comparer.",
        "en": "The register gives no telephone, mail or website to compare.",
    },
    "no_building_or_contact": {
        "nl": "Het register geeft geen gebouw en geen contactgegeven om te vergelijken.",
        "fr": "Le registre ne donne ni bâtiment ni donnée de contact à comparer.",
        "en": "The register gives neither a building nor a contact detail to compare.",
    },
    "activity_unmapped": {
        "nl": "De hoofdactiviteit heeft een code die niet naar NACE 2025 om te zetten is.",
        "fr": "L'activité principale porte un code qui ne se traduit pas en NACE 2025.",
        "en": "The main activity has a code that cannot be carried over to NACE 2025.",
    },
    "too_few_peers": {
        "nl": "Er zijn te weinig ondernemingen om mee te vergelijken.",
        "fr": "Il y a trop peu d'entreprises pour comparer.",
        "en": "There are too few companies to compare with.",
    },
    "no_earlier_stock": {
        "nl": "Er was vóór de termijn geen vestiging om mee te vergelijken.",
        "fr": "Il n'y avait pas d'établissement avant le délai pour comparer.",
        "en": "There was no establishment before the window to compare with.",
    },
    "list_review_overdue": {
        "nl": "De gemeentelijke lijst van aandachtsectoren is niet op tijd herzien.",
        "fr": "La liste communale des secteurs d'attention n'a pas été revue à temps.",
        "en": "The municipal list of attention sectors was not reviewed in time.",
    },
    "situation_unknown": {
        "nl": "De rechtstoestand ontbreekt of heeft een code die wij niet kennen.",
        "fr": "La situation juridique manque ou porte un code que nous ne connaissons pas.",
        "en": "The legal situation is missing or has a code that we do not know.",
    },
    "form_unknown": {
        "nl": "De rechtsvorm ontbreekt of heeft een code die wij niet kennen.",
        "fr": "La forme juridique manque ou porte un code que nous ne connaissons pas.",
        "en": "The legal form is missing or has a code that we do not know.",
    },
}


@cache
def reasons() -> dict[str, dict[Language, str]]:
    """All reasons by code: those above, and those of the families (`REASONS` in their `_reasons.py`)."""
    found = dict(REASONS)
    for family in FAMILIES:
        name = f"{package.__name__}.{family}._reasons"
        own = import_module(name).REASONS if find_spec(name) is not None else {}
        if twice := found.keys() & own.keys():
            raise ValueError(f"{name}: {sorted(twice)} stand elsewhere already")
        found |= own
    return found


def reason_sentence(reason: str, language: Language) -> str:
    """One sentence for people; raises KeyError on an unknown code, so that none stays without words."""
    code, *values = reason.split(":")
    if code == "source_missing":
        values = [_titles(values[0], language)]
    return reasons()[code][language].format(*values)


def _titles(needs: str, language: Language) -> str:
    """`a/b+c` in the titles of the sources' cards: every one of the parts, each by any of its sources."""
    known = record_sources()
    either = {"nl": " of ", "fr": " ou ", "en": " or "}[language]
    parts = (either.join(known[name].card.title[language] for name in need.split("/") if name in known) or need
             for need in needs.split("+"))  # fmt: skip
    return ", ".join(parts)
