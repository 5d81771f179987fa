"""Why a question about the deposit of annual accounts could not be answered."""

from __future__ import annotations

from knipperlicht.core.clock import Language

REASONS: dict[str, dict[Language, str]] = {
    "duty_not_by_form": {
        "nl": "Of deze onderneming een jaarrekening moet neerleggen, hangt af van haar grootte, sector of statuten, niet van haar rechtsvorm alleen.",
        "fr": "L'obligation de déposer des comptes annuels dépend ici de la taille, du secteur ou des statuts, pas de la seule forme légale.",
        "en": "Whether this enterprise must deposit accounts depends on its size, sector or statutes, not on its legal form alone.",
    },
    "duty_in_situation": {
        "nl": "In deze rechtstoestand (ontbinding, vereffening, faillissement of onbekend) gelden andere regels voor de jaarrekening.",
        "fr": "Dans cette situation juridique (dissolution, liquidation, faillite ou inconnue), d'autres règles valent pour les comptes annuels.",
        "en": "In this legal situation (dissolution, liquidation, bankruptcy or unknown) other rules hold for the accounts.",
    },
    "start_unknown": {
        "nl": "Het register geeft geen begindatum, en er is geen neerlegging om van uit te gaan.",
        "fr": "Le registre ne donne pas de date de début, et il n'y a pas de dépôt dont partir.",
        "en": "The register gives no starting day, and there is no deposit to reckon from.",
    },
    "accounts_not_covered": {
        "nl": "De opgehaalde lijsten van de Balanscentrale tonen niet of deze onderneming iets neerlegde: haar lijst werd niet of te lang geleden opgevraagd.",
        "fr": "Les listes reçues de la Centrale des bilans ne montrent pas si cette entreprise a déposé : sa liste n'a pas été demandée, ou il y a trop longtemps.",
        "en": "The lists that were fetched do not show whether this enterprise deposited anything: its list was not asked for, or too long ago.",
    },
    "too_few_filings": {
        "nl": "Er zijn te weinig neerleggingen om een gewoonte in te zien; er zijn er {0} nodig.",
        "fr": "Il y a trop peu de dépôts pour y voir une habitude ; il en faut {0}.",
        "en": "There are too few deposits to see a habit in; {0} are needed.",
    },
    "size_unknown": {
        "nl": "De jaarrekeningen vermelden niet genoeg (personeel, omzet en balanstotaal van de twee voorgaande jaren) om de grootte te kennen.",
        "fr": "Les comptes n'en disent pas assez (personnel, chiffre d'affaires et total du bilan des deux années précédentes) pour connaître la taille.",
        "en": "The accounts do not disclose enough (staff, turnover and total assets of the two years before) to know the size.",
    },
    "officers_missing": {
        "nl": "De jaarrekening noemt geen enkele bestuurder of commissaris als gegeven, dus haar stilte over een commissaris zegt niets.",
        "fr": "Les comptes ne citent aucun administrateur ni commissaire comme donnée ; leur silence sur un commissaire ne dit donc rien.",
        "en": "The accounts name no director or auditor as data, so their silence about an auditor says nothing.",
    },
    "opinion_unknown": {
        "nl": "Er is een commissaris, maar zijn oordeel is niet als gegeven bekend.",
        "fr": "Il y a un commissaire, mais son opinion n'est pas connue comme donnée.",
        "en": "There is an auditor, but the opinion is not known as data.",
    },
    "staff_unknown": {
        "nl": "De jaarrekeningen vermelden niet voor drie jaren op rij hoeveel personeel er was (rubriek 9087).",
        "fr": "Les comptes ne mentionnent pas, pour trois années de suite, l'effectif du personnel (rubrique 9087).",
        "en": "The accounts do not disclose the staff of three years in a row (rubric 9087).",
    },
    "board_unknown": {
        "nl": "Van wie deze onderneming bestuurt is niet ver genoeg terug bekend wie wanneer aantrad.",
        "fr": "On ne sait pas assez loin en arrière qui administre cette entreprise et depuis quand.",
        "en": "It is not known far enough back who runs this enterprise and since when.",
    },
}
