"""Measures of the mayor in the demonstration: one that waits for the college, one in effect, one that lapsed, a place ban."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from knipperlicht.web.demo_cases.days import Days

Data = Mapping[str, Any]
Path = Callable[[Days, Data], list[tuple[int, str, Data]]]

FACTS: Data = {
    "facts": "Verzonnen: op twee avonden werd in de zaak verkoop van verboden middelen vastgesteld.",
    "source": "politieverslag 1/verzonnen, PZ VLAS",
}
INDICATIONS: Data = {"indications": "Verzonnen: twee vaststellingen van verkoop aan de toonbank."}


def _heard(who: Data, days: Days, *, invited: int, hearing: int) -> list[tuple[int, str, Data]]:
    return [
        (1, "consult", {"consulted": "parket, dienst bestuurlijke handhaving", "outcome": "Geen bezwaar tegen een sluiting."}),
        (invited, "invite", {"hearing_on": days.iso(hearing), "sent_by": "receipt", "proof": "ontvangstbewijs 1", "invited": [who]}),
        (hearing, "heard", {"heard_as": "spoken", "present": [who], "defence": "De uitbater zegt dat hij van niets wist."}),
    ]  # fmt: skip


def _closed(days: Days, *, on: int, last: int, meeting: str) -> tuple[int, str, Data]:
    motivation = "Twee vaststellingen in een maand; een waarschuwing hielp niet."
    return (on, "decide", {"motivation": motivation, "from_day": days.iso(on), "until_day": days.iso(last), "meeting": meeting})  # fmt: skip


def signalled(days: Days, who: Data) -> list[tuple[int, str, Data]]:
    """Facts are recorded, nobody was heard yet."""
    return []


def to_confirm(days: Days, who: Data) -> list[tuple[int, str, Data]]:
    """Decided; the next college has to confirm it. The day of that meeting is filled in by the player."""
    return [*_heard(who, days, invited=1, hearing=8), _closed(days, on=10, last=60, meeting="next")]


def in_effect(days: Days, who: Data) -> list[tuple[int, str, Data]]:
    """Confirmed in time."""
    return [
        *_heard(who, days, invited=1, hearing=8),
        _closed(days, on=10, last=110, meeting=days.iso(13)),
        (10, "notify", {"sent_by": "receipt", "proof": "ontvangstbewijs 2"}),
        (13, "confirm", {"minutes": "notulen 2/verzonnen"}),
    ]


def lapsed(days: Days, who: Data) -> list[tuple[int, str, Data]]:
    """No meeting confirmed it: the law itself ends it the day after."""
    return [
        *_heard(who, days, invited=1, hearing=8),
        _closed(days, on=10, last=60, meeting=days.iso(13)),
    ]


@dataclass(frozen=True, kw_only=True)
class Measure:
    """A file of a measure: its procedure, what is fixed of it, its path, and the state it comes to."""

    path: Path
    ago: int
    state: str
    about: Data = field(default_factory=lambda: {"basis": "9bis", "public_place": True})


MEASURES = (
    Measure(path=signalled, ago=1, state="signalled"),
    Measure(path=to_confirm, ago=11, state="decided"),
    Measure(path=in_effect, ago=40, state="in_effect"),
    Measure(path=lapsed, ago=30, state="lapsed"),
)
