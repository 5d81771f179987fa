"""Addresses."""

from __future__ import annotations

from django.urls import path

from knipperlicht.web.trust import views

urlpatterns = [
    path("how-it-works/", views.overview, name="trust"),
    path("how-it-works/indicators/", views.indicators, name="indicators"),
    path("how-it-works/indicators/<slug:slug>/", views.indicator, name="indicator"),
    path("how-it-works/score-card/", views.score_card, name="score_card"),
    path("how-it-works/sources/", views.sources, name="sources"),
    path("how-it-works/excluded/", views.excluded, name="excluded"),
    path("how-it-works/contest/", views.contest, name="contest"),
]
