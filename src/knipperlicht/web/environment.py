"""What an operator sets, read once from environment variables, all errors reported together."""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping
from datetime import time
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from knipperlicht.errors import KnipperlichtError

PREFIX = "KNIPPERLICHT_"
NIGHTLY = (
    "fetch", "build", "alerts", "tidy", "anchor", "case_terms", "policy_scope", "retention", "log_retention",
)  # fmt: skip
"""Jobs whose time of day an operator may set (`cases/jobs/nightly.py`)."""


class UnusableSettings(KnipperlichtError):
    """One or more environment variables cannot be used."""


class Environment(BaseModel):
    """Every variable `KNIPPERLICHT_<NAME>` that the site knows; docs/operations.md explains each."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    data: Path = Path("data")
    memory: str = "4GB"
    flags_only: bool = False
    worker_memory: Annotated[int, Field(ge=200, description="MB after which a web worker is replaced")] = 600
    schedule: Annotated[dict[str, time], Field(description="time of day per job, where not the usual")] = {}
    hosts: Annotated[list[str], Field(description="host names the site answers to")] = [
        "localhost",
        "127.0.0.1",
        "[::1]",
    ]
    https: bool = False
    proxy: bool = False
    secret_key: str = ""
    demo: bool = False
    language: str = "nl"
    tiles: str = ""
    scanner: Annotated[
        str, Field(description="malware: command:PROGRAM or clamd:SOCKET", pattern=r"^$|^(command|clamd):.+")
    ] = ""
    mail_url: str = ""
    mail_from: str = "knipperlicht@localhost"
    oidc_issuer: str = ""
    oidc_client_id: str = ""
    oidc_client_secret: str = ""
    oidc_name: str = "Overheidsaanmelding"
    oidc_scopes: list[str] = []
    oidc_national_number: str = "egovNRN"
    second_factor: Literal["roles", "everyone", "nobody"] = "roles"

    @field_validator("hosts", "oidc_scopes", mode="before")
    @classmethod
    def _split(cls, value: object) -> object:
        return (
            [part.strip() for part in value.split(",") if part.strip()] if isinstance(value, str) else value
        )

    @field_validator("schedule", mode="before")
    @classmethod
    def _times(cls, value: object) -> object:
        """`fetch=02:30, build=03:00`."""
        if not isinstance(value, str):
            return value
        parts = (part.partition("=") for part in value.replace(" ", "").split(",") if part)
        return {kind: at for kind, _, at in parts}

    @field_validator("schedule")
    @classmethod
    def _known(cls, value: dict[str, time]) -> dict[str, time]:
        if unknown := sorted(set(value) - set(NIGHTLY)):
            raise ValueError(f"unknown job {', '.join(unknown)}; known: {', '.join(NIGHTLY)}")
        return value

    @classmethod
    def read(cls, variables: Mapping[str, str]) -> Self:
        """From the process environment; raises UnusableSettings with one line per variable."""
        ours = {
            name.removeprefix(PREFIX).lower(): value
            for name, value in variables.items()
            if name.startswith(PREFIX)
        }
        try:
            return cls.model_validate(ours)
        except ValidationError as error:
            lines = [f"{PREFIX}{str(e['loc'][0]).upper()}: {e['msg']}" for e in error.errors()]
            raise UnusableSettings("These settings cannot be used: " + "; ".join(lines) + ".") from error


def secret_key(given: str, data: Path) -> str:
    """The given key, else one kept beside the data that only its owner can read."""
    if given:
        return given
    path = data / "secret_key"
    if not path.exists():
        data.mkdir(parents=True, exist_ok=True)
        try:
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            return path.read_text("utf-8").strip()
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(secrets.token_urlsafe(50))
    return path.read_text("utf-8").strip()
