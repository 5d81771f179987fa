"""VIES, a number at a time: what the service answers, a line each, without name and address."""

from __future__ import annotations

import json
from typing import Any

from knipperlicht.fetching.addresses import NotAllowed
from knipperlicht.fetching.asking import NotFetched
from knipperlicht.fetching.errand import Errand
from knipperlicht.fetching.settings import Vies

LIMIT = 2**16
KEPT = ("isValid", "valid", "requestDate", "userError", "vatNumber", "countryCode", "actionSucceed")


def fetch(errand: Errand, wanted: Vies) -> None:
    """Bring one file with the answers into the inbox; a number without an answer is left for another day."""
    if not wanted.numbers:
        raise NotAllowed("vies: say which numbers; nothing was asked.")
    lines = list[str]()
    try:
        errand.each(wanted.numbers, lambda number: lines.append(json.dumps(_answer(errand, wanted, number))))
    finally:
        if lines:
            path = errand.parts / "answers.jsonl"
            path.write_text("\n".join(lines) + "\n", "utf-8")
            errand.deliver(path, f"vies-{errand.client.clock.now():%Y-%m-%dT%H%M%S}.jsonl")
            errand.say(f"vies: {len(lines)} answers.")


def _answer(errand: Errand, wanted: Vies, number: str) -> dict[str, Any]:
    path = errand.parts / "answer.json"
    got = errand.client.get(wanted.address + number, path, limit=LIMIT, accept="application/json")
    try:
        given = json.loads(got.path.read_bytes()) if got.status == "new" else None
    except (ValueError, RecursionError):
        given = None
    finally:
        path.unlink(missing_ok=True)
    if not isinstance(given, dict) or given.get("vatNumber", number) != number:
        raise NotFetched("the answer is not about this number; has the service changed?")
    kept = {name: given[name] for name in KEPT if name in given}
    if errors := given.get("errorWrappers"):
        kept["errorWrappers"] = errors
    # An answer that is an error names neither the number nor the moment.
    return {"vatNumber": number, "requestDate": f"{errand.client.clock.now():%Y-%m-%dT%H:%M:%SZ}", **kept}
