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
    "ban_not_checked": {
        "nl": "Niemand keek het register van bestuursverboden hiervoor na, of te lang geleden.",
        "fr": "Personne n'a vérifié le registre des interdictions de gérer, ou il y a trop longtemps.",
        "en": "Nobody looked this up in the register of bans on directing, or too long ago.",
    },
    "ban_to_verify": {
        "nl": "Het register van bestuursverboden toont een naamgenoot; of het deze bestuurder is, moet een mens nagaan.",
        "fr": "Le registre des interdictions de gérer montre un homonyme ; quelqu'un doit vérifier s'il s'agit de cet administrateur.",
        "en": "The register of bans shows somebody of that name; whether it is this director, a person must verify.",
    },
    "ban_check_again": {
        "nl": "Sinds het bestuursverbod werd vastgesteld, vertrok een bestuurder: kijk opnieuw na.",
        "fr": "Depuis la constatation de l'interdiction de gérer, un administrateur est parti : vérifiez à nouveau.",
        "en": "Since the ban was found, a director left: look it up again.",
    },
}
