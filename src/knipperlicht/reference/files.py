"""Read the data files that ship inside this package; one that contradicts itself raises."""

from __future__ import annotations

import csv
from importlib.resources import files
from typing import Any

import yaml
from pydantic import BaseModel, ConfigDict


class ReferenceFileError(ValueError):
    """A reference file that contradicts itself. Carries `file` and `reason`."""

    def __init__(self, *, file: str, reason: str) -> None:
        self.file = file
        self.reason = reason
        super().__init__(f"Reference file {file}: {reason}.")


class Strict(BaseModel):
    """Base of every entry in a reference file: frozen, and an unknown key is an error."""

    model_config = ConfigDict(extra="forbid", frozen=True)


def read_csv(name: str) -> list[dict[str, str]]:
    """Rows of a CSV file in this package, as text by column name."""
    text = (files(__package__) / name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


def read_yaml(name: str) -> Any:
    """The content of a YAML file in this package, not yet validated."""
    return yaml.safe_load((files(__package__) / name).read_text(encoding="utf-8"))
