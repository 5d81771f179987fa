"""Addresses."""

from __future__ import annotations

from django.urls import path

from knipperlicht.web.auditlog import views

urlpatterns = [
    path("log/", views.index, name="audit_log"),
    path("log/export/", views.export, name="audit_export"),
    path("log/check/", views.check, name="audit_check"),
]
