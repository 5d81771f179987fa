"""One sentence per kind of event and language; `{before}`, `{after}` and `{number}` are filled in."""

from __future__ import annotations

from knipperlicht.core.clock import Language

TEXTS: dict[str, dict[Language, str]] = {
    "founded": {
        "nl": "Begonnen volgens het register.",
        "fr": "Début selon le registre.",
        "en": "Started, says the register.",
    },
    "first_seen": {
        "nl": "Voor het eerst gezien in het register dat wij hebben.",
        "fr": "Vue pour la première fois dans le registre dont nous disposons.",
        "en": "First seen in the register that we hold.",
    },
    "seat_move": {
        "nl": "Zetel verplaatst van {before} naar {after}.",
        "fr": "Siège transféré de {before} à {after}.",
        "en": "Seat moved from {before} to {after}.",
    },
    "name_change": {
        "nl": "Naam gewijzigd van “{before}” in “{after}”.",
        "fr": "Nom changé de « {before} » en « {after} ».",
        "en": "Name changed from “{before}” to “{after}”.",
    },
    "form_change": {
        "nl": "Rechtsvorm gewijzigd van {before} in {after}.",
        "fr": "Forme juridique changée de {before} en {after}.",
        "en": "Legal form changed from {before} to {after}.",
    },
    "situation_change": {
        "nl": "Rechtstoestand gewijzigd van {before} in {after}.",
        "fr": "Situation juridique changée de {before} en {after}.",
        "en": "Legal situation changed from {before} to {after}.",
    },
    "main_activity_change": {
        "nl": "Hoofdactiviteit gewijzigd van {before} in {after} (NACE 2025).",
        "fr": "Activité principale changée de {before} en {after} (NACE 2025).",
        "en": "Main activity changed from {before} to {after} (NACE 2025).",
    },
    "establishment_opened": {
        "nl": "Vestiging {after} begonnen.",
        "fr": "Unité d'établissement {after} ouverte.",
        "en": "Establishment {after} started.",
    },
    "establishment_left": {
        "nl": "Vestiging {before} gesloten of overgegaan naar een andere onderneming.",
        "fr": "Unité d'établissement {before} fermée ou passée à une autre entreprise.",
        "en": "Establishment {before} closed or passed to another enterprise.",
    },
    "address_struck_off": {
        "nl": "Adres ambtshalve doorgehaald op {day}.",
        "fr": "Adresse radiée d'office le {day}.",
        "en": "Address struck off by the registrar on {day}.",
    },
    "left_register": {
        "nl": "Niet meer als actief in het register; laatste toestand: {before}.",
        "fr": "N'est plus active au registre ; dernière situation : {before}.",
        "en": "No longer active in the register; last situation: {before}.",
    },
}
