"""The list in scope as its address says: what is asked, the rows of one page, the links to the others."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.db.models import Q, QuerySet
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from knipperlicht.cases.policies.models.scope import Order, RowState
from knipperlicht.cases.policies.service import Queue, ScopeRow, in_order, open_questions, overdue
from knipperlicht.core.numbers import NumberError, parse_official_number

SIZE = 50
MOST_PAGES = 1_000_000
PROGRESS = (("open", _("not started")), ("started", _("running")), ("closed", _("closed")), ("overdue", _("past its last day")))  # fmt: skip


class ScopeFilter(forms.Form):
    """What the list is narrowed to. An answer that is none narrows nothing."""

    q = forms.CharField(label=_("Name, street or number"), max_length=120, required=False)
    activity = forms.ChoiceField(label=_("Activity"), required=False)
    state = forms.ChoiceField(label=_("State"), required=False)
    judge = forms.ChoiceField(label=_("To judge"), required=False, choices=[("", _("all")), ("open", _("waits for people"))])  # fmt: skip
    progress = forms.ChoiceField(
        label=_("Investigation"), required=False, choices=[("", _("all")), *PROGRESS]
    )

    def __init__(self, *args: Any, activities: list[tuple[str, str]], progress: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._offer("activity", [("", _("all")), *activities])
        self._offer("state", [("", _("in scope")), *RowState.choices[1:], ("all", _("every row"))])
        if not progress:
            del self.fields["progress"]

    def _offer(self, name: str, choices: list[tuple[str, Any]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    @property
    def asked(self) -> dict[str, str]:
        """What was answered, without what cannot be read."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}


def narrowed(rows: QuerySet[ScopeRow], asked: dict[str, str], today: date) -> QuerySet[ScopeRow]:
    """The rows a filter leaves; without a state those in scope."""
    state = asked.get("state", RowState.IN)
    found = rows if state == "all" else rows.filter(state=state)
    if "activity" in asked:
        found = found.filter(activity=int(asked["activity"]))
    if "judge" in asked:
        found = found.filter(open_questions())
    if "q" in asked:
        found = found.filter(_words(asked["q"]))
    match asked.get("progress"):
        case "open":
            return found.filter(begun=None)
        case "started":
            return found.filter(closed=None).exclude(begun=None)
        case "closed":
            return found.exclude(closed=None)
        case "overdue":
            return found.filter(overdue(today))
    return found


def _words(text: str) -> Q:
    try:
        number = parse_official_number(text).value
    except NumberError:
        return Q(name__icontains=text) | Q(street__icontains=text)
    return Q(enterprise=number) | Q(establishment=number)


@dataclass(frozen=True, kw_only=True)
class Part:
    """One page: its rows, the place of the first (from 1), how many there are, the links around it."""

    rows: list[ScopeRow]
    first: int
    count: int
    pages: dict[str, Any]


def part_of(rows: QuerySet[ScopeRow], queue: Queue, asked: dict[str, str], page: str) -> Part:
    """The page of this number, in the order of the queue."""
    ordered = in_order(rows, queue)
    count = rows.count()
    last = max(1, -(-count // SIZE))
    number = min(max(int(page), 1), last) if page.isascii() and page.isdigit() and len(page) < 8 else 1
    after = (number - 1) * SIZE
    shown = _rows(ordered, rows, after)
    return Part(rows=shown, first=after + 1, count=count, pages=_pages(number, last, asked, after, len(shown), count))  # fmt: skip


def _rows(ordered: Any, rows: QuerySet[ScopeRow], after: int) -> list[ScopeRow]:
    """The rows of a page: their ids are put in order first, so that nothing wide is sorted."""
    ids = ordered.values_list("pk", flat=True) if isinstance(ordered, QuerySet) else ordered
    some = list(ids[after : after + SIZE])
    held = rows.select_related("regulation").in_bulk(some)
    return [held[pk] for pk in some if pk in held]


def every(rows: QuerySet[ScopeRow], queue: Queue) -> Iterator[ScopeRow]:
    """All rows in the order of the queue."""
    ordered = in_order(rows, queue)
    if isinstance(ordered, QuerySet):
        yield from ordered
        return
    held = rows.in_bulk()
    yield from (held[pk] for pk in ordered)


def _pages(here: int, last: int, asked: dict[str, str], after: int, shown: int, count: int) -> dict[str, Any]:
    near = sorted({1, last, *(n for n in range(here - 2, here + 3) if 1 <= n <= last)})
    pages: list[dict[str, Any] | None] = []
    for number in near:
        if pages and pages[-1] and number - pages[-1]["number"] > 1:
            pages.append(None)
        pages.append({"number": number, "url": address(asked, number), "current": number == here})
    return {
        "first": after + 1, "last": after + shown, "count": count, "pages": pages if last > 1 else [],
        "previous_url": address(asked, here - 1) if here > 1 else "", "next_url": address(asked, here + 1) if here < last else "",
    }  # fmt: skip


def address(asked: dict[str, str], page: int = 1, *, name: str = "policy_scope") -> str:
    """The address of a page of the list."""
    query = urlencode(asked | ({"page": str(page)} if page > 1 else {}))
    return f"{reverse(name)}?{query}" if query else reverse(name)


def chips_of(form: ScopeFilter, asked: dict[str, str]) -> list[dict[str, str]]:
    """What the list is narrowed to, in words, each with the address that lets it go."""
    found = []
    for name, value in asked.items():
        field = form.fields[name]
        choices: Any = field.choices if isinstance(field, forms.ChoiceField) else ()
        words = str(dict(choices).get(value, value))
        rest = {key: kept for key, kept in asked.items() if key != name}
        found.append({"label": f"{field.label}: {words}", "remove_url": address(rest)})
    return found


def by_score(queue: Queue) -> bool:
    """Whether the score orders the queue now."""
    return queue.score_allowed and queue.order == Order.SCORE


def read(values: QueryDict, *, activities: list[tuple[str, str]], progress: bool) -> ScopeFilter:
    """The filter of an address."""
    return ScopeFilter(values, activities=activities, progress=progress)
