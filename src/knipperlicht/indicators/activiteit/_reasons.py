"""Why a question about activities and staff could not be answered."""

from __future__ import annotations

from knipperlicht.core.clock import Language

REASONS: dict[str, dict[Language, str]] = {
    "register_after_closing": {
        "nl": "De geschiedenis van het register begint te lang na de afsluiting van de jaarrekening om te weten wie toen werkgever was.",
        "fr": "L'historique du registre commence trop longtemps après la clôture des comptes pour savoir qui était alors employeur.",
        "en": "The register's history begins too long after the closing day of the accounts to know who was an employer then.",
    },
    "vies_not_asked": {
        "nl": "Niemand vroeg in VIES na of het btw-nummer geldig is, of er kwam geen antwoord.",
        "fr": "Personne n'a vérifié dans VIES si le numéro de TVA est valable, ou il n'y a pas eu de réponse.",
        "en": "Nobody asked VIES whether the VAT number is valid, or no answer came.",
    },
    "vies_answer_old": {
        "nl": "Het laatste antwoord van VIES is te oud.",
        "fr": "La dernière réponse de VIES est trop ancienne.",
        "en": "The last answer of VIES is too old.",
    },
    "vies_not_confirmed": {
        "nl": "VIES noemt het btw-nummer niet geldig, maar nog niet op genoeg dagen of over genoeg tijd; vraag het opnieuw.",
        "fr": "VIES dit le numéro de TVA non valable, mais pas encore sur assez de jours ni assez longtemps ; à redemander.",
        "en": "VIES calls the VAT number not valid, but not yet on enough days or over enough time; ask again.",
    },
    "vat_duty_unsure": {
        "nl": "Het register geeft geen hoofdactiviteit op de btw-lijst; of er een btw-plicht is, staat niet vast.",
        "fr": "Le registre ne donne pas d'activité principale sur la liste TVA ; l'assujettissement n'est pas établi.",
        "en": "The register gives no main activity on the VAT list; whether there is a VAT duty is not certain.",
    },
    "no_establishment": {
        "nl": "Er is geen vestigingseenheid om in de lijst van het Voedselagentschap op te zoeken.",
        "fr": "Il n'y a pas d'unité d'établissement à chercher dans la liste de l'Agence alimentaire.",
        "en": "There is no establishment unit to look up in the Food Agency's list.",
    },
    "operator_elsewhere": {
        "nl": "De onderneming staat bij het Voedselagentschap, maar onder een andere plaats dan haar vestigingen.",
        "fr": "L'entreprise figure à l'Agence alimentaire, mais à un autre lieu que ses établissements.",
        "en": "The Food Agency knows the company, but at another place than its establishments.",
    },
}
