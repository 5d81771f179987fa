"""One set of arguments for every address that needs some, and the addresses whose door is not ours."""

from __future__ import annotations

from pathlib import Path

from django.urls import NoReverseMatch, reverse

from knipperlicht.bridge.served import serving
from knipperlicht.cases.organisations.models import User
from knipperlicht.core.numbers import format_number

NOT_OURS = {"set_language": "Django's own: stores a choice of language in a cookie"}
"""Name -> why it carries no rule of `web/access.py`."""

OF_AN_ORGANISATION = ("manage_organisation", "members_of", "member_invite")
OF_A_MEMBER = ("member_role", "member_leave")


def sample_arguments(name: str, data: Path, people: dict[str, User]) -> list[object]:
    """Arguments with which the address can be asked; most need none.

    Rows are asked for by the number they have: in a database that other tests used, none begins at 1.
    """
    if name in OF_AN_ORGANISATION or name in OF_A_MEMBER:
        member = people["owner"].memberships.get()
        return [member.organisation_id if name in OF_AN_ORGANISATION else member.pk]
    for arguments in (
        [],
        [_number(data)],
        [1],
        ["recent_opgericht"],
        ["x"],
        ["x", "y"],
        [1, 2],
        [_number(data), 1],
    ):
        try:
            reverse(name, args=arguments)
        except NoReverseMatch:
            continue
        return arguments
    raise AssertionError(f"no sample arguments fit the address {name}: add some")


def _number(data: Path) -> str:
    """A legal person of Kortrijk."""
    with serving(data) as reader:
        found = reader.rows("SELECT enterprise FROM score WHERE nis = '34022' ORDER BY enterprise LIMIT 1")
    return format_number(found[0]["enterprise"])
