"""Street names, made from common stems so that each has a Dutch and a French form."""

from __future__ import annotations

from functools import cache

from .text import Column, words

_TYPES = [("straat", "Rue"), ("laan", "Avenue"), ("weg", "Chemin"), ("plein", "Place"),
("steenweg", "Chaussée"),
          ("dreef", "Drève"), ("kaai", "Quai"), ("hof", "Clos")]  # fmt: skip
_STEMS = [
    ("Kerk", "de l'Église"), ("Molen", "du Moulin"), ("School", "de l'École"), ("Stations", "de la Gare"),
    ("Markt", "du Marché"), ("Kasteel", "du Château"), ("Linden", "des Tilleuls"), ("Beuken", "des Hêtres"),
    ("Eiken", "des Chênes"), ("Berken", "des Bouleaux"), ("Wilgen", "des Saules"), ("Rozen", "des Roses"),
    ("Tulpen", "des Tulipes"), ("Weide", "de la Prairie"), ("Veld", "du Champ"), ("Bos", "du Bois"),
    ("Beek", "du Ruisseau"), ("Brug", "du Pont"), ("Haven", "du Port"), ("Vaart", "du Canal"),
    ("Nijverheids", "de l'Industrie"), ("Ambachten", "des Artisans"), ("Wevers", "des Tisserands"),
    ("Smids", "du Forgeron"), ("Bakkers", "du Boulanger"), ("Brouwers", "du Brasseur"), ("Nieuw", "Neuve"),
    ("Oude", "Vieille"), ("Lange", "Longue"), ("Korte", "Courte"), ("Zuid", "du Sud"), ("Noord", "du Nord"),
    ("Ooster", "de l'Est"), ("Wester", "de l'Ouest"), ("Kapel", "de la Chapelle"), ("Klooster", "du Couvent"),
    ("Abdij", "de l'Abbaye"), ("Toren", "de la Tour"), ("Poort", "de la Porte"), ("Vesten", "des Remparts"),
    ("Vogel", "de l'Oiseau"), ("Leeuwerik", "de l'Alouette"), ("Zwaluw", "de l'Hirondelle"),
    ("Merel", "du Merle"), ("Duinen", "des Dunes"), ("Zee", "de la Mer"), ("Duif", "de la Colombe"),
    ("Vos", "du Renard"), ("Hazen", "du Lièvre"), ("Paarden", "des Chevaux"), ("Schapen", "des Moutons"),
    ("Zonne", "du Soleil"), ("Ster", "de l'Étoile"), ("Vrede", "de la Paix"), ("Vrijheids", "de la Liberté"),
    ("Gemeente", "Communale"), ("Park", "du Parc"), ("Sport", "des Sports"), ("Leuven", "de Louvain"),
    ("Gent", "de Gand"), ("Brugse ", "de Bruges"), ("Kortrijkse ", "de Courtrai"),
    ("Doornikse ", "de Tournai"),
    ("Bergense ", "de Mons"), ("Kalk", "de la Chaux"), ("Klei", "de l'Argile"), ("Steen", "de la Pierre"),
    ("Zand", "du Sable"), ("Bron", "de la Source"), ("Vijver", "de l'Étang"), ("Heide", "de la Bruyère"),
    ("Brem", "du Genêt"), ("Kersen", "des Cerisiers"), ("Appel", "des Pommiers"), ("Noten", "des Noyers"),
    ("Hoge", "Haute"), ("Lage", "Basse"), ("Groene ", "Verte"), ("Witte ", "Blanche"), ("Hop", "du Houblon"),
    ("Vlas", "du Lin"), ("Graan", "du Blé"), ("Ploeg", "de la Charrue"), ("Wagen", "du Chariot"),
]  # fmt: skip
_PAIRS = [(f"{nl}{kind}".replace(" ste", " Ste"), f"{rue} {fr}") for nl, fr in _STEMS for kind, rue in _TYPES]

# An odd count that shares no factor with the odd steps below 80 keeps a place's streets different.
STREETS = 673


@cache
def street_columns() -> tuple[Column, Column]:
    """The Dutch and French names, STREETS of each, in the same order."""
    pairs = (_PAIRS + [(f"{nl}pad", f"Sentier {fr}") for nl, fr in _STEMS])[:STREETS]
    return words([nl for nl, _ in pairs]), words([fr for _, fr in pairs])
