"""Addresses of the members' pages."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.urls import path

from knipperlicht.cases.organisations.roles import Right
from knipperlicht.web.access import needs
from knipperlicht.web.requests import Signed


@needs(Right.MEMBERS)
def members(request: Signed) -> HttpResponse:
    """Not there yet."""
    raise Http404


urlpatterns = [path("manage/members/", members, name="manage_members")]
