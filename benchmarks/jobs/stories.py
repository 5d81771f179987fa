"""Hold the scores of a published snapshot against the ground truth of its synthetic register."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import Path

import duckdb

from knipperlicht.evaluation.stories import Scores, evaluate, markdown, read_truth
from knipperlicht.history.store import Store
from knipperlicht.warehouse.snapshot import current


def main(data: Path, truth: Path, result: Path) -> None:
    snapshot = current(Store(data))
    connection = duckdb.connect(str(snapshot.database), read_only=True)
    columns = connection.execute("SELECT enterprise, score, total::DOUBLE AS total FROM score").fetchnumpy()
    found = connection.execute(
        "SELECT indicator, enterprise FROM hit_points WHERE counts AND family <> 'bescherming' ORDER BY indicator"
    ).fetchnumpy()
    hits = {str(slug): found["enterprise"][found["indicator"] == slug] for slug in set(found["indicator"])}
    report = evaluate(Scores(**columns), read_truth(truth), hits=hits)
    manifest = snapshot.manifest
    answer = {
        "report": asdict(report), "markdown": markdown(report), "enterprises": manifest["counts"]["enterprise"],
        "as_of": manifest["as_of"], "scorecard": manifest["scorecard"],
    }  # fmt: skip
    result.write_text(json.dumps(answer, indent=1), "utf-8")
    print(markdown(report))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3]))
