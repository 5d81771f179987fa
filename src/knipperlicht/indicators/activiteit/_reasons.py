"""Why a question about activities and staff could not be answered."""

from __future__ import annotations

from knipperlicht.core.clock import Language

REASONS: dict[str, dict[Language, str]] = {
    "register_after_closing": {
        "nl": "De geschiedenis van het register begint te lang na de afsluiting van de jaarrekening om te weten wie toen werkgever was.",
        "fr": "L'historique du registre commence trop longtemps après la clôture des comptes pour savoir qui était alors employeur.",
        "en": "The register's history begins too long after the closing day of the accounts to know who was an employer then.",
    },
}
