"""Why a question could not be answered, as sentences. A reason is `code` or `code:value:value`."""

from __future__ import annotations

from knipperlicht.core.clock import Language

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
}


def reason_sentence(reason: str, language: Language) -> str:
    """One sentence for people; raises KeyError on an unknown code, so that none stays without words."""
    code, *values = reason.split(":")
    return REASONS[code][language].format(*values)
