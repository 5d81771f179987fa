"""Apache Spark on this machine only: no network, no user interface, few threads."""

from __future__ import annotations

import shutil
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.spark.both_engines import Register, make_register

SETTINGS = {
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.log.level": "ERROR",
    "spark.driver.host": "127.0.0.1",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.driver.memory": "2g",
    "spark.default.parallelism": "1",
    "spark.sql.shuffle.partitions": "1",
    "spark.sql.adaptive.enabled": "false",
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.catalogImplementation": "in-memory",
}


@pytest.fixture(scope="session")
def register(tmp_path_factory: pytest.TempPathFactory) -> Register:
    """A small synthetic register with planted stories and four months of history."""
    return make_register(tmp_path_factory.mktemp("register"))


@pytest.fixture(scope="session")
def spark(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """A Spark session with two threads; skips with the reason where Spark or Java is missing."""
    pyspark = pytest.importorskip("pyspark.sql", reason="pyspark is not installed here: make spark-test")
    if shutil.which("java") is None:
        pytest.skip("Java 17 or later is missing. On Debian, as root: apt-get install default-jre-headless")
    folder: Path = tmp_path_factory.mktemp("spark")
    settings = SETTINGS | {
        "spark.sql.warehouse.dir": str(folder / "warehouse"),
        "spark.local.dir": str(folder),
    }
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        session = pyspark.SparkSession.builder.master("local[2]").config(map=settings).getOrCreate()
        yield session
        session.stop()
