"""The address of a list: its filter, and how it is shown (columns, sort, page, view). Reading it and writing it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from knipperlicht.bridge import lists
from knipperlicht.bridge.list_choices import columns_shown, usual_columns
from knipperlicht.bridge.lists import FilterError, ListFilter
from knipperlicht.cases.operator.service import flags_only
from knipperlicht.web.language import language_of
from knipperlicht.web.requests import Signed

SIZE = 50
DEEPEST = 1_000_000
OWN = ("column", "sort", "after", "view", "facets", "match")
"""Keys of the address that are no part of the filter. `match=all` comes from the form only."""
Errors = dict[str, tuple[str, ...]]


@dataclass(frozen=True, kw_only=True)
class State:
    """A list as its address says. `columns` and `sort` are empty for the usual ones; `view`: of a saved view."""

    asked: ListFilter
    columns: tuple[str, ...] = ()
    sort: str = ""
    after: int = 0
    view: int | None = None
    errors: Errors = field(default_factory=dict)

    def query(self, **changes: Any) -> str:
        """The address parameters, with some parts changed; back on the first page unless `after` is given."""
        wanted = replace(self, **({"after": 0} | changes))
        pairs = [("column", code) for code in wanted.columns]
        pairs += [("sort", wanted.sort)] if wanted.sort else []
        pairs += [("after", str(wanted.after))] if wanted.after else []
        pairs += [("view", str(wanted.view))] if wanted.view else []
        parts = (lists.query_string(wanted.asked), urlencode(pairs))
        return "&".join(part for part in parts if part)

    def url(self, name: str = "lists", **changes: Any) -> str:
        """The address of a page for this list; the list itself keeps a parameter, else it would be the first visit."""
        query = self.query(**changes) or (f"sort={self.usual_sort}" if name == "lists" else "")
        return f"{reverse(name)}?{query}" if query else reverse(name)

    @property
    def usual_sort(self) -> str:
        """What a list is sorted by when nothing is chosen."""
        return "name" if flags_only() else "-score"

    @property
    def shown(self) -> tuple[str, ...]:
        """Codes of the columns on the screen."""
        return self.columns or usual_columns(flags_only=flags_only())


def whole(text: str) -> bool:
    """Whether a text is a whole number that no database refuses."""
    return text.isascii() and text.isdigit() and len(text) <= 10


def read_state(request: Signed, values: QueryDict | None = None) -> State:
    """The list an address asks for, within the territory; everything that is wrong stands in `errors`."""
    given = dict((request.GET if values is None else values).lists())
    own = {key: [text for text in given.pop(key, []) if text] for key in OWN}
    if own["match"][:1] == ["all"]:
        given["indicator_all"] = given.get("indicator_all", []) + given.pop("indicator", [])
    errors: dict[str, tuple[str, ...]] = {}
    asked = ListFilter()
    try:
        asked = lists.read_filter(
            given, scope=None, language=language_of(request), flags_only=flags_only()
        )  # fmt: skip
    except FilterError as error:
        errors |= error.errors
    sort = own["sort"][0] if own["sort"] else ""
    errors |= _wrong(columns=own["column"], sort=sort, after=own["after"], view=own["view"])
    return State(
        asked=asked.within(request.actor.organisation.scope),
        columns=() if "column" in errors else tuple(dict.fromkeys(own["column"])),
        sort="" if "sort" in errors else sort,
        after=0 if "after" in errors or not own["after"] else int(own["after"][0]),
        view=None if "view" in errors or not own["view"] else int(own["view"][0]),
        errors=errors,
    )


def _wrong(*, columns: list[str], sort: str, after: list[str], view: list[str]) -> Errors:
    known = {column.code for column in columns_shown(flags_only=flags_only())}
    sortable = known - ({"hits", "indicators"} if flags_only() else set())
    errors: Errors = {}
    if unknown := [code for code in columns if code not in known]:
        errors["column"] = (_("A list has no column “%s” here: choose from Columns.") % unknown[0][:40],)
    if sort and sort.removeprefix("-") not in sortable:
        errors["sort"] = (_("A list cannot be sorted by “%s” here: press the head of a column.") % sort[:40],)
    for key, texts in (("after", after), ("view", view)):
        if texts and not (texts[0].isascii() and texts[0].isdigit() and int(texts[0][:9]) <= DEEPEST and len(texts[0]) < 10):  # fmt: skip
            errors[key] = (_("“%(value)s” is not a place in a list.") % {"value": texts[0][:40]},)
    return errors
