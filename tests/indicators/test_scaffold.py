"""A new indicator starts as three files that work; a bad request writes nothing."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from knipperlicht.indicators import scaffold as module
from knipperlicht.indicators.framework import Indicator
from knipperlicht.indicators.registry import indicators
from knipperlicht.indicators.scaffold import CannotScaffold, scaffold
from tests.indicators import harness
from tests.indicators.pages import demonstration, sections
from tests.indicators.test_pages import SECTIONS, settings_table

SLUG = "nieuw_signaal"


def indicator_of(path: Path) -> Indicator:
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec and spec.loader
    loaded = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(loaded)
    found: Indicator = loaded.INDICATOR
    return found


def files(tree: Path) -> list[Path]:
    return [path for path in tree.rglob("*") if path.is_file()]


def test_the_module_imports_and_its_cases_and_page_hold(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    code, cases, page = scaffold(slug=SLUG, family="activiteit", tree=tmp_path)
    indicator = indicator_of(code)
    assert (indicator.slug, indicator.family) == (SLUG, "activiteit")
    assert (code.parent / "__init__.py").exists()
    found = sections(page.read_text("utf-8"))
    assert list(found) == SECTIONS
    assert settings_table(found["Settings"]) == {
        "at_least": str(indicator.settings().model_dump()["at_least"])
    }
    monkeypatch.setattr(harness, "indicators", lambda: {SLUG: indicator})
    for data in (yaml.safe_load(cases.read_text("utf-8")), demonstration(found["Demonstration"])):
        assert data["indicator"] == SLUG
        assert not harness.mistakes(data, harness.outcomes_of(data))


def test_the_sentences_take_the_facts_and_settings(tmp_path: Path) -> None:
    indicator = indicator_of(scaffold(slug=SLUG, family="lokaal", tree=tmp_path)[0])
    for texts in indicator.texts.values():
        assert "{" not in texts.fact.format(codes=3) + texts.threshold.format(
            **indicator.settings().model_dump()
        )


@pytest.mark.parametrize(
    "slug", ["Nieuw", "nieuw-signaal", "../nieuw", "_nieuw", "nieuw__signaal", "1nieuw", ""]
)
def test_a_bad_slug_is_refused(slug: str, tmp_path: Path) -> None:
    with pytest.raises(CannotScaffold, match="is not a slug"):
        scaffold(slug=slug, family="adres", tree=tmp_path)
    assert not files(tmp_path)


def test_an_unknown_family_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CannotScaffold, match="is not a family; choose one of levensloop"):
        scaffold(slug=SLUG, family="adressen", tree=tmp_path)
    assert not files(tmp_path)


def test_an_existing_slug_is_refused_in_every_family(tmp_path: Path) -> None:
    scaffold(slug=SLUG, family="adres", tree=tmp_path)
    before = {path: path.read_bytes() for path in files(tmp_path)}
    for family in ("adres", "netwerk"):
        with pytest.raises(CannotScaffold, match="exists already"):
            scaffold(slug=SLUG, family=family, tree=tmp_path)
    assert {path: path.read_bytes() for path in files(tmp_path)} == before


def test_the_command_says_one_sentence_and_ends_with_two() -> None:
    taken = next(iter(indicators()))
    for arguments in (["--slug", taken, "--family", "adres"], ["--slug", "Fout!", "--family", "adres"]):
        run = subprocess.run(
            [sys.executable, "-m", module.__name__, *arguments], capture_output=True, text=True, check=False
        )
        assert run.returncode == 2
        assert run.stdout == ""
        assert len(run.stderr.strip().splitlines()) == 1 and run.stderr.strip().endswith(".")
