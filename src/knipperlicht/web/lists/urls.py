"""Addresses."""

from __future__ import annotations

from django.urls import path

from knipperlicht.web.lists import views

urlpatterns = [
    path("list/", views.index, name="lists"),
    path("watch-lists/", views.index, name="watchlists"),
]
