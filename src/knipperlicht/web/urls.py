"""Every address of the site; a page adds its own line."""

from __future__ import annotations

from importlib import import_module

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

from knipperlicht.web.installed import own_apps
from knipperlicht.web.styleguide import styleguide

handler400 = "knipperlicht.web.errors.bad_request"
handler403 = "knipperlicht.web.errors.not_allowed"
handler404 = "knipperlicht.web.errors.not_found"


def _pages() -> list[URLPattern | URLResolver]:
    """The `urls.py` of every page folder."""
    found: list[URLPattern | URLResolver] = []
    for app in own_apps():
        if app.startswith("knipperlicht.web."):
            found += import_module(f"{app}.urls").urlpatterns
    return found


urlpatterns: list[URLPattern | URLResolver] = [
    *_pages(),
    path("language/", include("django.conf.urls.i18n")),
]
if settings.DEMO:
    urlpatterns.append(path("styleguide/", styleguide, name="styleguide"))
