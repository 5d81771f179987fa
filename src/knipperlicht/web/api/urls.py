"""Addresses."""

from __future__ import annotations

from django.urls import path

from knipperlicht.web.api import views, views_cases, views_people, views_search

urlpatterns = [
    path("api/v1/dossiers/<str:number>", views.dossier, name="api_dossier"),
    path("api/v1/search", views_search.search, name="api_search"),
    path("api/v1/mandate-holders", views_people.mandate_holders, name="api_people"),
    path("api/v1/cases", views_cases.cases, name="api_cases"),
    path("api/v1/cases/<int:file_id>", views_cases.case, name="api_case"),
    path("api/v1/cases/<int:file_id>/acts", views_cases.acts, name="api_case_acts"),
    path("api/v1/openapi.json", views.description, name="api_description"),
]
