"""Addresses."""

from __future__ import annotations

from django.urls import path

from knipperlicht.web.dossier import (
    views,
    views_contests,
    views_notes,
    views_people,
    views_places,
    views_watch,
)

urlpatterns = [
    path("dossier/<str:number>/", views.dossier, name="dossier"),
    path("dossier/<str:number>/print/", views.print_view, name="dossier_print"),
    path("dossier/<str:number>/pin/", views.set_pin, name="dossier_pin"),
    path("dossier/<str:number>/outside/", views.open_outside, name="dossier_outside"),
    path("dossier/<str:number>/place/", views_places.place, name="dossier_place"),
    path("dossier/<str:number>/establishments/", views_places.establishments, name="dossier_establishments"),
    path("dossier/<str:number>/timeline/", views_places.timeline, name="dossier_timeline"),
    path("dossier/<str:number>/people/", views_people.people, name="dossier_people"),
    path("dossier/<str:number>/watch/", views_watch.watch, name="dossier_watch"),
    path("dossier/<str:number>/notes/", views_notes.add, name="note_add"),
    path("dossier/<str:number>/notes/<int:note>/", views_notes.change, name="note_change"),
    path("dossier/<str:number>/notes/<int:note>/delete/", views_notes.delete, name="note_delete"),
    path("dossier/<str:number>/contests/new/", views_contests.new, name="contest_new"),
    path("contests/", views_contests.index, name="contests"),
    path("contests/<int:contest>/", views_contests.one, name="contest_one"),
    path("contests/<int:contest>/answer/", views_contests.answer, name="contest_answer"),
]
