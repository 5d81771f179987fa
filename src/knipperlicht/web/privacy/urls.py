"""Addresses."""

from __future__ import annotations

from django.urls import path

from knipperlicht.web.privacy import views, views_destruction, views_files, views_registers, views_requests

urlpatterns = [
    path("privacy/", views.index, name="privacy"),
    path("privacy/requests/", views_requests.requests, name="privacy_requests"),
    path("privacy/requests/new/", views_requests.new, name="privacy_request_new"),
    path("privacy/requests/<int:pk>/", views_requests.request_page, name="privacy_request"),
    path("privacy/requests/<int:pk>/identity/", views_requests.identity, name="privacy_request_identity"),
    path("privacy/requests/<int:pk>/extend/", views_requests.extension, name="privacy_request_extend"),
    path("privacy/requests/<int:pk>/answer/", views_requests.reply, name="privacy_request_answer"),
    path("privacy/destruction/", views_destruction.index, name="privacy_destruction"),
    path("privacy/destruction/<int:pk>/", views_destruction.dry_run, name="privacy_dry_run"),
    path("privacy/destruction/done/<int:pk>/", views_destruction.record, name="privacy_destroyed"),
    path("privacy/registers/", views_registers.index, name="privacy_registers"),
    path("privacy/registers/export/", views_registers.export, name="privacy_registers_export"),
    path("privacy/central-register/", views_registers.central, name="privacy_central"),
    path("cases/<int:file_id>/hold/", views_files.place, name="case_hold"),
    path("cases/<int:file_id>/hold/review/", views_files.review, name="case_hold_review"),
    path("cases/<int:file_id>/hold/end/", views_files.end, name="case_hold_end"),
    path("cases/<int:file_id>/register-form/", views_files.register_form, name="case_register_form"),
    path("cases/<int:file_id>/register-form/json/", views_files.register_json, name="case_register_json"),
]
