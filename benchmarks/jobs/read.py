"""Explain and search in one process on a published snapshot, as a web worker does. Writes times in ms as JSON."""

from __future__ import annotations

import json
import random
import string
import sys
import time
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import Any

from knipperlicht.core.numbers import format_number
from knipperlicht.core.text import fold
from knipperlicht.history.store import Store
from knipperlicht.readmodel.explain import explain
from knipperlicht.readmodel.reader import Reader
from knipperlicht.readmodel.search import search

RANDOM, LOADED, NAMES = 500, 200, 300
PREFIX = (3, 8)
LIMIT = 20


def timed(call: Callable[[], Any]) -> tuple[float, Any]:
    """Milliseconds and result."""
    began = time.perf_counter()
    result = call()
    return (time.perf_counter() - began) * 1000, result


def summary(times: Iterable[float]) -> dict[str, float]:
    """Number, median, 95th percentile (nearest rank) and maximum."""
    ordered = sorted(times)
    return {
        "n": len(ordered), "p50": ordered[len(ordered) // 2],
        "p95": ordered[max(0, -(-95 * len(ordered) // 100) - 1)], "max": ordered[-1],
    }  # fmt: skip


def mistyped(text: str, dice: random.Random) -> str:
    """`text` with one error at a random letter: another letter, one left out, one too many, or two swapped."""
    places = [index for index, letter in enumerate(text) if letter != " "]
    place = dice.choice(places)
    other = dice.choice([letter for letter in string.ascii_lowercase if letter != text[place]])
    swappable = place + 1 < len(text) and text[place + 1] not in (" ", text[place])
    kind = dice.choice(("replace", "omit", "insert", "swap" if swappable else "replace"))
    if kind == "replace":
        return text[:place] + other + text[place + 1 :]
    if kind == "omit":
        return text[:place] + text[place + 1 :]
    if kind == "insert":
        return text[:place] + other + text[place:]
    return text[:place] + text[place + 1] + text[place] + text[place + 2 :]


def explanations(reader: Reader, dice: random.Random) -> dict[str, Any]:
    """Random legal persons, then those with most hits; the first call of the process apart."""
    every = [row["enterprise"] for row in reader.rows("SELECT enterprise FROM score ORDER BY enterprise")]
    most = [
        row["enterprise"]
        for row in reader.rows(
            f"SELECT enterprise FROM score ORDER BY n_hits DESC, enterprise LIMIT {LOADED}"
        )
    ]
    chosen = dice.sample(every, min(RANDOM, len(every)))

    def time_of(number: int) -> float:
        return timed(lambda: explain(reader, format_number(number)))[0]

    first = time_of(chosen[0])
    some = [time_of(number) for number in chosen]
    many = [time_of(number) for number in most]
    return {
        "first": first, "random": summary(some), "many_hits": summary(many), "all": summary(some + many),
        "legal_persons": len(every),
    }  # fmt: skip


def searches(reader: Reader, dice: random.Random) -> dict[str, Any]:
    """Prefixes of names, and whole names with one typing error."""
    names = reader.rows(
        "SELECT entity, name FROM name WHERE entity < 2000000000 AND length(name) >= 8 "
        f"ORDER BY hash(entity) LIMIT {4 * NAMES}"
    )
    folded = [(row["entity"], fold(row["name"])) for row in names]
    folded = [(number, name) for number, name in folded if len(name.replace(" ", "")) >= PREFIX[1]][
        : 2 * NAMES
    ]
    half = len(folded) // 2
    first = timed(lambda: search(reader, folded[0][1], limit=LIMIT))[0]
    beginnings = [name[: dice.randint(*PREFIX)].strip() for _, name in folded[:half]]
    prefixes = [timed(partial(search, reader, text, limit=LIMIT))[0] for text in beginnings]
    typed, itself, same_name, missed = [], 0, 0, []
    for number, name in folded[half:]:
        text = mistyped(name, dice)
        spent, found = timed(partial(search, reader, text, limit=LIMIT))
        typed.append(spent)
        if number in {row.number for row in found}:
            itself += 1
        elif name in {fold(row.name) for row in found}:
            same_name += 1
        else:
            missed.append(text)
    return {
        "first": first, "prefix": summary(prefixes), "typo": summary(typed),
        "recall_itself": itself / len(typed), "recall_name": (itself + same_name) / len(typed),
        "missed": missed[:10],
    }  # fmt: skip


def main(data: Path, result: Path) -> None:
    dice = random.Random(20)
    opening, reader = timed(lambda: Reader(Store(data)))
    with reader:
        answer = {"open": opening, "explain": explanations(reader, dice), "search": searches(reader, dice)}
    result.write_text(json.dumps(answer, indent=1), "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
