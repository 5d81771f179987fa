"""Addresses."""

from __future__ import annotations

from django.urls import path

from knipperlicht.web.trust import views

urlpatterns = [
    path("how-it-works/", views.index, name="trust"),
]
