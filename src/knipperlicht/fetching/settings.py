"""What an operator switched on: `fetching.yml` in the data directory. Keys stand in the environment only."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import yaml
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from knipperlicht.core.numbers import NumberKind, parse_official_number
from knipperlicht.errors import KnipperlichtError
from knipperlicht.fetching.body import Secret

FILE = "fetching.yml"
CONTACT, NBB_KEY = "KNIPPERLICHT_CONTACT", "KNIPPERLICHT_NBB_KEY"


def enterprise(text: str) -> str:
    """Ten digits of an enterprise number as people write it. Raises ValueError."""
    number = parse_official_number(text)
    if number.kind is not NumberKind.ENTERPRISE:
        raise ValueError(f"{text}: is the number of an establishment, asked is that of an enterprise.")
    return f"{number.value:010}"


Number = Annotated[str, AfterValidator(enterprise)]
Numbers = Annotated[list[Number], Field(max_length=2000)]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Vkbo(_Part):
    """Municipalities as the KBO spells them."""

    address: str = "https://geo.api.vlaanderen.be/VKBO/ogc/features/v1/collections/Vkbo/items"
    municipalities: list[str] = []
    page: int = Field(1000, ge=1, le=5000)


class Nbb(_Part):
    """`days`: how many past days' extracts are asked for; `numbers`: enterprises whose deposits are asked."""

    address: str = "https://ws.cbso.nbb.be"
    days: int = Field(0, ge=0, le=60)
    numbers: Numbers = []


class Staatsblad(_Part):
    """Enterprises whose list of publications is asked."""

    address: str = "https://www.ejustice.just.fgov.be/cgi_tsv/list.pl"
    numbers: Numbers = []


class Vies(_Part):
    """Enterprises whose VAT number is asked; a service for single questions, so few."""

    address: str = "https://ec.europa.eu/taxation_customs/vies/rest-api/ms/BE/vat/"
    numbers: Annotated[list[Number], Field(max_length=200)] = []


class Favv(_Part):
    """The Dutch list: of the others the column names are not known here."""

    address: str = "https://www.static.favv.be/bo-documents/inter_actieve_actoren_NL.csv"


class Settings(_Part):
    """A source that is not named is not fetched at night. `seconds_between`: two questions to one host."""

    contact: str = ""
    seconds_between: float = Field(1.0, ge=0.2)
    vkbo: Vkbo | None = None
    nbb: Nbb | None = None
    staatsblad: Staatsblad | None = None
    vies: Vies | None = None
    favv: Favv | None = None


class WrongSettings(KnipperlichtError):
    """fetching.yml cannot be followed; nothing was fetched."""


def read(root: Path) -> Settings:
    """The settings of a data directory; all of them off where there is no file. Raises WrongSettings with every fault."""
    path = root / FILE
    try:
        given = yaml.safe_load(path.read_text("utf-8")) if path.exists() else {}
        settings = Settings.model_validate(given or {})
    except ValidationError as error:
        faults = "; ".join(f"{'.'.join(map(str, one['loc']))}: {one['msg']}" for one in error.errors())
        raise WrongSettings(f"{path}: {faults}. Correct it; nothing was fetched.") from None
    except (yaml.YAMLError, UnicodeDecodeError, OSError):
        raise WrongSettings(f"{path}: is not readable YAML. Correct it; nothing was fetched.") from None
    contact = os.environ.get(CONTACT)
    return settings.model_copy(update={"contact": contact}) if contact else settings


def nbb_key() -> Secret:
    """The operator's key of the National Bank, from the environment. Raises WrongSettings without one."""
    value = os.environ.get(NBB_KEY, "")
    if not value:
        raise WrongSettings(f"The National Bank asks for a key: put yours in {NBB_KEY}, never in a file.")
    return Secret("NBB-CBSO-Subscription-Key", value)
