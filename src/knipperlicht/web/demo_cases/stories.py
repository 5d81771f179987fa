"""The integrity investigations of the demonstration: a path to each state. People, facts and companies are invented.

A story is a list of acts: working day after the start, step, what is recorded. All of it passes the guards like any other file.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from knipperlicht.web.demo_cases.days import Days

Data = Mapping[str, Any]
Act = tuple[int, str, Data]
Path = Callable[[Days, Data], list[Act]]
"""Days of the file and the person investigated -> its acts after the start."""

MAYOR_SIGNS = "Lieve Voorbeeld, burgemeester"
COLLEGE_SIGNS = "college van burgemeester en schepenen"
GROUND: Data = {
    "grounds": ["G2"],
    "facts": "Verzonnen: op drie dagen werden in de zaak verboden middelen verkocht, telkens vastgesteld door de politie.",
    "references": ["akte 3", "akte 4"],
    "offences": ["5"],
    "gravity": "Verkoop aan minderjarigen, drie keer in twee maanden.",
    "link": "De verkoop gebeurde aan de toonbank, tijdens de openingsuren, door wie de zaak uitbaat.",
    "benefit": "Naar schatting 4.000 euro in de periode van de vaststellingen.",
}
SUSPEND: Data = {
    "measure": "suspend",
    "months": 3,
    "lifting_conditions": "Camera aan de toonbank, en een lijst van wie er werkt.",
}


def _seen(who: Data, day: str, *, by: str, result: str, **more: Any) -> Data:
    return {"persons": [who], "by_whom": by, "data_from": day, "result": result, **more}


def fresh(days: Days, who: Data) -> list[Act]:
    """Just started."""
    return []


def inquiry(days: Days, who: Data) -> list[Act]:
    """Own services and open sources were consulted."""
    oldest = days.iso(0)
    return [
        (2, "inform", {"how": "brief tegen ontvangstbewijs"}),
        (3, "own_services", _seen(who, oldest, by="dienst vergunningen", databases=["vergunningen", "bevolking"],
                                  result="De aanvraag werd ingediend door iemand die niet in de zaak werkt.")),
        (4, "open_sources", _seen(who, oldest, by="dienst handhaving", databases=["KBO", "Belgisch Staatsblad"],
                                  result="De bestuurder wisselde twee keer in een jaar.")),
    ]  # fmt: skip


def queried(days: Days, who: Data) -> list[Act]:
    """The Central Register gave no hit."""
    return [
        *inquiry(days, who),
        (6, "register_query", {"persons": [who], "by_whom": "dienst handhaving", "result": "no_hit",
                               "motivation": "De vaststellingen van de politie wijzen op verkoop in de zaak."}),
    ]  # fmt: skip


def extended(days: Days, who: Data) -> list[Act]:
    """Thirty working days more."""
    return [
        *queried(days, who),
        (30, "extend", {"motivation": "Het advies van de DIOB past niet meer binnen vijftig werkdagen."}),
    ]


def clean(days: Days, who: Data) -> list[Act]:
    """Closed without a measure."""
    return [
        *queried(days, who),
        (22, "close", {"reason": "Niets wijst op een van de drie gronden.", "no_ground": True}),
    ]


def asked(days: Days, who: Data) -> list[Act]:
    """The advice of the DIOB was asked."""
    return [
        *queried(days, who),
        (8, "police_advice", _seen(who, days.iso(0), by="lokale politie", result="Drie vaststellingen van verkoop.")),
        (10, "request_advice", {
            "persons": [who], "inquiry": "Eigen diensten, open bronnen, advies van de lokale politie.", "register_result": "no_hit",
            "motivation": "Een schorsing lijkt aangewezen.", "received": days.iso(10),
        }),
    ]  # fmt: skip


def incomplete(days: Days, who: Data) -> list[Act]:
    """The DIOB misses something."""
    return [
        *asked(days, who),
        (13, "inadmissible", {"reason": "De kopie van het advies van de politie ontbreekt."}),
    ]


def rejected(days: Days, who: Data) -> list[Act]:
    """Still inadmissible after completion."""
    return [
        *incomplete(days, who),
        (16, "complete", {"added": "Kopie van het advies.", "received": days.iso(16)}),
        (19, "reject", {"reason": "Het bestuurlijk verslag ontbreekt nog."}),
    ]


def examined(days: Days, who: Data) -> list[Act]:
    """The DIOB prepares its advice."""
    return [*asked(days, who), (14, "admissible", {})]


def advised(days: Days, who: Data) -> list[Act]:
    """The advice came, in an extended term."""
    return [
        *examined(days, who),
        (25, "extend", {"motivation": "Hoorzitting en collegebeslissing passen niet meer binnen vijftig werkdagen."}),
        (38, "advice", {"advised": "suspend", "summary": "Ernstig aantoonbaar risico op verkoop in de zaak."}),
    ]  # fmt: skip


def proposed(days: Days, who: Data) -> list[Act]:
    """The mayor proposes a suspension."""
    return [*advised(days, who), (42, "propose", {**SUSPEND, **GROUND})]


def invited(days: Days, who: Data) -> list[Act]:
    """A hearing is planned."""
    invitation = {"hearing_on": days.iso(60), "place": "stadhuis, 14 uur", "how": "registered"}
    return [*proposed(days, who), (44, "invite", invitation)]


def heard(days: Days, who: Data) -> list[Act]:
    """The person was heard."""
    said = {
        "form": "oral",
        "present": ["de uitbater, met een advocaat"],
        "statement": "Wie verkocht, werkt er niet meer.",
    }
    return [*invited(days, who), (60, "hearing", said)]


def absent(days: Days, who: Data) -> list[Act]:
    """Nobody came to the hearing."""
    return [
        *invited(days, who),
        (61, "no_show", {"served_on": days.iso(46), "proof": "zending 0000 0001"}),
    ]


def decided(days: Days, who: Data) -> list[Act]:
    """The college suspends the permit."""
    motivation = (
        "Het risico weegt zwaarder dan het belang van de uitbater; een lichtere maatregel volstaat niet."
    )
    return [*heard(days, who), (66, "decide", {**SUSPEND, **GROUND, "motivation": motivation})]


def served(days: Days, who: Data) -> list[Act]:
    """The decision was sent."""
    return [
        *decided(days, who),
        (67, "notify", {"how": "registered", "annexed": True}),
        (68, "register_decision", {"how": "elektronisch formulier, nr. 0000"}),
        (68, "inform_judiciary", {"how": "per brief"}),
    ]


def standing_still(days: Days, who: Data) -> list[Act]:
    """Fifteen days of standstill run."""
    proof = {"dispatched": days.iso(67), "received": days.iso(69), "proof": "zending 0000 0002"}
    return [*served(days, who), (69, "proof", proof)]


def claimed(days: Days, who: Data) -> list[Act]:
    """Suspension was asked in time, the college was warned in time."""
    claim = {
        "claimant": str(who["name"]),
        "filed": days.iso(74),
        "warned": days.iso(75),
        "docket": "A. 000.000",
    }
    return [*standing_still(days, who), (75, "udn", claim)]


def executed(days: Days, who: Data) -> list[Act]:
    """The suspension is in effect."""
    return [
        *standing_still(days, who),
        (82, "execute", {"how": "De uitbater gaf de vergunning terug aan de balie."}),
    ]


def reviewed(days: Days, who: Data) -> list[Act]:
    """New elements are looked at."""
    asked_for = {"by": "request", "requester": str(who["name"]), "elements": "De verkoper werd ontslagen."}
    return [*executed(days, who), (86, "review", asked_for)]


def lifted(days: Days, who: Data) -> list[Act]:
    """The conditions are met."""
    return [
        *executed(days, who),
        (100, "lift", {"met": "De camera hangt er, de lijst van medewerkers is er."}),
    ]


@dataclass(frozen=True, kw_only=True)
class Story:
    """A path, how many working days ago it began, and the state it ends in."""

    path: Path
    ago: int
    state: str


STORIES = (
    Story(path=fresh, ago=2, state="started"),
    Story(path=inquiry, ago=9, state="own_inquiry"),
    Story(path=queried, ago=45, state="own_inquiry"),
    Story(path=extended, ago=44, state="extended"),
    Story(path=clean, ago=30, state="closed_no_measure"),
    Story(path=asked, ago=12, state="diob_submitted"),
    Story(path=incomplete, ago=15, state="diob_incomplete"),
    Story(path=rejected, ago=22, state="diob_rejected"),
    Story(path=examined, ago=33, state="diob_running"),
    Story(path=advised, ago=40, state="diob_advice"),
    Story(path=proposed, ago=43, state="proposal"),
    Story(path=invited, ago=55, state="hearing_invited"),
    Story(path=heard, ago=63, state="hearing_done"),
    Story(path=absent, ago=64, state="no_show"),
    Story(path=decided, ago=66, state="college_decision"),
    Story(path=served, ago=69, state="notified"),
    Story(path=standing_still, ago=74, state="standstill"),
    Story(path=claimed, ago=78, state="udn_hold"),
    Story(path=executed, ago=90, state="in_effect"),
    Story(path=reviewed, ago=92, state="review_12"),
    Story(path=lifted, ago=110, state="ended"),
)
