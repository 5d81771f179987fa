"""Addresses."""

from __future__ import annotations

from django.urls import path

from knipperlicht.web.casework import (
    views,
    views_act,
    views_calendar,
    views_figures,
    views_list,
    views_open,
    views_team,
)

urlpatterns = [
    path("cases/", views.my_work, name="my_work"),
    path("cases/list/", views_list.case_list, name="case_list"),
    path("cases/calendar/", views_calendar.calendar, name="case_calendar"),
    path("cases/calendar/key/", views_calendar.feed_key, name="case_feed_key"),
    path("cases/calendar.ics", views_calendar.feed, name="case_feed"),
    path("cases/figures/", views_figures.figures, name="case_figures"),
    path("cases/figures.csv", views_figures.figures_csv, name="case_figures_csv"),
    path("cases/new/", views_open.choose, name="case_choose"),
    path("cases/new/<slug:kind>/", views_open.new, name="case_new"),
    path("cases/<int:file_id>/", views.file_page, name="case_file"),
    path("cases/<int:file_id>/act/<slug:step>/", views_act.act, name="case_act"),
    path("cases/<int:file_id>/team/", views_team.change_team, name="case_team"),
]
