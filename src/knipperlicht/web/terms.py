"""Words of the field that a newcomer would not know: name, explanation, and the page that says more.

One place for them, so that a word means the same on every page; `{% term "code" %}` shows the help beside it.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Words = str | Promise


@dataclass(frozen=True, kw_only=True)
class Term:
    """`page`: name of an address that says more; empty when the text says it all."""

    name: Words
    text: Words
    page: str = ""


def _term(name: Words, text: Words, page: str = "") -> Term:
    return Term(name=name, text=text, page=page)


TERMS: dict[str, Term] = {
    # the score
    "score": _term(_("the score"), _("An order of attention from 0 to 10, from documented signs in public registers. It is no probability and decides nothing."), "trust"),
    "band": _term(_("a band"), _("The score in five steps, from none to high, for who reads a list quickly. A band orders attention and decides nothing."), "score_card"),
    "confidence": _term(_("confidence"), _("How much could be answered of what this installation has the sources for: A is nearly every question, D too little to rely on. The share of the whole catalogue stands beside it. It says something about the data, nothing about the company."), "trust"),
    "points": _term(_("points"), _("What a sign adds after its severity, its age, the falling shares inside a family and the family's cap. The score card says how; it is the same for every company."), "score_card"),
    "indicator": _term(_("an indicator"), _("One question to the registers, such as how many seats stand in one building. Each hit shows the rows it stands on and its usual innocent explanation."), "indicators"),
    "silent": _term(_("a silent indicator"), _("An indicator on trial: its hits are shown with their rows, but add no points. Choose this to list enterprises with such hits too."), "indicators"),
    "subscore": _term(_("a sub-score"), _("The same points, told apart by what they point to: signs of abuse, financial vulnerability, inactivity. A company in difficulty is not suspect."), "score_card"),
    "half_life": _term(_("halving"), _("After this many months a sign counts for half, after twice as many for a quarter: old facts weigh less."), "score_card"),
    "weight_class": _term(_("the class of a sign"), _("How heavy a sign is at its strongest. Every sign of one class starts from the same number of points.")),
    "cap": _term(_("a cap"), _("The most that all signs of one family can add together, so that one cause seen five times is not counted five times.")),
    "gate": _term(_("a gate"), _("A bound on the score, whatever the points add up to: with few kinds of evidence a score cannot become high.")),
    "score_card": _term(_("the score card"), _("The weights, caps and bounds that turn signs into a score, with a version. Scores of different versions are not compared."), "score_card"),
    # lists
    "territory": _term(_("a territory"), _("The municipalities your organisation works for. You list and open enterprises with an address there; another dossier opens only with a reason that is logged.")),
    "place_of": _term(_("a seat or an establishment"), _("The seat is the official address of a company; an establishment is where it works and where the door is. Choose which of the two must stand in the place you ask for.")),
    "sector": _term(_("a sector or NACE code"), _("What a company says that it does, in the European classification of activities (NACE-BEL 2025). Two digits name a branch, such as 56 for food and drink; more digits are more exact.")),
    "main_activity": _term(_("a main activity"), _("A company registers a main activity and any number of others. What it registered need not be what happens on the spot.")),
    "changed": _term(_("a change"), _("Something became different in the register (address, name, activity, status) or in the score and its indicators, since the day you choose."), "sources"),
    "watch_or_action": _term(_("a watch-list or an action"), _("A watch-list follows enterprises for as long as you like and tells what changes about them. An action gathers them for one joint visit, so it has a day.")),
    "sample": _term(_("a random sample"), _("A share of a list, ten per cent as a rule, drawn by chance alone and then checked by hand. That measures how often the indicators are right; checking only the highest scores would not.")),
    "seed": _term(_("the seed of a draw"), _("The key the draw began with. The same seed draws the same enterprises from the same data, so anyone can check that nobody picked them.")),
    "true_share": _term(_("the true share"), _("Only a part was checked, so the real share is known as a range. It becomes narrower the more you check, and holds only when the checked ones were not picked.")),
    "ftm": _term(_("a kind of file"), _("CSV and XLSX open in a spreadsheet, GeoJSON in a map program. FollowTheMoney is an open format for tools that investigate companies; it never holds a score.")),
    "map_point": _term(_("a point on the map"), _("The register has no coordinates. A point stands for a municipality and counts the enterprises with their seat there; it says nothing about a neighbourhood.")),
    # the work around it
    "work": _term(_("a piece of work"), _("What you look for, chosen once, with a reference. All you open is logged under it until you end it or twelve hours have passed.")),
    "contest": _term(_("a contest"), _("A company says that a fact or a sign is wrong. It is recorded at the dossier and answered within thirty days; the score follows the register, not the answer."), "contest"),
    "role": _term(_("a role"), _("A reader only looks; case workers and analysts also write and export; a manager also sees the log and the members. An auditor reads the log and an operator runs the site: neither opens a dossier.")),
    # log and administration
    "log_kind": _term(_("a kind of act"), _("Consultation is looking, communication is what left the site (print, export), collection and modification are what was written or changed, linking is what was put on a list, erasure what was removed. Access is signing in and choosing a purpose; refusal is who was stopped.")),
    "chain": _term(_("the chain"), _("Each row carries a seal made from the row before it. Who changes, removes or moves a row breaks every seal after it, and the check finds the place.")),
    "snapshot": _term(_("a snapshot"), _("One finished, checked and read-only build of the register. Every page answers from a single one; a new one takes its place at once.")),
    "extract": _term(_("an extract"), _("A file in which the register publishes its state of one day. Called stale, the last one is older than the rhythm of the source allows: pages then carry a warning."), "sources"),
    "job": _term(_("a job"), _("Work in the background, mostly at night: taking in new extracts, building, alerts, mail, exports. A job that fails warns the operators.")),
    "anchor": _term(_("a copy of the head"), _("The seal of the last row of the log, kept outside the database as well. With it, even a log that was replaced as a whole is found out.")),
    "threshold": _term(_("a threshold"), _("The number from which an indicator gives a hit. “Shipped” is the value that comes with Knipperlicht; empty a field to go back to it.")),
}  # fmt: skip
