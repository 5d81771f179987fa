"""The columns of a KBO Select export, as its users' importers list them; which of them a list holds, its maker chose."""

from __future__ import annotations


def _in(stem: str, *languages: str) -> tuple[str, ...]:
    return tuple(f"{stem} ({language})" for language in languages)


THREE, FIVE = ("DE", "FR", "NL"), ("DE", "EN", "FR", "NL", "OTHER")
NEEDED = (
    "Ondernemingsnummer", "Functiecode", "Functie (NL)", "Begindatum functie", "Persoonsnummer functiehouder",
    "Naam functiehouder", "Voornaam functiehouder", "Ondernemingsnummer functiehouder",
)  # fmt: skip
"""Without these a list says nothing about mandates with a number: choose them when you make the list."""
STRUCK, STRUCK_SINCE = (
    "Type van ambtshalve doorhaling van de entiteit", "Begindatum van ambtshalve doorhaling van de entiteit",
)  # fmt: skip
KNOWN = frozenset(
    (
        *NEEDED, STRUCK, STRUCK_SINCE, "Inschrijvingsdatum", "Begindatum", "Einddatum", "Reden stopzetting", "Status", "Type",
        *_in("Naam", *FIVE), *_in("Commerciële naam", *FIVE), *_in("Afgekorte naam", *FIVE), "Kapitaal",
        "Begindatum van de bankrekening", "IBAN", "BIC", "Niet SEPA-rekeningnummer", "Begindatum adres", "Type adres",
        "Straatcode", "Straat (manueel ingegeven)", *_in("Straat", *THREE), "Nummer", "Bus", "Postcode", "Gemeentecode",
        "Gemeente (manueel ingegeven)", *_in("Gemeente", *THREE), "Landencode", "Land (manueel ingegeven)",
        *_in("Land", *THREE), "Staat code", "Extra adres", "Adres doorhaling", "Telefoonnummer", "Fax", "E-mail", "Website",
        "Rechtsvormcode", *_in("Rechtsvorm", *THREE), "Begindatum rechtsvorm", "Rechtstoestandcode",
        *_in("Rechtstoestand", *THREE), "Begindatum rechtstoestand", "Gebeurteniscode", "Datum gebeurtenis",
        *_in("Functie", *THREE), "Functie type", "Vrijstelling", "ADMIN/initiator activiteit", "Versie Nacebel",
        "Activiteitencode", *_in("Activiteit", *THREE), "Type activiteit", "Begindatum activiteit",
        "Toelatingscode of hoedanigheidscode", "Hoedanigheid of toelating", *_in("Hoedanigheid of toelating", *THREE),
        "Duur hoedanigheid of toelating (in jaren)", "Begindatum hoedanigheid of toelating", "Behandelaar toelatingsaanvraag",
        "Begindatum toelatingsaanvraag", "Code fase toelatingsaanvraag", *_in("Fase toelatingsaanvraag", *THREE),
        "Code reden stopzetting toelatingsaanvraag", *_in("Reden stopzetting toelatingsaanvraag", *THREE),
        "Begindatum fase toelatingsaanvraag",
    )
)  # fmt: skip
