"""What other capabilities hang onto acts: facts that guards ask, and what happens in the same transaction."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from knipperlicht.cases.casefiles.models import ActRow, CaseFile
    from knipperlicht.cases.organisations.service import Actor

Facts = Callable[["CaseFile", date], Mapping[str, Any]]
"""Facts for `Around.facts` about a file (not yet saved when it is being opened), as they are on a day."""
After = Callable[["CaseFile", "ActRow", "Actor | None"], None]


@dataclass
class Hooks:
    """By name of the capability: `facts` and `after`.

    `documents` gives the codes of finalised and received documents of a file; `meetings` the next college meeting of an organisation
    from a day on.
    """

    facts: dict[str, Facts] = field(default_factory=dict)
    after: dict[str, After] = field(default_factory=dict)
    documents: Callable[[CaseFile], frozenset[str]] = lambda file: frozenset()
    meetings: Callable[[int, date], date | None] = lambda organisation, day: None


hooks = Hooks()
