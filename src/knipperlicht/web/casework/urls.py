"""Addresses."""

from __future__ import annotations

from django.urls import path

from knipperlicht.web.casework import views

urlpatterns = [
    path("cases/<int:file_id>/", views.file_page, name="case_file"),
]
