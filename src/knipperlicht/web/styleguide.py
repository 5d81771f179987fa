"""Invented data for the living style guide: every component once, with nothing from a register."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from knipperlicht.web.charts import Step, bars, lines, meter, waterfall

BANDS = {
    "geen": "geen bijzonderheden",
    "laag": "laag",
    "matig": "matig",
    "verhoogd": "verhoogd",
    "hoog": "hoog",
}
TOKENS = [
    "paper",
    "surface",
    "sunken",
    "hover",
    "selected",
    "ink",
    "ink-2",
    "link",
    "line",
    "line-strong",
    "amber",
    "amber-mark",
    "amber-ink",
    "focus",
    "bar",
    "band-geen",
    "band-laag",
    "band-matig",
    "band-verhoogd",
    "band-hoog",
    "mark-points",
    "mark-protective",
    "mark-total",
    "mark-a",
    "mark-b",
    "mark-quiet",
]
ROWS = (
    ("Bakkerij De Korenaar BV", "0123.456.749", "Menenstraat 14, Wevelgem", "hoog", "7,4", 6),
    ("Nachtwinkel Ster BV", "0765.432.170", "Kortrijkstraat 88, Menen", "verhoogd", "5,6", 4),
    ("Autohandel Leievallei NV", "0456.789.024", "Gullegemstraat 3, Wevelgem", "matig", "3,9", 3),
    ("Kapsalon Joëlle BV", "0678.912.304", "Rijselstraat 201, Menen", "laag", "1,2", 1),
    (
        "Vereniging van mede-eigenaars Residentie Zonnebloem aan de Leie",
        "0890.123.445",
        "Leiekaai 7, Wervik",
        "geen",
        "0,0",
        0,
    ),
)


class Sample(forms.Form):
    """One field of each kind."""

    name = forms.CharField(label="Naam van de lijst", help_text="Zo vindt uw team hem terug.")
    band = forms.ChoiceField(label="Schijf", choices=[("", "alle"), *BANDS.items()], required=False)
    since = forms.DateField(
        label="Gewijzigd sinds", widget=forms.DateInput(attrs={"type": "date"}), required=False
    )
    reason = forms.CharField(label="Reden", widget=forms.Textarea(attrs={"rows": 3}))
    team = forms.BooleanField(label="Delen met mijn team", required=False)
    kind = forms.ChoiceField(
        label="Soort",
        choices=[("street", "straat"), ("sector", "sector")],
        widget=forms.RadioSelect,
        initial="street",
    )


class Filter(forms.Form):
    """Fields of a filter."""

    municipality = forms.ChoiceField(
        label="Gemeente", choices=[("", "alle"), ("w", "Wevelgem"), ("m", "Menen")], required=False
    )
    street = forms.CharField(label="Straat", required=False)
    sector = forms.CharField(label="Sector", required=False)
    level = forms.ChoiceField(label="Schijf", choices=[("", "alle"), *BANDS.items()], required=False)


def _hits() -> list[dict[str, Any]]:
    rows = [
        {"source": "KBO Open Data", "table": "address", "key": "0123.456.749", "field": "StreetNL + HouseNumber",
         "value": value, "valid_from": start, "valid_to": end}
        for value, start, end in (
            ("Menenstraat 14", "2026-02-11", None),
            ("Kortrijksesteenweg 210 bus 4", "2025-03-02", "2026-02-10"),
            ("Rijselstraat 55", "2024-01-15", "2025-03-01"),
        )
    ]  # fmt: skip
    texts = {
        "innocent": "Een groeiende zaak zoekt een groter pand; een huurcontract loopt af.",
        "clears": "Een huurcontract of een verhuisbericht dat de stap verklaart.",
        "threshold": "Drie of meer verhuizingen van de zetel in 36 maanden.",
    }
    one = {"indicator": "zetel_verhuizingen", "name": "Zetel verhuist vaak", "points": 12.0, "counts": True,
           "since": "2026-02-11", "sentence": "De zetel verhuisde 3 keer in de laatste 36 maanden.",
           "evidence": rows, **texts}  # fmt: skip
    two = {**one, "indicator": "adres_massaregistratie", "name": "Veel zetels in één gebouw", "points": 8.4,
           "since": None, "sentence": "In dit gebouw staan 41 zetels ingeschreven; in vergelijkbare gebouwen 6.",
           "evidence": rows[:1]}  # fmt: skip
    three = {**one, "indicator": "geen_contactspoor", "name": "Geen contactspoor", "points": 0.0, "counts": False,
             "since": None, "sentence": "Het register kent geen telefoon, e-mail of website.", "evidence": []}  # fmt: skip
    return [one, two, three]


def _table() -> dict[str, Any]:
    return {
        "columns": [
            {"label": "Onderneming", "sort_url": "?sort=name"},
            {"label": "Nummer"},
            {"label": "Klasse", "help": "De klasse zegt in één woord waar de score ligt."},
            {"label": "Score", "number": True, "sorted": "descending", "sort_url": "?sort=-score"},
            {"label": "Signalen", "number": True, "sort_url": "?sort=hits"},
        ],
        "rows": [
            {"id": number, "url": f"#{number}", "cells": [
                {"text": name, "sub": address},
                {"text": number, "copies": number.replace(".", ""), "label": "Nummer"},
                {"band": band, "band_name": BANDS[band], "label": "Schijf"},
                {"text": score, "number": True, "label": "Score"},
                {"text": hits, "number": True, "label": "Signalen"},
            ]}
            for name, number, address, band, score, hits in ROWS
        ],
    }  # fmt: skip


def context() -> dict[str, Any]:
    """Everything the template includes."""
    years = ["2021", "2022", "2023", "2024", "2025"]
    turnover: list[float | None] = [412, 455, None, 610, 1240]
    result: list[float | None] = [12, -8.5, None, -96, 41]
    peers = ([300, 310, 325, 340, 350], [700, 720, 750, 790, 820])
    bound = Sample({"bound-band": "hoog"}, prefix="bound")
    return {
        "tokens": TOKENS,
        "may_look": True,
        "bands": BANDS.items(),
        "hits": _hits(),
        "table": _table(),
        "scale_x": meter(6.4, width=100),
        "subscores": [
            {"name": "Misbruiksignalen", "value": 6.1, "width": meter(6.1), "help": "Signalen die op misbruik kunnen wijzen."},
            {"name": "Financiële kwetsbaarheid", "value": 1.8, "width": meter(1.8)},
            {"name": "Inactiviteit", "value": 0.0, "width": meter(0.0)},
        ],
        "gates": [{"sentence": "Signalen uit slechts één familie, hoogstens 4,9."}],
        "waterfall": waterfall([
            Step("Fenikspatroon", 27.0), Step("Zetel verhuist vaak", 12.0), Step("Veel zetels in één gebouw", 8.4),
            Step("Seriematige oprichting", 7.5), Step("Plafond van de familie adres", -2.4, "cap"),
            Step("Recent opgericht", 3.0), Step("Beschermend: publiek of genoteerd", -10.0, "protective"),
            Step("Totaal", 45.5, "total"), Step("Geen drempelregel veranderde de score.", 0, "gate"),
        ]),
        "timeline": [
            {"year": 2026, "events": [
                {"day": "2026-10-31", "kind": "score", "icon": "scale", "title": "Score van 4,2 naar 6,4", "text": "Nieuw signaal: fenikspatroon."},
                {"day": "2026-02-11", "icon": "truck", "title": "Zetel verhuisd naar Menenstraat 14, Wevelgem", "source": "KBO Open Data"},
            ]},
            {"year": 2025, "events": [
                {"day": "2025-08-01", "icon": "flag", "title": "Opgericht", "source": "KBO Open Data"},
            ]},
        ],
        "facts": [
            {"name": "Ondernemingsnummer", "value": "0123.456.749", "copies": "0123456749"},
            {"name": "Rechtsvorm", "value": "besloten vennootschap", "help": "Zoals het register de vorm nu leest."},
            {"name": "Rechtstoestand", "value": "normale toestand"},
            {"name": "Begonnen", "value": "01-08-2025", "source": "KBO Open Data, rij 0123.456.749"},
            {"name": "Maatschappelijke zetel", "value": "Menenstraat 14, 8560 Wevelgem", "url": "#"},
            {"name": "Website", "value": ""},
        ],
        "figures": [{"name": "in de lijst", "value": "1.284"}, {"name": "verhoogd of hoog", "value": "37"},
                    {"name": "gewijzigd deze maand", "value": "12", "url": "#"}],
        "chips": [{"text": "horeca", "icon": "building"}, {"text": "nieuw", "tone": "info"},
                  {"text": "in orde", "tone": "success"}, {"text": "verouderd", "tone": "warning"}],
        "questions": [{"name": "Zetel in een domiciliatiecentrum", "reason": "De lijst van aanbieders is nog niet geladen.", "url": "#"},
                      {"name": "Neerlegging van de jaarrekening", "reason": "Er is nog geen bron voor jaarrekeningen."}],
        "bar_chart": bars(years, [turnover, result]),
        "line_chart": lines(years, [turnover], between=peers),
        "chart_numbers": {"heads": years, "rows": [{"label": "omzet", "values": turnover}, {"label": "resultaat", "values": result}]},
        "names": ["omzet", "resultaat"], "name": ["omzet"],
        "crumbs": [{"url": "#", "label": "Lijsten"}, {"url": "#", "label": "Wevelgem"}, {"label": "Menenstraat"}],
        "sections": [{"id": i, "label": label, "count": count} for i, label, count in (
            ("colours", "Colours", ""), ("type", "Type and buttons", ""), ("score-part", "Score", ""), ("signs", "Signs", 3),
            ("sum", "Sum", ""), ("unanswered", "Unanswered", 2), ("facts", "Facts", ""), ("lists", "Lists", 5), ("charts", "Charts", ""),
            ("time", "Timeline", ""), ("forms", "Forms", ""), ("messages", "Messages", ""), ("empty", "Empty states", ""), ("map-part", "Map", ""))],
        "tabs": [{"url": "#", "label": "Overzicht", "current": True}, {"url": "#", "label": "Notities", "count": 2}, {"url": "#", "label": "Log"}],
        "columns": [{"key": "a", "label": "Nummer", "shown": True}, {"key": "b", "label": "Sector", "shown": False}],
        "exports": [{"url": "#", "label": "CSV"}, {"url": "#", "label": "Excel (XLSX)"}],
        "pages": [{"number": 1, "url": "#"}, {"number": 2, "url": "#", "current": True}, {"number": 3, "url": "#"}, None, {"number": 52, "url": "#"}],
        "filter": Filter({"municipality": "w"}),
        "active": [{"label": "Wevelgem", "remove_url": "#"}, {"label": "verhoogd of hoger", "remove_url": "#"}],
        "sample": Sample(), "bound": bound,
        "points": {"type": "FeatureCollection", "features": [
            {"type": "Feature", "geometry": {"type": "Point", "coordinates": [3.18 + 0.011 * (at % 7), 50.79 + 0.006 * (at % 5)]},
             "properties": {"name": f"Voorbeeld {at + 1} BV", "detail": "Menenstraat, Wevelgem", "band_name": "laag", "url": "#map-part"}}
            for at in range(24)]},
        "boundaries": {"type": "FeatureCollection", "features": [
            {"type": "Feature", "properties": {"name": name}, "geometry": {"type": "Polygon", "coordinates": [
                [[x, 50.77], [x + 0.08, 50.765], [x + 0.085, 50.83], [x - 0.005, 50.84], [x, 50.77]]]}}
            for name, x in (("Wevelgem", 3.16), ("Menen", 3.07))]},
        "examples": [{"text": "bakkerij wevelgem", "url": "#"}, {"text": "0123.456.749", "url": "#"}],
    }  # fmt: skip


def styleguide(request: HttpRequest) -> HttpResponse:
    """The page; routed only where DEBUG or the demo is on."""
    return render(request, "components/styleguide.html", context())
