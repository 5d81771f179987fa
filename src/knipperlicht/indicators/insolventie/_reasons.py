"""Why a question to the gazette or about insolvency could not be answered."""

from __future__ import annotations

from knipperlicht.core.clock import Language

REASONS: dict[str, dict[Language, str]] = {
    "no_publications": {
        "nl": "Van deze onderneming zijn geen bekendmakingen in het Belgisch Staatsblad opgenomen.",
        "fr": "Aucune publication au Moniteur belge n'a été reprise pour cette entreprise.",
        "en": "No publications of this enterprise in the official gazette were taken in.",
    },
    "notices_too_short": {
        "nl": "De opgenomen bekendmakingen van de rechtbanken gaan niet ver genoeg terug.",
        "fr": "Les publications des tribunaux qui ont été reprises ne remontent pas assez loin.",
        "en": "The court notices taken in do not go back far enough.",
    },
    "gazette_starts_late": {
        "nl": "De opgenomen bekendmakingen beginnen pas lang na de oprichting; een rustige tijd is zo niet vast te stellen.",
        "fr": "Les publications reprises ne commencent que longtemps après la constitution ; une période calme ne peut être constatée.",
        "en": "The publications taken in begin long after the foundation; a quiet time cannot be established.",
    },
    "decision_day_unknown": {
        "nl": "Van geen enkele bekendmaking over het bestuur is de dag van de beslissing bekend.",
        "fr": "Le jour de la décision n'est connu pour aucune publication sur l'administration.",
        "en": "The day of the decision is not known for any publication about the board.",
    },
    "no_accounts_while_quiet": {
        "nl": "Er is geen jaarrekening over de rustige tijd bekend, zodat niet blijkt of de onderneming werkelijk stillag.",
        "fr": "Aucuns comptes annuels ne sont connus pour la période calme ; on ne voit donc pas si l'entreprise était vraiment à l'arrêt.",
        "en": "No accounts of the quiet time are known, so it does not show whether the company was really at rest.",
    },
    "no_sources_around_move": {
        "nl": "Rond de zetelverplaatsing is geen jaarrekening en geen antwoord over de inhoudingsplicht bekend.",
        "fr": "Autour du transfert du siège, ni comptes annuels ni réponse sur l'obligation de retenue ne sont connus.",
        "en": "Around the move of the seat neither accounts nor an answer about the withholding duty are known.",
    },
    "withholding_not_asked": {
        "nl": "De inhoudingsplicht van deze onderneming is niet opgevraagd.",
        "fr": "L'obligation de retenue pour cette entreprise n'a pas été demandée.",
        "en": "The withholding duty for this company was not asked about.",
    },
    "withholding_answer_old": {
        "nl": "Het laatste antwoord over de inhoudingsplicht is te oud om vandaag iets te zeggen.",
        "fr": "La dernière réponse sur l'obligation de retenue est trop ancienne pour dire quelque chose aujourd'hui.",
        "en": "The last answer about the withholding duty is too old to say anything today.",
    },
}
