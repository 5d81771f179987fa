"""Addresses."""

from __future__ import annotations

from django.urls import path

from knipperlicht.web.api import views

urlpatterns = [
    path("api/v1/dossiers/<str:number>", views.dossier, name="api_dossier"),
    path("api/v1/openapi.json", views.description, name="api_description"),
]
