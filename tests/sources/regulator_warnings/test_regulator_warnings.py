"""Warnings of regulators: who is meant must be certain."""

from __future__ import annotations

from pathlib import Path

from knipperlicht.core.text import fold
from knipperlicht.sources.regulator_warnings import HEADER, NO_NUMBER, SOURCE
from tests.sources.sheet_files import invented, read, sheet

LINK = "https://example.org/1"


def test_name_and_site_are_kept_as_keys(tmp_path: Path) -> None:
    row = f"FSMA,,Café de l'Œuvre,https://www.Oeuvre.example/,02-04-2026,warning,{LINK}"
    [found], _ = read(SOURCE, sheet(tmp_path, HEADER, row))
    assert found["enterprise"] == NO_NUMBER
    assert (found["name_key"], found["site_key"]) == (fold("cafe de l oeuvre"), "oeuvre.example")


def test_without_a_number_a_name_alone_is_refused(tmp_path: Path) -> None:
    rows, refused = read(SOURCE, sheet(tmp_path, HEADER, f"FSMA,,Voorbeeld,,02-04-2026,warning,{LINK}"))
    assert rows == []
    assert "name and site are both needed" in refused[0].reason


def test_kind_and_link_are_checked(tmp_path: Path) -> None:
    number = invented(1)
    _, refused = read(
        SOURCE,
        sheet(
            tmp_path,
            HEADER,
            f"FSMA,{number},Voorbeeld,,02-04-2026,rumour,{LINK}",
            f"FSMA,{number},Voorbeeld,,02-04-2026,warning,see the paper",
        ),
    )
    assert "kind is “rumour”" in refused[0].reason
    assert "link is no address" in refused[1].reason
