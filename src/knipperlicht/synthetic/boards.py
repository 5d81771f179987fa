"""Who sits on the board of which legal person, from when to when: drawn for most, told by a script for planted ones.

Small companies have one or two directors, larger forms more; a third of the seats changed hands once. One company in
twelve is run by another company with a permanent representative, mostly a management company that runs this one only.
A bankrupt company has a trustee, one in liquidation a liquidator. People are name keys; some direct two or three companies.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from .chronicle import GONE, Chronicle
from .forms import CODES, FORM_AT, SITUATION_AT
from .hashing import Ints, chance, draw, identity, pick
from .registers import World
from .script import Company, Script, Term
from .sectors import positions

Boards = dict[int, list[Term]]
"""Position of a legal person -> its mandates, the oldest first."""
SEATS = {
    "014": (2, 4),
    "027": (3, 5),
    "017": (3, 5),
    "026": (3, 4),
    "125": (3, 5),
    "706": (2, 4),
    "008": (2, 4),
}
WITHOUT = ("070", "702", "721", "128", "124", "411", "412", "413", "414", "418")
"""Forms whose organs the register does not list, or not in this way."""
_MOST = 5
SEVERAL, _TOGETHER = 0.25, 4
"""Share of companies whose first director may have others too: those among so many neighbours."""
_OFFICERS = {"050": "trustee", "012": "liquidator", "013": "liquidator"}


def boards(world: World, script: Script, chronicle: Chronicle, *, last: int) -> Boards:
    """The boards of all legal persons that have one, as known on the day `last`."""
    planned = {company.position: terms for company, terms in script.boards.items()}
    rows = world.enterprises
    without = [FORM_AT[code] for code in WITHOUT]
    told = np.isin(np.arange(len(rows)), list(planned))
    own = np.flatnonzero((rows.kind == 2) & (told | ~np.isin(rows.form, without)))
    found: Boards = {}
    for at, terms in _drawn(world, own, last):
        found[at] = [term for term in planned.get(at, terms) if term.since <= last]
    for event in chronicle.events:
        if event.at not in found:
            continue
        if event.what == "situation":
            _officer(world, found[event.at], event.at, event.day, event.after)
        if event.what == GONE:
            found[event.at] = [_ended(term, event.day) for term in found[event.at] if term.since <= event.day]
    return found


def _ended(term: Term, when: int) -> Term:
    return term if term.until and term.until <= when else term.until_day(when)


def _officer(world: World, terms: list[Term], at: int, when: int, situation: int) -> None:
    code = next((code for code in _OFFICERS if SITUATION_AT[code] == situation), None)
    if code is not None:
        who = int(identity(world.seed, "officer", of=np.array([at]))[0])
        terms.append(Term(_OFFICERS[code], who, when))


def _drawn(world: World, own: Ints, last: int) -> Iterator[tuple[int, list[Term]]]:
    seed, rows = world.seed, world.enterprises
    counts = _seats(world, own)
    start = rows.start[own].astype(np.int64)
    life = np.maximum(last - start, 1)
    came = [np.where(chance(seed, "came later", nth, of=own, rate=0.33),
                     start + 60 + (life * draw(seed, "came", nth, of=own) ** 0.8).astype(np.int64), start)
            for nth in range(_MOST)]  # fmt: skip
    who = [identity(seed, "director", nth, of=own) for nth in range(_MOST)]
    several = chance(seed, "several companies", of=own, rate=SEVERAL) & ~rows.scripted[own]
    who[0] = np.where(several, identity(seed, "of several", of=np.arange(len(own)) // _TOGETHER), who[0])
    before = [identity(seed, "director before", nth, of=own) for nth in range(_MOST)]
    firms = _firms(world, own)
    for place, at in enumerate(own.tolist()):
        begun, firm = int(start[place]), int(firms[place])
        terms = []
        for nth in range(int(counts[place])):
            since = int(came[nth][place])
            if since != begun and since < last:
                terms.append(Term("director", int(before[nth][place]), begun, since))
            else:
                since = begun
            holder = int(who[nth][place])
            if nth == 0 and firm >= 0:
                runs = Company(position=firm)
                terms.append(Term("director", runs, since))
                terms.append(Term("representative", holder, since, acts_for=runs))
            else:
                terms.append(Term("director", holder, since))
        yield at, terms


def _seats(world: World, own: Ints) -> Ints:
    form = world.enterprises.form[own]
    low, high = (np.array([SEATS.get(code, (1, 2))[end] for code in CODES])[form] for end in (0, 1))
    roll = draw(world.seed, "seats", of=own)
    counts: Ints = low + np.floor(roll**1.6 * (high - low + 1)).astype(np.int64)
    return counts


def _firms(world: World, own: Ints) -> Ints:
    """The management company that runs each, founded before it and present; -1 for most."""
    rows = world.enterprises
    able = np.flatnonzero(
        (rows.kind == 2) & np.isin(rows.main, positions("70220")) & ~rows.gone & (rows.count > 0)
    )
    able = able[~rows.scripted[able]]
    run = chance(world.seed, "run by a company", of=own, rate=1 / 12)
    if not len(able):
        return np.full(len(own), -1, dtype=np.int64)
    firm = able[pick(world.seed, "which company", of=own, among=len(able))]
    fits = run & (rows.start[firm] <= rows.start[own]) & (firm != own)
    return np.where(fits, firm, -1).astype(np.int64)
