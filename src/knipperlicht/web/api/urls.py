"""Addresses."""

from __future__ import annotations

from django.urls import path

from knipperlicht.web.api import views, views_people, views_search

urlpatterns = [
    path("api/v1/dossiers/<str:number>", views.dossier, name="api_dossier"),
    path("api/v1/search", views_search.search, name="api_search"),
    path("api/v1/mandate-holders", views_people.mandate_holders, name="api_people"),
    path("api/v1/openapi.json", views.description, name="api_description"),
]
