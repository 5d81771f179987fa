"""The choice of a territory: 565 municipalities as boxes, folded by province, and whole police zones at once.

Boxes and not a list with Ctrl: they work by keyboard, by thumb and without script; a script adds finding by name.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import get_language, gettext

from knipperlicht.core.text import fold
from knipperlicht.reference.geography import police_zones
from knipperlicht.reference.places import municipality_names, municipality_table, province_names

Groups = list[tuple[str, list[tuple[str, str]]]]
"""Name of a group -> value and label of each box in it."""


def municipality_groups() -> Groups:
    """NIS code and name of every municipality of 2025, by province, in the language of the page."""
    language = (get_language() or "nl")[:2]
    names, provinces = municipality_names(language), province_names(language)
    groups: dict[str, list[tuple[str, str]]] = {}
    for row in municipality_table().to_pylist():
        groups.setdefault(provinces[row["province_nis"]], []).append((row["nis"], names[row["nis"]]))
    return [
        (group, sorted(places, key=lambda place: fold(place[1])))
        for group, places in sorted(groups.items(), key=lambda named: fold(named[0]))
    ]


def zone_groups() -> Groups:
    """The police zones that are known, each with its municipalities named, in one group."""
    names = municipality_names((get_language() or "nl")[:2])
    zones = [
        (zone.id, f"{zone.name}: {', '.join(sorted(names[nis] for nis in zone.municipalities))}")
        for zone in police_zones()
    ]
    return [(gettext("Police zones of West Flanders"), zones)]


class FoldedBoxes(forms.CheckboxSelectMultiple):
    """Boxes in groups that fold; a group in which something is chosen stands open."""

    template_name = "manage/folded_boxes.html"

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Each group with its boxes and how many of them are chosen."""
        context = super().get_context(name, value, attrs)
        context["groups"] = [
            {"name": group, "boxes": boxes, "chosen": sum(bool(box["selected"]) for box in boxes)}
            for group, boxes, _index in context["widget"]["optgroups"]
        ]
        return context
