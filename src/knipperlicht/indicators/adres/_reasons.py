"""Why a question about the seat could not be answered."""

from __future__ import annotations

from knipperlicht.core.clock import Language

REASONS: dict[str, dict[Language, str]] = {
    "seat_outside_flanders": {
        "nl": "De zetel ligt niet in het Vlaamse Gewest; alleen daar is het adresregister hier bekend.",
        "fr": "Le siège n'est pas en Région flamande ; seul le registre d'adresses de celle-ci est connu ici.",
        "en": "The seat does not lie in the Flemish Region; only its address register is known here.",
    },
    "not_in_vkbo": {
        "nl": "De onderneming staat niet in de VKBO-bestanden die hier zijn ingelezen.",
        "fr": "L'entreprise ne figure pas dans les fichiers VKBO repris ici.",
        "en": "The company is not in the VKBO files that were taken in here.",
    },
    "seat_newer_than_vkbo": {
        "nl": "De zetel is jonger dan wat de VKBO hier zegt.",
        "fr": "Le siège est plus récent que ce que la VKBO dit ici.",
        "en": "The seat is newer than what the VKBO says here.",
    },
    "seat_without_number": {
        "nl": "Het zeteladres heeft geen huisnummer; dan kan het adressenregister het niet terugvinden.",
        "fr": "L'adresse du siège n'a pas de numéro ; le registre des adresses ne peut alors la retrouver.",
        "en": "The seat's address has no house number; then the address register cannot find it.",
    },
    "address_match_unclear": {
        "nl": "De VKBO spreekt zichzelf tegen over dit adres: het ene veld zegt gevonden, het andere niet.",
        "fr": "La VKBO se contredit sur cette adresse : un champ la dit trouvée, un autre non.",
        "en": "The VKBO contradicts itself about this address: one field says found, another does not.",
    },
}
