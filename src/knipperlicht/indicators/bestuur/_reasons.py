"""Why questions about boards could not be answered, as sentences."""

from __future__ import annotations

from knipperlicht.core.clock import Language

REASONS: dict[str, dict[Language, str]] = {
    "no_board": {
        "nl": "De bronnen noemen geen bestuurders van deze rechtspersoon.",
        "fr": "Les sources ne citent aucun administrateur de cette personne morale.",
        "en": "The sources name no directors of this legal person.",
    },
    "board_without_history": {
        "nl": "De bronnen geven het bestuur van één ogenblik, niet wie kwam en ging.",
        "fr": "Les sources donnent l'administration à un moment, pas les arrivées et départs.",
        "en": "The sources give the board of one moment, not who came and went.",
    },
    "identifier_missing": {
        "nl": "Niet elke bestuurder heeft in de bronnen een nummer; op naam wordt nooit vergeleken.",
        "fr": "Les sources ne donnent pas de numéro à chaque administrateur ; on ne compare jamais par nom.",
        "en": "Not every director has a number in the sources; names are never compared.",
    },
}
