"""The URL is the filter: reading one with all its errors together, and writing it in one canonical way."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from knipperlicht.core.clock import Language
from knipperlicht.errors import KnipperlichtError
from knipperlicht.readmodel.listing_fields import (
    FIELD_BY_KEY,
    FIELD_BY_PART,
    FIELDS,
    MOST_CORNERS,
    MOST_VALUES,
)
from knipperlicht.readmodel.listing_filter import NUMBER_CHANGES, NUMBER_FIELDS, ListFilter

SENTENCES: dict[str, dict[Language, str]] = {
    "unknown": {"nl": "“{value}” is geen onderdeel van een lijst.", "fr": "« {value} » ne fait pas partie d'une liste.", "en": "“{value}” is not a part of a list."},
    "value": {"nl": "“{value}” is niet bruikbaar als {name}.", "fr": "« {value} » n'est pas utilisable comme {name}.", "en": "“{value}” cannot be used as {name}."},
    "twice": {"nl": "{name} kan maar één keer gegeven worden.", "fr": "{name} : une seule valeur est possible.", "en": "{name} can be given only once."},
    "many": {"nl": "{name}: te veel waarden (hoogstens {value}).", "fr": "{name} : trop de valeurs ({value} au plus).", "en": "{name}: too many values (at most {value})."},
    "order": {"nl": "{name}: de ondergrens ligt boven de bovengrens.", "fr": "{name} : la limite inférieure dépasse la limite supérieure.", "en": "{name}: the lower bound lies above the upper one."},
    "needs": {"nl": "{name} kan alleen samen met {value}.", "fr": "{name} n'est possible qu'avec {value}.", "en": "{name} is possible only together with {value}."},
    "number": {"nl": "Deze weergave toont alleen knipperlichten, geen cijfers: {name} kan hier niet.", "fr": "Cette présentation ne montre que des signaux, pas de chiffres : {name} n'est pas possible ici.", "en": "This view shows signs only, no numbers: {name} is not possible here."},
}  # fmt: skip
NEEDS = (
    ("street", "postcode"), ("house_from", "street"), ("house_to", "street"), ("changes", "changed_since"),
    ("sample", "seed"), ("seed", "sample"),
)  # fmt: skip
ORDERED = (
    ("house_from", "house_to"), ("score_min", "score_max"), ("started_since", "started_before"),
    ("establishments_min", "establishments_max"),
)  # fmt: skip
Errors = dict[str, tuple[str, ...]]


class FilterError(KnipperlichtError):
    """A filter that cannot be used. `errors`: key of the URL -> its sentences, for people."""

    def __init__(self, errors: Errors) -> None:
        self.errors = errors
        super().__init__(" ".join(sentence for said in errors.values() for sentence in said))


def parse_filter(
    values: Mapping[str, Sequence[str]], *, language: Language = "nl", flags_only: bool = False
) -> ListFilter:
    """Read the parameters of a URL (key -> its values); an empty value says nothing. Raises FilterError.

    The result has no `scope`: the caller adds what the organisation may see with `within`.
    """
    problems: list[tuple[str, str, dict[str, Any]]] = []
    given: dict[str, Any] = {}
    for key, texts in values.items():
        said = [text.strip() for text in texts if text.strip()]
        field = FIELD_BY_KEY.get(key)
        if field is None:
            problems.append((key, "unknown", {"value": key}))
            continue
        read = []
        for text in said[:MOST_VALUES]:
            try:
                read.append(field.read(text))
            except ValueError:
                problems.append((key, "value", {"value": text[:80]}))
        if field.many and len(said) > MOST_VALUES:
            problems.append((key, "many", {"value": MOST_VALUES}))
        if not field.many and len(set(said)) > 1:
            problems.append((key, "twice", {}))
        if read:
            given[field.part] = tuple(read) if field.many else read[0]
    found = ListFilter(**given)
    problems += _together(found, failed={key for key, _, _ in problems})
    if flags_only:
        problems += number_problems(found)
    if problems:
        raise FilterError(_sentences(problems, language))
    return found


def require_no_numbers(asked: ListFilter, *, language: Language = "nl") -> None:
    """Raise FilterError when a filter asks for a number: for flags-only mode."""
    if problems := number_problems(asked):
        raise FilterError(_sentences(problems, language))


def number_problems(asked: ListFilter) -> list[tuple[str, str, dict[str, Any]]]:
    """The parts of a filter that flags-only mode refuses."""
    parts = [part for part in NUMBER_FIELDS if part in asked.given]
    parts += ["changes"] if any(kind in NUMBER_CHANGES for kind in asked.changes) else []
    return [(FIELD_BY_PART[part].key, "number", {}) for part in parts]


def query_string(asked: ListFilter) -> str:
    """The canonical URL parameters of a filter, without `?`; `parse_filter` reads the same filter from it."""
    pairs = []
    for field in FIELDS:
        if field.part in asked.given:
            value = asked.given[field.part]
            pairs += [(field.key, field.write(item)) for item in (value if field.many else (value,))]
    return urlencode(pairs)


def _together(found: ListFilter, *, failed: set[str]) -> list[tuple[str, str, dict[str, Any]]]:
    """What is wrong between parts; nothing is said about a part whose other half could not be read."""
    problems: list[tuple[str, str, dict[str, Any]]] = []
    given = found.given
    for part, other in NEEDS:
        if part in given and other not in given and FIELD_BY_PART[other].key not in failed:
            problems.append((FIELD_BY_PART[part].key, "needs", {"other": other}))
    for low, high in ORDERED:
        if low in given and high in given and given[low] > given[high]:
            problems.append((FIELD_BY_PART[low].key, "order", {}))
    if sum(len(ring) for ring in found.area) > MOST_CORNERS:
        problems.append(("area", "many", {"value": MOST_CORNERS}))
    return problems


def _sentences(problems: list[tuple[str, str, dict[str, Any]]], language: Language) -> Errors:
    errors: dict[str, list[str]] = {}
    for key, code, values in problems:
        field = FIELD_BY_KEY.get(key)
        name = field.name[language] if field else key
        other = {"value": FIELD_BY_PART[values["other"]].name[language]} if "other" in values else values
        sentence = SENTENCES[code][language].format(**({"name": name} | other))
        errors.setdefault(key, []).append(sentence[0].upper() + sentence[1:])
    return {key: tuple(dict.fromkeys(said)) for key, said in errors.items()}
