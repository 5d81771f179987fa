"""code.csv: our own short labels in Dutch and French for every code the synthetic extracts use."""

from __future__ import annotations

from .forms import FORMS, SITUATIONS
from .lines import HEADERS, header
from .nace import VERSIONS, nace

_LABELS: dict[str, dict[str, tuple[str, str]]] = {
    "ActivityGroup": {
        "001": ("Voor de btw", "Pour la TVA"),
        "002": ("Voor dienstverleners zonder vestiging", "Pour prestataires sans établissement"),
        "003": ("Opgegeven activiteiten", "Activités déclarées"),
        "004": ("Federale overheid", "Autorité fédérale"),
        "005": ("Lokale besturen, sociale zekerheid", "Pouvoirs locaux, sécurité sociale"),
        "006": ("Voor de sociale zekerheid", "Pour la sécurité sociale"),
        "007": ("Gesubsidieerd onderwijs", "Enseignement subsidié"),
    },
    "Classification": {
        "ANCI": ("Ondersteunend", "Auxiliaire"),
        "MAIN": ("Hoofdzaak", "Principale"),
        "SECO": ("Bijkomend", "Secondaire"),
    },
    "ContactType": {
        "EMAIL": ("E-mail", "Courriel"),
        "TEL": ("Telefoon", "Téléphone"),
        "WEB": ("Website", "Site web"),
    },
    "EntityContact": {
        "BRA": ("Van een bijkantoor", "D'une succursale"),
        "ENT": ("Van een onderneming", "D'une entreprise"),
        "EST": ("Van een vestiging", "D'un établissement"),
    },
    "JuridicalForm": {code: (row[0], row[1]) for code, row in FORMS.items()},
    "JuridicalSituation": SITUATIONS,
    "Language": {
        "0": ("Niet gekend", "Inconnue"),
        "1": ("Frans", "Français"),
        "2": ("Nederlands", "Néerlandais"),
        "3": ("Duits", "Allemand"),
        "4": ("Engels", "Anglais"),
    },
    "Status": {"AC": ("Actief", "Actif")},
    "TypeOfAddress": {
        "ABBR": ("Adres van een bijkantoor", "Adresse d'une succursale"),
        "BAET": ("Adres van een vestiging", "Adresse d'un établissement"),
        "OBAD": ("Oudste vestiging", "Plus ancien établissement"),
        "REGO": ("Adres van de zetel", "Adresse du siège"),
    },
    "TypeOfDenomination": {
        "001": ("Officiële naam", "Nom officiel"),
        "002": ("Korte naam", "Nom abrégé"),
        "003": ("Handelsnaam", "Nom commercial"),
        "004": ("Naam van een bijkantoor", "Nom de succursale"),
    },
    "TypeOfEnterprise": {
        "0": ("Niet gekend", "Inconnu"),
        "1": ("Natuurlijke persoon", "Personne physique"),
        "2": ("Rechtspersoon", "Personne morale"),
    },
}


def code_csv() -> bytes:
    """The whole file, the same in every extract, sorted by category and code."""
    tables = dict(_LABELS)
    for at, version in enumerate(VERSIONS):
        tables[f"Nace{version}"] = {code: (_dutch(code), _french(code)) for code in _levels(nace().codes[at])}
    rows = [
        f'"{category}","{code}","{language}","{label}"\n'
        for category, labels in sorted(tables.items())
        for code, (nl, fr) in sorted(labels.items())
        for language, label in (("FR", fr), ("NL", nl))
    ]
    return header(HEADERS["code"]) + "".join(rows).encode()


def _levels(codes: tuple[str, ...]) -> set[str]:
    return {code[:length] for code in codes for length in (2, 3, 4, 5, 7) if len(code) >= length}


def _dotted(code: str) -> str:
    return ".".join(part for part in (code[:2], code[2:5], code[5:]) if part)


def _dutch(code: str) -> str:
    return f"Activiteit {_dotted(code)}"


def _french(code: str) -> str:
    return f"Activité {_dotted(code)}"
