"""Addresses."""

from __future__ import annotations

from django.urls import path

from knipperlicht.web.run import views

urlpatterns = [
    path("healthz", views.alive, name="healthz"),
    path("readyz", views.ready, name="readyz"),
]
