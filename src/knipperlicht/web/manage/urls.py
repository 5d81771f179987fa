"""Addresses."""

from __future__ import annotations

from django.urls import path

from knipperlicht.web.manage import views

urlpatterns = [
    path("manage/", views.index, name="manage"),
]
