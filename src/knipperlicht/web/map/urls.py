"""Addresses."""

from __future__ import annotations

from django.urls import path

from knipperlicht.web.map import views

urlpatterns = [
    path("map/", views.index, name="map"),
    path("map/points/", views.points, name="map_points"),
    path("map/boundaries/", views.boundaries, name="map_boundaries"),
    path("map/area/", views.area, name="map_area"),
]
