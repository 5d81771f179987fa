"""Addresses."""

from __future__ import annotations

from django.urls import path

from knipperlicht.web.dossier import views

urlpatterns = [
    path("dossier/<str:number>/", views.dossier, name="dossier"),
]
