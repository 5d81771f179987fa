"""The files of the score history and what was recorded last; the columns stand in `score_history.py`."""

from __future__ import annotations

from pathlib import Path

from knipperlicht.warehouse.snapshot import Snapshot, quoted

FOLDER = "score_history"


def folder_of(snapshot: Snapshot) -> Path:
    """The history that belongs to the data directory of a snapshot."""
    return snapshot.folder.parent.parent / FOLDER


def files_in(folder: Path) -> list[Path]:
    """Complete files, in the order they were recorded."""
    return sorted(folder.glob("*_*.parquet"))


def latest_sql(files: list[Path]) -> str:
    """The last recorded state per enterprise: enterprise, score, band, hits."""
    if not files:
        return "SELECT 0::BIGINT AS enterprise, NULL::DOUBLE AS score, '' AS band, '' AS hits WHERE false"
    changes = files_sql(files[1:])
    return (
        f"SELECT enterprise, score, band, hits FROM {files_sql(files[:1])} b "
        f"WHERE NOT EXISTS (SELECT 1 FROM {changes} c WHERE c.enterprise = b.enterprise) "
        f"UNION ALL SELECT enterprise, last.score, last.band, last.hits FROM (SELECT enterprise, "
        f"max_by({{'score': score, 'band': band, 'hits': hits}}, seq) AS last FROM {changes} GROUP BY enterprise)"
    )


def files_sql(files: list[Path]) -> str:
    """A relation over some files, with the columns of the module docstring."""
    if not files:
        return (
            "(SELECT 0 AS seq, DATE '1970-01-01' AS day, 0::BIGINT AS enterprise, NULL::DOUBLE AS score, '' AS band, "
            "'' AS hits, NULL::DOUBLE AS score_before, '' AS band_before, '' AS hits_before, '' AS scorecard, '' AS code, '' AS snapshot, '' AS cause WHERE false)"
        )
    return f"read_parquet([{', '.join(quoted(file) for file in files)}])"
