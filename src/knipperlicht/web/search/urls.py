"""Addresses."""

from __future__ import annotations

from django.urls import path

from knipperlicht.web.search import views

urlpatterns = [
    path("search/", views.search, name="search"),
    path("search/suggest/", views.suggest, name="suggest"),
    path("search/open/<str:number>/", views.chosen, name="search_chosen"),
]
