"""A source's card: what it is, under which licence, how often it comes, and what it holds and lacks."""

from __future__ import annotations

from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from knipperlicht.core.clock import Language
from knipperlicht.errors import KnipperlichtError


class Texts(BaseModel):
    """One text in each language; one that is missing or empty is an error."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    nl: str = Field(min_length=1)
    fr: str = Field(min_length=1)
    en: str = Field(min_length=1)

    def __getitem__(self, language: Language) -> str:
        return str(getattr(self, language))


class Card(BaseModel):
    """card.yml; an unknown key is an error. `entitled`: only for users whose legal task gives them access."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    name: str
    title: Texts
    publisher: Texts
    register_name: str
    address: str
    licence: Texts
    format: str
    rhythm: Texts
    stale_after_days: int
    holds: list[Texts]
    lacks: list[Texts]
    entitled: bool = False

    @field_validator("publisher", mode="before")
    @classmethod
    def _one_name(cls, value: object) -> object:
        """A proper name is the same in all languages and is written once."""
        return {"nl": value, "fr": value, "en": value} if isinstance(value, str) else value


class RecordAssertions(BaseModel):
    """What must hold before a file is believed: at least `minimum` accepted rows, at most this share rejected."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    minimum: int = 1
    rejected_at_most: float = Field(0.02, ge=0, le=1)
    shrink_at_most: float | None = Field(None, ge=0, le=1)


class RecordCard(Card):
    """Card of a source that comes as records or lists (see `records`)."""

    assertions: RecordAssertions = RecordAssertions()


def record_card(folder: Path) -> RecordCard:
    """The card in `folder`. Raises KnipperlichtError with every problem in it."""
    path = folder / "card.yml"
    try:
        return RecordCard.model_validate(yaml.safe_load(path.read_text("utf-8")))
    except ValidationError as error:
        raise KnipperlichtError(f"{path}: {error}") from error
