"""My work: what is late, what is next, what waits for others."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import Any

from django.db.models import Q

from knipperlicht.cases.casefiles.service import CaseFile, Files
from knipperlicht.cases.organisations.service import Actor
from knipperlicht.web.casework.listing import with_leader
from knipperlicht.web.casework.rows import others_terms, rows_of

SIZE = 25
"""Rows of each part; the list has the rest."""


def mine_of(actor: Actor, today: date) -> dict[str, Any]:
    """Late first, whoever is to act; then own next terms; apart, what is with others; last, files without a running term."""
    open_ = with_leader(CaseFile.objects.of(actor).open()).by_urgency()
    waiting = _waiting()
    parts = {
        "late": open_.filter(next_day__lt=today),
        "next": open_.filter(next_day__gte=today).exclude(waiting),
        "waiting": open_.filter(waiting, next_day__gte=today),
        "quiet": open_.filter(next_day=None),
    }
    return {name: _part(files, today) for name, files in parts.items()}


def _part(files: Files, today: date) -> dict[str, Any]:
    shown = list(files[: SIZE + 1])
    return {"rows": rows_of(shown[:SIZE], today), "more": len(shown) > SIZE}


def _waiting() -> Q:
    terms: dict[str, list[str]] = defaultdict(list)
    for kind, rule in others_terms():
        terms[kind].append(rule)
    found = Q(pk__in=[])
    for kind, rules in terms.items():
        found |= Q(kind=kind, next_term__in=rules)
    return found
