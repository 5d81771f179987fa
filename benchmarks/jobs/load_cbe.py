"""The peer: `cbe` (PyPI) loads a full extract into SQLite. Exit 3: cbe is not installed; 1: cbe stopped.

With `without-key` cbe gets, through its own `schema_path`, its schema without the key of `denomination`: the
register has rows that are twice the same there, and with the key cbe stops at the first.
"""

from __future__ import annotations

import re
import sys
from importlib.resources import files
from pathlib import Path

KEY = re.compile(r",\s*PRIMARY KEY \(EntityNumber, Language, TypeOfDenomination, Denomination\)")


def main(archive: Path, folder: Path, variant: str) -> int:
    try:
        import cbe
    except ImportError:
        print("cbe is not installed")
        return 3
    folder.mkdir(parents=True, exist_ok=True)
    schema = None
    if variant == "without-key":
        text, found = KEY.subn("", files("cbe").joinpath("schema.sql").read_text("utf-8"))
        if not found:
            print("cbe has another schema than version 0.1.8: the key of denomination was not found")
            return 1
        changed = folder / "schema.sql"
        changed.write_text(text, "utf-8")
        schema = str(changed)
    try:
        opened = cbe.CBEOpenData(str(archive), db_path=str(folder / "cbe.sqlite"), schema_path=schema)
        opened.db_conn.commit()
        opened.db_conn.close()
        opened.db_conn = None
    except Exception as error:
        print(f"{type(error).__name__}: {error}")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]))
