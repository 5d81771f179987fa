"""Addresses."""

from __future__ import annotations

from django.urls import path

from knipperlicht.web.search import views, views_people

urlpatterns = [
    path("search/", views.search, name="search"),
    path("search/suggest/", views.suggest, name="suggest"),
    path("search/people/", views_people.search_people, name="search_people"),
    path("search/open/<str:number>/", views.chosen, name="search_chosen"),
]
