"""Addresses."""

from __future__ import annotations

from django.urls import path

from knipperlicht.web.lists import (
    views,
    views_bulk,
    views_export,
    views_samples,
    views_saved,
    views_watch,
)

urlpatterns = [
    path("list/", views.index, name="lists"),
    path("list/facets/", views.facets, name="list_facets"),
    path("list/streets/", views.streets, name="list_streets"),
    path("list/bulk/", views_bulk.bulk, name="list_bulk"),
    path("list/save/", views_saved.save, name="list_save"),
    path("list/sample/", views_samples.draw_sample, name="list_sample"),
    path("list/export/", views_export.export, name="list_export"),
    path("views/", views_saved.views, name="views"),
    path("views/<int:pk>/", views_saved.open_view, name="view_open"),
    path("views/<int:pk>/edit/", views_saved.edit, name="view_edit"),
    path("views/<int:pk>/delete/", views_saved.delete, name="view_delete"),
    path("samples/", views_samples.samples, name="samples"),
    path("samples/<int:pk>/", views_samples.sample, name="sample"),
    path("samples/<int:pk>/outcome/", views_samples.outcome, name="sample_outcome"),
    path("exports/", views_export.exports, name="exports"),
    path("exports/<int:pk>/download/", views_export.download, name="export_download"),
    path("watch-lists/", views_watch.watchlists, name="watchlists"),
    path("watch-lists/new/", views_watch.new, name="watchlist_new"),
    path("watch-lists/<int:pk>/", views_watch.watchlist, name="watchlist"),
    path("watch-lists/<int:pk>/edit/", views_watch.edit, name="watchlist_edit"),
    path("watch-lists/<int:pk>/delete/", views_watch.delete, name="watchlist_delete"),
    path("watch-lists/<int:pk>/add/", views_watch.put_on, name="watchlist_add"),
    path("watch-lists/<int:pk>/remove/", views_watch.take_off, name="watchlist_remove"),
]
