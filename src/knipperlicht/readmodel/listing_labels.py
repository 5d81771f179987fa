"""Labels of register codes for people, from the newest code list that the extracts brought (Dutch and French)."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import pyarrow.parquet as pq

from knipperlicht.core.clock import Language
from knipperlicht.readmodel.reader import Reader


def form_labels(reader: Reader, language: Language) -> dict[str, str]:
    """JuridicalForm code -> label; empty when no extract brought a code list. English gets the Dutch labels."""
    return _labels(reader, "JuridicalForm", language)


def sector_labels(reader: Reader, language: Language) -> dict[str, str]:
    """NACE 2025 code (2 to 5 digits) -> label; empty when no extract brought a code list."""
    return _labels(reader, "Nace2025", language)


def _labels(reader: Reader, category: str, language: Language) -> dict[str, str]:
    layers = reader.snapshot.folder.parent.parent / "history" / "layers"
    files = sorted(layers.glob("*/code.parquet"))
    return _read(files[-1], category, "FR" if language == "fr" else "NL") if files else {}


@lru_cache(maxsize=16)
def _read(file: Path, category: str, language: str) -> dict[str, str]:
    wanted = [("category", "=", category), ("language", "=", language)]
    rows = pq.read_table(file, columns=["code", "description"], filters=wanted).to_pylist()
    return {row["code"]: row["description"] for row in rows}
