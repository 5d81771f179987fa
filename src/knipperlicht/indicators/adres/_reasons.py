"""Why a question about the seat could not be answered."""

from __future__ import annotations

from knipperlicht.core.clock import Language

REASONS: dict[str, dict[Language, str]] = {
    "not_in_vkbo": {
        "nl": "De onderneming staat niet in de VKBO-bestanden die hier zijn ingelezen; die gaan alleen over Vlaanderen.",
        "fr": "L'entreprise ne figure pas dans les fichiers VKBO repris ici, qui ne portent que sur la Flandre.",
        "en": "The company is not in the VKBO files that were taken in here; those are about Flanders only.",
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
        "nl": "De VKBO zegt niet eenduidig of dit adres gevonden is, of het ligt niet in Vlaanderen.",
        "fr": "La VKBO ne dit pas clairement si cette adresse a été trouvée, ou elle n'est pas en Flandre.",
        "en": "The VKBO does not say clearly whether this address was found, or it does not lie in Flanders.",
    },
    "premises_unknown": {
        "nl": "Van een vestiging met zo’n activiteit is niet bekend in welk pand ze ligt.",
        "fr": "Pour un établissement avec une telle activité, le type de local n'est pas connu.",
        "en": "Of an establishment with such an activity it is not known in what premises it is.",
    },
    "floor_unknown": {
        "nl": "Van het pand van een vestiging is niet bekend op welke verdieping het ligt.",
        "fr": "L'étage du local d'un établissement n'est pas connu.",
        "en": "Of the premises of an establishment the floor is not known.",
    },
}
