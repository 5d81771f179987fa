"""The state of the synthetic register at one moment: plain arrays, one value an entity, in number order.

Rows are only ever added at the end (later entities get higher numbers); an entity that leaves is marked gone.
Days count from 1970-01-01. Activities are positions on the NACE lists (see nace.py), 0 activities = none.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from .geography import Geography
from .hashing import Bools, Ints

Small = NDArray[np.int16]


@dataclass
class Rows:
    """Arrays of equal length that grow together."""

    def append(self, more: Any) -> None:
        """Put the rows of another instance of the same class behind these."""
        for item in fields(self):
            setattr(self, item.name, np.concatenate([getattr(self, item.name), getattr(more, item.name)]))

    @classmethod
    def none(cls) -> Self:
        """No rows yet."""
        return cls(**{item.name: np.zeros(0, dtype=np.int64) for item in fields(cls)})

    def __len__(self) -> int:
        return len(getattr(self, fields(self)[0].name))


@dataclass
class Enterprises(Rows):
    """One row an enterprise; `kind` 1 natural person, 2 legal person; `form` a position in forms.CODES."""

    number: Ints
    kind: NDArray[np.int8]
    form: Small
    situation: Small  # position in forms.SITUATION_CODES
    start: NDArray[np.int32]
    gone: Bools
    scripted: Bools  # follows a script: ordinary changes leave it alone
    place: NDArray[np.int32]
    building: Ints  # seat; meaningless for natural persons
    box: Small
    struck: NDArray[np.int32]  # day the seat was struck off, 0 = not
    name: Ints
    spoken: NDArray[
        np.int8
    ]  # language of the first place: 1 French, 2 Dutch, 0 both; names keep it after a move
    main: Small  # VAT activities: position on the FIVE list, how many, step
    count: Small
    stride: Small
    employer: Bools
    versions: NDArray[np.uint8]  # bits nace.V2003, V2008, V2025
    tel: Ints  # contact keys, 0 = none; equal keys give equal text
    mail: Ints
    web: Ints


@dataclass
class Establishments(Rows):
    """One row an establishment; `parent` is its enterprise's position; activities are on the ALL list."""

    number: Ints
    parent: NDArray[np.int32]
    start: NDArray[np.int32]
    gone: Bools
    building: Ints
    box: Small
    name: Ints  # 0 = no trade name
    spoken: NDArray[np.int8]
    main: Small
    count: Small
    stride: Small
    employer: Bools
    versions: NDArray[np.uint8]
    tel: Ints
    mail: Ints
    web: Ints


@dataclass
class Branches(Rows):
    """One row a Belgian branch of a foreign enterprise."""

    number: Ints
    parent: NDArray[np.int32]
    start: NDArray[np.int32]
    gone: Bools
    building: Ints
    box: Small
    name: Ints


@dataclass
class World:
    """The whole register, with what is needed to write it and to move it on."""

    seed: int
    geo: Geography
    size: int  # enterprises at the first extract
    enterprises: Enterprises
    establishments: Establishments
    branches: Branches
    fixed_names: dict[int, str] = field(default_factory=dict)  # enterprise position -> name given by a script
    fixed_shops: dict[int, str] = field(
        default_factory=dict
    )  # establishment position -> trade name by a script

    def present(self) -> Bools:
        """Which enterprises are in the register."""
        return ~self.enterprises.gone

    def present_establishments(self) -> Bools:
        """Which establishments are in the register: open, with an enterprise that is still there."""
        return ~(self.establishments.gone | self.enterprises.gone[self.establishments.parent])

    def present_branches(self) -> Bools:
        """Which branches are in the register."""
        return ~(self.branches.gone | self.enterprises.gone[self.branches.parent])
