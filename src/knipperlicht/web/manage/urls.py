"""Addresses."""

from __future__ import annotations

from django.urls import path

from knipperlicht.web.manage import members_urls, organisation, thresholds, views

urlpatterns = [
    path("manage/", views.index, name="manage"),
    path("manage/organisations/", views.organisations, name="manage_organisations"),
    path("manage/organisations/new/", organisation.organisation, name="manage_organisation_new"),
    path("manage/organisations/<int:pk>/", organisation.organisation, name="manage_organisation"),
    path("manage/settings/", views.site_settings, name="manage_settings"),
    path("manage/thresholds/", thresholds.thresholds, name="manage_thresholds"),
    path("manage/jobs/", views.jobs, name="manage_jobs"),
    path("manage/jobs/start/", views.start_job, name="manage_job_start"),
    path("manage/jobs/<int:pk>/", views.job, name="manage_job"),
    *members_urls.urlpatterns,
]
