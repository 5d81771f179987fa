"""Words on a terminal: accounts of an ingest, an explanation, a list of results."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from rich.markup import escape
from rich.table import Table

from knipperlicht.cli.console import out
from knipperlicht.core.clock import Language
from knipperlicht.core.numbers import format_number
from knipperlicht.history.store import Store
from knipperlicht.reference.legal_forms import Names, legal_form_group_by_code
from knipperlicht.reference.situations import situation_group_by_code

if TYPE_CHECKING:  # what they need takes half a second to import, and most commands do without
    from knipperlicht.history.ingest import Ingested
    from knipperlicht.history.records import TakenIn
    from knipperlicht.readmodel.search import Found

WORDS: dict[str, dict[Language, str]] = {
    "score": {"nl": "Score", "fr": "Score", "en": "Score"},
    "of": {"nl": "van 10", "fr": "sur 10", "en": "of 10"},
    "confidence": {"nl": "zekerheid", "fr": "fiabilité", "en": "confidence"},
    "answered": {
        "nl": "Beantwoord: {here} % van wat deze installatie kan vragen, {whole} % van de hele catalogus",
        "fr": "Répondu : {here} % de ce que cette installation peut demander, {whole} % du catalogue entier",
        "en": "Answered: {here}% of what this installation can ask, {whole}% of the whole catalogue",
    },
    "few_data": {
        "nl": "te weinig gegevens om op te steunen",
        "fr": "trop peu de données pour s'y fier",
        "en": "too few data to rely on",
    },
    "as_of": {"nl": "gegevens van", "fr": "données du", "en": "data as of"},
    "points": {"nl": "punten", "fr": "points", "en": "points"},
    "sum": {"nl": "Som", "fr": "Somme", "en": "Sum"},
    "threshold": {"nl": "Drempel", "fr": "Seuil", "en": "Threshold"},
    "innocent": {"nl": "Vaak onschuldig", "fr": "Souvent anodin", "en": "Often innocent"},
    "clears": {"nl": "Wat dit wegneemt", "fr": "Ce qui lève ce signal", "en": "What clears it"},
    "evidence": {"nl": "Registerrijen", "fr": "Lignes du registre", "en": "Register rows"},
    "open": {"nl": "Niet te beantwoorden", "fr": "Sans réponse possible", "en": "Could not be answered"},
    "none": {"nl": "Geen signalen.", "fr": "Aucun signal.", "en": "No signals."},
    "from": {"nl": "gezien sinds", "fr": "vu depuis", "en": "seen since"},
    "to": {"nl": "tot", "fr": "jusqu'au", "en": "until"},
    "form": {"nl": "Rechtsvorm", "fr": "Forme juridique", "en": "Legal form"},
    "situation": {"nl": "Rechtstoestand", "fr": "Situation juridique", "en": "Legal situation"},
    "start": {"nl": "Begonnen", "fr": "Début", "en": "Started"},
    "establishments": {"nl": "Vestigingen", "fr": "Établissements", "en": "Establishments"},
    "seat": {"nl": "Zetel", "fr": "Siège", "en": "Seat"},
    "box": {"nl": "bus", "fr": "boîte", "en": "box"},
    "silent": {"nl": "telt niet mee", "fr": "ne compte pas", "en": "does not count"},
    "plan": {
        "nl": "Een score ordent aandacht. Ze is nooit een grond voor een beslissing.",
        "fr": "Un score ordonne l'attention. Il ne fonde jamais une décision.",
        "en": "A score orders attention. It is never a ground for a decision.",
    },
}


def word(key: str, language: Language) -> str:
    """A word of the presentation."""
    return WORDS[key][language]


def print_accounts(results: Sequence[Ingested], store: Store) -> None:
    """Per extract and file: read = accepted + rejected, and everything worth a note."""
    for result in results:
        if result.extract is None:
            out().print(f"{result.path}: {'; '.join(result.notes)}.", markup=False)
            continue
        table = Table(title=f"Extract {result.label}, register day {result.extract.snapshot_date}", box=None)
        for name in ("file", "read", "accepted", "rejected"):
            table.add_column(name, justify="left" if name == "file" else "right")
        for count in result.extract.counts:
            table.add_row(count.file, f"{count.read:,}", f"{count.accepted:,}", f"{count.rejected:,}")
        out().print(table)
        rejects = store.layer(result.extract)
        for count in result.extract.counts:
            for unknown in count.unknown_codes:
                out().print(
                    f"Note: {count.file} holds a code that code.csv does not explain: {unknown}", markup=False
                )
        if any(count.rejected for count in result.extract.counts):
            out().print(
                f"Rejected rows, with file, line and reason: {rejects}/*.rejects.parquet", markup=False
            )
        for note in result.notes:
            out().print(f"Note: {note}", markup=False)


def print_deliveries(results: Sequence[TakenIn], store: Store) -> None:
    """Per file and table: read = accepted + rejected, and everything worth a note."""
    from knipperlicht.history.records import layer_of
    from knipperlicht.sources.records import record_sources

    for result in results:
        if result.taken is None:
            out().print(f"{result.path}: {'; '.join(result.notes)}.", markup=False)
            continue
        title = record_sources()[result.source].card.title["en"]
        table = Table(title=f"{title}, {result.taken.day}: {result.taken.file}", box=None)
        for name in ("table", "read", "accepted", "rejected"):
            table.add_column(name, justify="left" if name == "table" else "right")
        for count in result.taken.counts:
            table.add_row(count.table, f"{count.read:,}", f"{count.accepted:,}", f"{count.rejected:,}")
        out().print(table)
        if any(count.rejected for count in result.taken.counts):
            out().print(
                f"Rejected rows, with place, reason and content: {layer_of(store, result.taken)}/rejects.parquet",
                markup=False,
            )
        for note in result.notes:
            out().print(f"Note: {note}", markup=False)


def print_explanation(answer: dict[str, Any], language: Language) -> None:
    """The explanation as a person reads it."""
    console = out()

    def line(text: str = "", style: str | None = None) -> None:
        console.print(text, style=style, markup=False)

    line(f"{answer['name'] or ''}  {answer['enterprise_number']}", "bold")
    line(
        f"{word('as_of', language)} {answer['as_of']} · snapshot {answer['snapshot']} · score card {answer['scorecard']}"
    )
    for item in answer["banner"]:
        line(f"▌ {item['name']}: {item['sentence']}", "bold yellow")
    if answer["score"] is not None:
        doubt = f" ({word('few_data', language)})" if answer["confidence"] == "D" else ""
        line()
        line(
            f"{word('score', language)} {answer['score']:.1f} {word('of', language)} · {answer['band_name']} · "
            f"{word('confidence', language)} {answer['confidence']}{doubt}",
            "bold",
        )
        if answer["answered"] is not None:
            shares = {part: int(share * 100) for part, share in answer["answered"].items()}
            line(word("answered", language).format(**shares))
        line("  ".join(f"{name} {value:.1f}" for name, value in answer["subscores"].items()))
    if answer["not_scored_reason"]:
        line(answer["not_scored_reason"])
    _print_facts(answer["facts"], language, line)
    numbers = iter(shown_points([hit["points"] or 0.0 for hit in answer["hits"]]))
    for hit in answer["hits"]:
        line()
        points = f"  {next(numbers)} {word('points', language)}" if hit["points"] is not None else ""
        silent = "" if hit["counts"] else f" ({word('silent', language)})"
        line(f"● {hit['name']}{points}{silent}", "bold")
        line(f"  {hit['sentence']}")
        line(f"  {word('threshold', language)}: {hit['threshold']}")
        line(f"  {word('innocent', language)}: {hit['innocent']}")
        line(f"  {word('clears', language)}: {hit['clears']}")
        line(f"  {word('evidence', language)}:")
        for row in hit["evidence"]:
            since = f", {word('from', language)} {row['valid_from']}" if row["valid_from"] else ""
            until = f" {word('to', language)} {row['valid_to']}" if row["valid_to"] else ""
            line(
                f"    {row['source']} {row['table']}.{row['field']} {row['key']} = {row['value']}{since}{until}"
            )
    if not answer["hits"] and answer["score"] is not None:
        line(word("none", language))
    if answer["total_points"] is not None and answer["hits"]:
        total = shown_points([answer["total_points"]])[0]
        line()
        line(f"{word('sum', language)}: {total} {word('points', language)}")
    for gate in answer["gates"]:
        line(f"  {gate['sentence']}")
    if answer["not_computable"]:
        line()
        line(f"{word('open', language)}:")
        for item in answer["not_computable"]:
            line(f"  {item['indicator']}: {item['reason']}")
    line()
    line(word("plan", language), "italic")


def _print_facts(facts: dict[str, Any], language: Language, line: Callable[[str], None]) -> None:
    """What the register says of the entity itself."""
    form, situation = facts["juridical_form"], facts["juridical_situation"]
    forms, situations = legal_form_group_by_code(), situation_group_by_code()
    known = [
        (word("form", language), _coded(form, forms[form].name if form in forms else None, language)),
        (
            word("situation", language),
            _coded(situation, situations[situation].name if situation in situations else None, language),
        ),
        (word("start", language), facts["start_date"]),
        (word("establishments", language), facts["establishments"]),
    ]
    line("  ".join(f"{name}: {value}" for name, value in known if value is not None))
    if (seat := facts["seat"]) is not None:
        side = "fr" if language == "fr" else "nl"
        street = seat[f"street_{side}"] or seat["street_nl"] or seat["street_fr"] or ""
        place = seat[f"municipality_{side}"] or seat["municipality_nl"] or seat["municipality_fr"] or ""
        box = f" {word('box', language)} {seat['box']}" if seat["box"] else ""
        since = f", {word('from', language)} {seat['valid_from']}" if seat["valid_from"] else ""
        until = f" {word('to', language)} {seat['valid_to']}" if seat["valid_to"] else ""
        written = f"{street} {seat['house_number'] or ''}{box}, {seat['zipcode'] or ''} {place}"
        line(f"{word('seat', language)}: {' '.join(written.split())}{since}{until}")


def _coded(code: str | None, names: Names | None, language: Language) -> str | None:
    """A code with the name of its group."""
    if code is None or names is None:
        return code
    return f"{getattr(names, language)} ({code})"


def shown_points(points: Sequence[float]) -> list[str]:
    """Points to one decimal such that the shown numbers add up to the shown sum (largest remainder)."""
    thousandths = [round(value * 1000) for value in points]
    target = (sum(thousandths) + 50) // 100
    floors = [value // 100 for value in thousandths]
    missing = target - sum(floors)
    by_remainder = sorted(range(len(points)), key=lambda i: -(thousandths[i] % 100))
    for index in by_remainder[: max(0, missing)]:
        floors[index] += 1
    return [f"{value / 10:.1f}" for value in floors]


def print_found(found: Sequence[Found], *, flags_only: bool = False) -> None:
    """A list of search results; names stand as the register writes them."""
    table = Table(box=None)
    for name in ("number", "name", "municipality", *(() if flags_only else ("score", "band"))):
        table.add_column(name, justify="right" if name == "score" else "left")
    for item in found:
        score = "" if item.score is None else f"{item.score:.1f}"
        numbers = () if flags_only else (score, item.band or "")
        table.add_row(format_number(item.number), escape(item.name), item.municipality or "", *numbers)
    out().print(table)


def print_steps(steps: dict[str, list[dict[str, Any]]]) -> None:
    """Every table on the way, with this enterprise's rows."""
    for name, rows in steps.items():
        out().print(f"\n{name} ({len(rows)})", style="bold", markup=False)
        for row in rows:
            filled = {key: value for key, value in row.items() if value is not None}
            out().print("  " + " · ".join(f"{key}={value}" for key, value in filled.items()), markup=False)
