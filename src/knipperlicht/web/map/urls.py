"""Addresses."""

from __future__ import annotations

from django.urls import path

from knipperlicht.web.map import views

urlpatterns = [
    path("map/", views.index, name="map"),
]
