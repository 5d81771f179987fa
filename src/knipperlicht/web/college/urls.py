"""Addresses."""

from __future__ import annotations

from django.urls import path

from knipperlicht.web.college import views, views_items, views_meetings

urlpatterns = [
    path("college/", views.index, name="college"),
    path("college/meetings/new/", views_meetings.new, name="college_meeting_new"),
    path("college/meetings/<int:pk>/", views.meeting, name="college_meeting"),
    path("college/meetings/<int:pk>/move/", views_meetings.move_meeting, name="college_meeting_move"),
    path("college/meetings/<int:pk>/cancel/", views_meetings.cancel_meeting, name="college_meeting_cancel"),
    path("college/meetings/<int:pk>/close/", views_meetings.close_meeting, name="college_meeting_close"),
    path("college/meetings/<int:pk>/minutes/", views.minutes, name="college_minutes"),
    path("college/items/<int:pk>/", views_items.item, name="college_item"),
    path("college/items/<int:pk>/postpone/", views_items.put_off, name="college_item_postpone"),
    path("college/items/<int:pk>/off/", views_items.off, name="college_item_off"),
    path("college/items/<int:pk>/<slug:step>/", views_items.decision, name="college_decide"),
    path("college/put/<int:file_id>/", views_items.put_on, name="college_put"),
]
