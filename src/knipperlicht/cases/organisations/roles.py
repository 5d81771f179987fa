"""Kinds of organisation, roles, and what a role may do: the one table that decides."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """What an organisation is."""

    MUNICIPALITY = "municipality", _("municipality")
    POLICE_ZONE = "police_zone", _("police zone")
    ARIEC = "ariec", _("ARIEC")
    INSPECTION = "inspection", _("inspection service")
    OVERSIGHT = "oversight", _("oversight (DPO, auditor)")
    OPERATOR = "operator", _("operator of the site")


class Role(models.TextChoices):
    """What someone is in an organisation."""

    READER = "reader", _("reader")
    WORKER = "worker", _("case worker")
    ANALYST = "analyst", _("analyst")
    MANAGER = "manager", _("manager")
    MAYOR = "mayor", _("mayor")
    COLLEGE = "college", _("member of the college")
    AUDITOR = "auditor", _("auditor / DPO")
    OPERATOR = "operator", _("operator")


class Right(models.TextChoices):
    """One thing someone may do in an organisation."""

    LOOK = "look", _("search, open dossiers and lists of the territory")
    WRITE = "write", _("write notes, watch-lists, views and contests")
    EXPORT = "export", _("export lists and dossiers")
    OUTSIDE = "outside", _("open a dossier outside the territory, with a reason")
    PEOPLE = "people", _("search on mandate holders")
    CASES = "cases", _("open and work on case files one is designated for")
    MAYOR = "mayor", _("take the mayor's decisions and open every case file of the municipality")
    COLLEGE = "college", _("see the decision sets of the college and record its decisions")
    POLICY = "policy", _("keep regulation, designations and agreements of the own municipality")
    PRIVACY = "privacy", _("handle requests of data subjects and oversee destruction")
    MEMBERS = "members", _("invite, change and remove members of the own organisation")
    AUDIT = "audit", _("read and export the log of the own organisation")
    AUDIT_ALL = "audit_all", _("read and export the log of every organisation")
    OPERATE = "operate", _("organisations, territory, settings, thresholds, jobs, health")


RIGHTS: dict[str, frozenset[str]] = {
    Role.READER: frozenset({Right.LOOK}),
    Role.WORKER: frozenset({Right.LOOK, Right.WRITE, Right.EXPORT, Right.OUTSIDE, Right.PEOPLE, Right.CASES}),
    Role.ANALYST: frozenset(
        {Right.LOOK, Right.WRITE, Right.EXPORT, Right.OUTSIDE, Right.PEOPLE, Right.CASES}
    ),
    Role.MANAGER: frozenset(
        {
            Right.LOOK,
            Right.WRITE,
            Right.EXPORT,
            Right.OUTSIDE,
            Right.PEOPLE,
            Right.CASES,
            Right.POLICY,
            Right.MEMBERS,
            Right.AUDIT,
        }
    ),
    Role.MAYOR: frozenset(
        {Right.LOOK, Right.WRITE, Right.EXPORT, Right.CASES, Right.MAYOR, Right.COLLEGE, Right.POLICY}
    ),
    Role.COLLEGE: frozenset({Right.COLLEGE}),
    Role.AUDITOR: frozenset({Right.AUDIT, Right.PRIVACY}),
    Role.OPERATOR: frozenset({Right.OPERATE, Right.MEMBERS}),
}
"""Rights by role. An auditor sees who looked, never what they saw; an operator runs the site and opens no dossier."""

_PARTNER = (Role.READER, Role.WORKER, Role.ANALYST, Role.MANAGER, Role.AUDITOR)
ROLES_IN: dict[str, tuple[Role, ...]] = {
    Kind.MUNICIPALITY: (*_PARTNER, Role.MAYOR, Role.COLLEGE),
    Kind.POLICE_ZONE: _PARTNER,
    Kind.ARIEC: _PARTNER,
    Kind.INSPECTION: _PARTNER,
    Kind.OVERSIGHT: (Role.AUDITOR,),
    Kind.OPERATOR: (Role.OPERATOR,),
}
"""Roles that may be given in an organisation of a kind. Oversight looks at logs only, an operator at no dossier."""


OVER_OTHERS = frozenset({Right.MEMBERS, Right.AUDIT, Right.AUDIT_ALL, Right.OPERATE})
"""Rights to manage or oversee: giving one of these is confirmed again."""


ONLY_IN: dict[str, frozenset[Kind]] = {
    Right.CASES: frozenset({Kind.MUNICIPALITY, Kind.ARIEC}),
    Right.POLICY: frozenset({Kind.MUNICIPALITY}),
}
"""The law gives its procedures to municipalities; an ARIEC supports their files."""


def rights_of(role: str, kind: str) -> frozenset[str]:
    """Rights of a role in an organisation of a kind: auditors of an oversight body see every organisation's log.

    None where the role does not exist, as after an organisation became one of another kind.
    """
    if role not in ROLES_IN.get(kind, ()):
        return frozenset()
    if role == Role.AUDITOR and kind == Kind.OVERSIGHT:
        return RIGHTS[role] | {Right.AUDIT_ALL}
    return frozenset(right for right in RIGHTS[role] if kind in ONLY_IN.get(right, (kind,)))


def is_over_others(role: str, kind: str) -> bool:
    """Whether a role manages or oversees what others do."""
    return bool(OVER_OTHERS & rights_of(role, kind))
