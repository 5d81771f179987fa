"""Why a question about the annual accounts could not be answered."""

from __future__ import annotations

from knipperlicht.core.clock import Language

REASONS: dict[str, dict[Language, str]] = {
    "no_accounts": {
        "nl": "Er is geen neergelegde jaarrekening met leesbare cijfers over een boekjaar dat in de laatste 24 maanden werd afgesloten.",
        "fr": "Il n'y a pas de comptes annuels déposés, avec des chiffres lisibles, d'un exercice clôturé dans les 24 derniers mois.",
        "en": "There are no deposited accounts with readable figures of a financial year that closed in the last 24 months.",
    },
    "rubric_missing": {
        "nl": "De jaarrekening vermeldt niet wat voor deze vraag nodig is (rubriek {0}); wat niet vermeld is, telt niet als nul.",
        "fr": "Les comptes annuels ne mentionnent pas ce que demande cette question (rubrique {0}) ; ce qui n'y figure pas ne vaut pas zéro.",
        "en": "The accounts do not disclose what this question needs (rubric {0}); what is not disclosed is not taken for nought.",
    },
    "model_unconfirmed": {
        "nl": "Dit model staat uit: zijn coëfficiënten zijn nog niet door een tweede bron bevestigd.",
        "fr": "Ce modèle est éteint : une deuxième source n'a pas encore confirmé ses coefficients.",
        "en": "This model is switched off: its coefficients are not yet confirmed by a second source.",
    },
}
