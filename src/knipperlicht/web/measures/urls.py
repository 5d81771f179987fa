"""No address of its own: it stands on the page of a file."""

from __future__ import annotations

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
