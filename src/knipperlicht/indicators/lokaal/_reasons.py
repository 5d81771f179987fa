"""Why a question about what services found on the spot could not be answered."""

from __future__ import annotations

from knipperlicht.core.clock import Language

REASONS: dict[str, dict[Language, str]] = {
    "not_visited": {
        "nl": "Geen dienst deed hier een plaatsbezoek volgens het formulier.",
        "fr": "Aucun service n'a effectué ici une visite selon le formulaire.",
        "en": "No service made a visit by the form here.",
    },
    "not_observed": {
        "nl": "Geen dienst legde over deze onderneming iets vast.",
        "fr": "Aucun service n'a rien consigné sur cette entreprise.",
        "en": "No service recorded anything about this company.",
    },
    "hours_not_seen": {
        "nl": "Geen dienst keek hier of de deur open was tijdens de uitgehangen uren.",
        "fr": "Aucun service n'a vu ici si la porte était ouverte aux heures affichées.",
        "en": "No service looked whether the door was open at the posted hours here.",
    },
}
