"""The ground truth file: which enterprises are part of a planted story or an innocent look-alike."""

from __future__ import annotations

import csv
from pathlib import Path

from .registers import World
from .script import Script

COLUMNS = ("enterprise_number", "story", "role", "instance", "first_month")


def write_truth(world: World, script: Script, path: Path) -> Path:
    """Write ground_truth.csv: number as in the extracts, story, role, instance and first month, by number."""
    rows = []
    for truth in script.truths:
        if truth.company.position >= 0:
            digits = f"{int(world.enterprises.number[truth.company.position]):010}"
            number = f"{digits[:4]}.{digits[4:7]}.{digits[7:]}"
            rows.append((number, truth.story, truth.role, truth.instance, truth.first_month))
    with path.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.writer(handle, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows(sorted(set(rows)))
    return path
