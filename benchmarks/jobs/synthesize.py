"""Write a synthetic register, or one more daily update to it."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from knipperlicht.synthetic import synthesize, synthesize_daily_update


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--enterprises", type=int)
    parser.add_argument("--months", type=int, default=0)
    parser.add_argument("--territory", default="belgium")
    parser.add_argument("--series", type=Path)
    parser.add_argument("--changed", type=int)
    chosen = parser.parse_args()
    if chosen.series is not None:
        update = synthesize_daily_update(series=chosen.series, changed=chosen.changed, out=chosen.out)
        (chosen.out / "daily.json").write_text(
            json.dumps({"file": update.extract.name, "changed": update.changed, "rows": update.rows}), "utf-8"
        )
        return
    synthesize(
        enterprises=chosen.enterprises, months=chosen.months, seed=1, out=chosen.out, territory=chosen.territory,
        progress=lambda what, done, total: print(f"{done}/{total} {what}", flush=True),
    )  # fmt: skip


if __name__ == "__main__":
    main()
