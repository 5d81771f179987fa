"""Two small series, made once: a province with stories over a year, and the country without."""

from __future__ import annotations

from pathlib import Path

import pytest

from knipperlicht.synthetic import SynthesisResult, synthesize


@pytest.fixture(scope="session")
def province(tmp_path_factory: pytest.TempPathFactory) -> SynthesisResult:
    out = tmp_path_factory.mktemp("province")
    return synthesize(enterprises=20_000, months=12, seed=7, out=out, final_full=True)


@pytest.fixture(scope="session")
def country(tmp_path_factory: pytest.TempPathFactory) -> SynthesisResult:
    out = tmp_path_factory.mktemp("country")
    return synthesize(enterprises=30_000, months=1, seed=3, out=out, stories=False, territory="belgium")


@pytest.fixture(scope="session")
def first(province: SynthesisResult) -> Path:
    return province.extracts[0]
