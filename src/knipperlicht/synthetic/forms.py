"""Legal forms and states: codes, labels in our own words, and how often they occur (own estimates)."""

from __future__ import annotations

from .names import ASSOCIATION, COMPANY, OWNERS, PUBLIC

# code: (Dutch label, French label, kind of name, share of legal persons, share of foundations)
FORMS: dict[str, tuple[str, str, int, float, float]] = {
    "610": ("Besloten vennootschap", "Société à responsabilité limitée", COMPANY, 0.385, 0.640),
    "015": ("Besloten vennootschap (oude vorm)",
            "Société privée à responsabilité limitée (ancienne forme)", COMPANY, 0.135, 0.0),
    "014": ("Naamloze vennootschap", "Société anonyme", COMPANY, 0.072, 0.014),
    "017": ("Vereniging zonder winstoogmerk", "Association sans but lucratif", ASSOCIATION, 0.125, 0.100),
    "070": ("Vereniging van mede-eigenaars", "Association de copropriétaires", OWNERS, 0.095, 0.060),
    "612": ("Commanditaire vennootschap", "Société en commandite", COMPANY, 0.043, 0.060),
    "012": ("Gewone commanditaire vennootschap (oude vorm)",
            "Société en commandite simple (ancienne forme)", COMPANY, 0.008, 0.0),
    "011": ("Vennootschap onder firma", "Société en nom collectif", COMPANY, 0.032, 0.050),
    "706": ("Coöperatieve vennootschap", "Société coopérative", COMPANY, 0.012, 0.008),
    "008": ("Coöperatieve met beperkte aansprakelijkheid (oude vorm)",
            "Coopérative à responsabilité limitée (ancienne forme)", COMPANY, 0.009, 0.0),
    "702": ("Maatschap", "Société simple", COMPANY, 0.034, 0.050),
    "721": ("Vereniging zonder rechtspersoonlijkheid",
            "Association sans personnalité juridique", ASSOCIATION, 0.012, 0.0),
    "030": ("Entiteit uit het buitenland", "Entité de droit étranger", COMPANY, 0.019, 0.014),
    "026": ("Private stichting", "Fondation privée", ASSOCIATION, 0.006, 0.004),
    "125": ("Internationale vereniging zonder winstoogmerk",
            "Association internationale sans but lucratif", ASSOCIATION, 0.002, 0.0),
    "128": ("Bestuur van de eredienst", "Établissement du culte", PUBLIC, 0.004, 0.0),
    "124": ("Openbare instelling", "Établissement public", PUBLIC, 0.002, 0.0),
    "411": ("Stad of gemeente", "Ville ou commune", PUBLIC, 0.0008, 0.0),
    "412": ("Openbaar centrum voor welzijn", "Centre public d'aide sociale", PUBLIC, 0.0007, 0.0),
    "413": ("Politiezone", "Zone de police", PUBLIC, 0.0004, 0.0),
    "414": ("Vereniging van gemeenten", "Association de communes", PUBLIC, 0.0003, 0.0),
    "418": ("Autonoom gemeentebedrijf", "Régie communale autonome", PUBLIC, 0.0008, 0.0),
    "027": ("Europese vennootschap", "Société européenne", COMPANY, 0.0002, 0.0),
    "065": ("Europees samenwerkingsverband",
            "Groupement européen d'intérêt économique", COMPANY, 0.0002, 0.0),
}  # fmt: skip
CODES = tuple(FORMS)
FORM_AT = {code: at for at, code in enumerate(CODES)}
# The form an older statute has to be read as under the code of 2019.
READ_AS = {"015": "610", "012": "612", "008": "706"}

SITUATIONS: dict[str, tuple[str, str]] = {
    "000": ("Gewone toestand", "État normal"),
    "001": ("Opgericht, nog niet begonnen", "Constituée, pas encore active"),
    "003": ("Nummer vervangen", "Numéro remplacé"),
    "010": ("Ontbonden van rechtswege", "Dissoute de plein droit"),
    "012": ("Vrijwillig ontbonden, in vereffening", "Dissoute volontairement, en liquidation"),
    "013": ("Door de rechter ontbonden of nietig", "Dissoute ou annulée par le juge"),
    "014": ("Vereffening gesloten", "Liquidation clôturée"),
    "016": ("Activiteit van natuurlijk persoon gestopt", "Activité de personne physique arrêtée"),
    "020": ("Alle aandelen in één hand", "Toutes les parts en une main"),
    "021": ("Opgeslorpt door fusie", "Absorbée par fusion"),
    "048": ("Failliet, verschoonbaar", "En faillite, excusable"),
    "050": ("Failliet verklaard", "Déclarée en faillite"),
    "051": ("Faillissement gesloten, verschoonbaar", "Faillite clôturée, excusable"),
    "053": ("Faillissement gesloten", "Faillite clôturée"),
    "090": ("Statuten vernieuwd", "Statuts renouvelés"),
    "091": ("Betalingen opgeschort, reorganisatie", "Paiements suspendus, réorganisation"),
    "100": ("Entiteit bekendgemaakt", "Entité identifiée"),
}  # fmt: skip
SITUATION_CODES = tuple(SITUATIONS)
SITUATION_AT = {code: at for at, code in enumerate(SITUATION_CODES)}
# Share of legal persons in another state than normal at the first extract.
SITUATION_SHARES = {
    "050": 0.013,
    "012": 0.011,
    "013": 0.003,
    "091": 0.0006,
    "001": 0.0008,
    "090": 0.0005,
    "020": 0.0004,
}
