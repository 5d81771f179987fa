"""The form of a filter: groups of fields with their choices, values and errors."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from knipperlicht.bridge import lists
from knipperlicht.bridge.list_choices import choices
from knipperlicht.bridge.places import streets_of
from knipperlicht.core.clock import Language
from knipperlicht.web.lists.state import State

FOLD_FROM = 8
"""More choices than this stand in a box of their own that scrolls."""
TERMS = {
    "at": "place_of", "activity": "main_activity", "sector": "sector", "indicator": "indicator", "silent": "silent",
    "score_min": "score", "band": "band", "confidence": "confidence", "changed_since": "changed",
}  # fmt: skip
"""Field -> the word of `web/terms.py` that is explained beside it."""


@dataclass(frozen=True, kw_only=True)
class Choice:
    """One choice of a field."""

    code: str
    words: str
    chosen: bool


@dataclass(kw_only=True)
class Part:
    """One field. `kind`: text, number, date, select, checks or switch."""

    key: str
    label: str | Promise
    kind: str = "text"
    value: str = ""
    choices: list[Choice] = field(default_factory=list)
    errors: tuple[str, ...] = ()
    help: str | Promise = ""
    offers: list[str] = field(default_factory=list)
    suffix: str = ""

    @property
    def term(self) -> str:
        """The word explained beside it; of several fields of one key only the first, where they are told apart."""
        return "" if self.suffix else TERMS.get(self.key, "")

    @property
    def folds(self) -> bool:
        """Whether the choices need a box that scrolls."""
        return len(self.choices) > FOLD_FROM


@dataclass(frozen=True, kw_only=True)
class Group:
    """Fields under one head; `used`: how many say something."""

    title: str | Promise
    parts: list[Part]

    @property
    def used(self) -> int:
        """How many fields of the group say something."""
        return sum(bool(part.value) or any(c.chosen for c in part.choices if c.code) for part in self.parts)

    @property
    def wrong(self) -> bool:
        """Whether something in the group must be corrected."""
        return any(part.errors for part in self.parts)


@dataclass(frozen=True, kw_only=True)
class FilterForm:
    """`kept`: what the form does not show and hands on."""

    groups: list[Group]
    kept: list[tuple[str, str]]
    loose: tuple[str, ...]


def filter_form(state: State, given: QueryDict, *, language: Language, flags_only: bool) -> FilterForm:
    """The form as filled in: what could not be read stands there as it was typed, with its errors."""
    values = dict(QueryDict(lists.query_string(state.asked)).lists())
    if state.errors:
        values |= dict(given.lists())
    maker = _Maker(
        values=values, errors=state.errors,
        known=choices(scope=state.asked.scope, language=language, flags_only=flags_only), language=language,
    )  # fmt: skip
    groups = [_place(maker), _business(maker), _signs(maker), _score(maker, flags_only), _changes(maker)]
    shown = {part.key for group in groups for part in group.parts}
    kept = [(key, text) for key in ("building", "area", "sample", "seed") for text in values.get(key, [])]
    kept += [("column", code) for code in state.columns]
    kept += [("sort", state.sort)] if state.sort else []
    loose = tuple(said for key, said_all in state.errors.items() if key not in shown for said in said_all)
    return FilterForm(groups=groups, kept=kept, loose=loose)


@dataclass(frozen=True, kw_only=True)
class _Maker:
    """Makes fields from what the address says."""

    values: dict[str, list[str]]
    errors: dict[str, tuple[str, ...]]
    known: dict[str, list[tuple[str, str]]]
    language: Language

    def plain(self, key: str, *, kind: str = "text", help: str | Promise = "") -> Part:  # noqa: A002
        """A field with one value, typed."""
        value = (self.values.get(key) or [""])[0]
        return Part(key=key, label=self.name(key), kind=kind, value=value, errors=self.errors.get(key, ()), help=help)  # fmt: skip

    def checks(self, key: str, *, help: str | Promise = "") -> Part:  # noqa: A002
        """A field with choices that go together; empty when there is no choice to make."""
        chosen = self.values.get(key, [])
        found = [Choice(code=code, words=words, chosen=code in chosen) for code, words in self.known.get(key, [])]  # fmt: skip
        return Part(key=key, label=self.name(key), kind="checks", choices=found, errors=self.errors.get(key, ()), help=help)  # fmt: skip

    def select(self, key: str, usual: str | Promise) -> Part:
        """A field with one choice; the first is the usual one."""
        chosen = (self.values.get(key) or [""])[0]
        found = [Choice(code="", words=str(usual), chosen=not chosen)]
        found += [Choice(code=code, words=words, chosen=code == chosen) for code, words in self.known[key]]
        return Part(key=key, label=self.name(key), kind="select", choices=found, errors=self.errors.get(key, ()))  # fmt: skip

    def name(self, key: str) -> str:
        """The name of a part in the language of the page."""
        return lists.FIELD_BY_KEY[key].name[self.language].capitalize()


def _place(make: _Maker) -> Group:
    street = make.plain("street", help=_("As on the street sign; a postcode is needed beside it."))
    postcode = make.plain("postcode")
    if len(postcode.value) == 4 and not postcode.errors:
        street.offers = streets_of(postcode.value)
    numbers = [make.plain(key, kind="number") for key in ("house_from", "house_to")]
    parts = [postcode, street, *numbers, make.select("at", _("seat or establishment"))]
    wide = [make.checks(key) for key in ("municipality", "zone") if len(make.known[key]) > 1]
    return Group(title=_("Place"), parts=[*parts, *wide])


def _business(make: _Maker) -> Group:
    sector = make.checks("sector")
    known = {choice.code for choice in sector.choices}
    own = [code for code in make.values.get("sector", []) if code not in known]
    finer = [
        Part(key="sector", label=_("Finer: a NACE code of 2025"), value=code, suffix=f"-{place}")
        for place, code in enumerate(own or [""])
    ]
    finer[0].help = _("Two to five digits, for instance 56101.")
    finer[0].errors, sector.errors = sector.errors, ()
    return Group(
        title=_("Activity and form"),
        parts=[
            *finer, make.select("activity", _("main activity")),
            make.plain("establishments_min", kind="number"), make.plain("establishments_max", kind="number"),
            make.plain("started_since", kind="date"), make.plain("started_before", kind="date"),
            sector, make.checks("form"),
        ],
    )  # fmt: skip


def _signs(make: _Maker) -> Group:
    every = bool(make.values.get("indicator_all")) and not make.values.get("indicator")
    signs = make.checks("indicator")
    if every:
        wanted = make.values["indicator_all"]
        signs.choices = [Choice(code=c.code, words=c.words, chosen=c.code in wanted) for c in signs.choices]
    signs.errors += make.errors.get("indicator_all", ())
    match = Part(
        key="match", label=_("Of the chosen indicators"), kind="select",
        choices=[
            Choice(code="", words=str(_("at least one")), chosen=not every),
            Choice(code="all", words=str(_("all of them")), chosen=every),
        ],
    )  # fmt: skip
    silent = make.plain("silent", kind="switch")
    return Group(title=_("Indicators"), parts=[match, silent, signs])


def _score(make: _Maker, flags_only: bool) -> Group:
    if flags_only:
        return Group(title=make.name("confidence"), parts=[make.checks("confidence")])
    bounds = [make.plain(key, kind="number") for key in ("score_min", "score_max")]
    return Group(title=_("Score"), parts=[*bounds, make.checks("band"), make.checks("confidence")])


def _changes(make: _Maker) -> Group:
    since = make.plain("changed_since", kind="date")
    return Group(title=_("What changed"), parts=[since, make.checks("change", help=_("Only these; nothing chosen means any change."))])  # fmt: skip
