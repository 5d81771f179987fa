"""Addresses."""

from __future__ import annotations

from django.urls import path

from knipperlicht.web.work import views

urlpatterns = [
    path("work/", views.choose, name="work"),
    path("work/<int:work>/resume/", views.resume, name="work_resume"),
    path("work/end/", views.end, name="work_end"),
    path("work/act-for/", views.act_for, name="act_for"),
]
