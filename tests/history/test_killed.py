"""Ingest, SIGKILL at any moment, ingest again: the same history, and never half of it in between."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from pathlib import Path

import pytest

from knipperlicht.history.ingest import ingest
from knipperlicht.history.store import Store

from .register_files import Tables, enterprise, establishment, firm, full, history, name, seat, update

ROOT = Path(__file__).parents[2]
FIRMS = [enterprise(n) for n in range(20)]
REGISTER: Tables = {
    "enterprise": [firm(n) for n in FIRMS],
    "establishment": [(establishment(1), firm(1)[-1], FIRMS[0])],
    "address": [seat(n, "Kerkstraat") for n in FIRMS],
    "denomination": [name(n, "Naam") for n in FIRMS],
}


def _told(store: Store) -> str:
    return hashlib.sha256(repr(history(store)).encode()).hexdigest()


@pytest.mark.parametrize(
    ("case", "every"), [("update", "4"), ("full", "11"), ("late update", "13"), ("update", "clock")], ids=str
)
def test_killed_at_any_act_on_the_disk_history_is_the_old_or_the_new_one(
    case: str, every: str, tmp_path: Path
) -> None:
    template = Store(tmp_path / "template")
    move = update(tmp_path, 141, {"address": FIRMS[:3]}, {"address": [seat(n, "Markt") for n in FIRMS[:3]]})
    leave = update(tmp_path, 142, {"enterprise": FIRMS[:2]}, {})
    ingest(template, [full(tmp_path, 140, REGISTER)] if case != "full" else [])
    if case == "late update":
        ingest(template, [leave])
    file = full(tmp_path, 143, REGISTER) if case == "full" else move
    unharmed = Store(tmp_path / "unharmed")
    ingest(
        unharmed,
        [full(tmp_path, 140, REGISTER), leave, move][: {"update": 1, "full": 0, "late update": 2}[case]],
    )
    template.root.mkdir(exist_ok=True)
    old = _told(template)
    ingest(unharmed, [file])
    new = _told(unharmed)

    out = tmp_path / "rounds.json"
    command = [sys.executable, "-m", "tests.history.killing", str(template.root), str(file), every, str(out)]
    subprocess.run(command, check=True, timeout=300, cwd=ROOT)
    rounds = json.loads(out.read_text("utf-8"))

    assert len(rounds) >= 5
    assert old != new and {r["after_kill"] for r in rounds} <= {old, new}
    assert {r["after"] for r in rounds} == {new}
    assert not any(r["left_over"] for r in rounds)
