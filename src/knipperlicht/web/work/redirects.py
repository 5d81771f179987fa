"""Where to go after an act: only addresses of this site."""

from __future__ import annotations

from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from knipperlicht.web.requests import Request


def back_to(request: Request, fallback: str = "home") -> str:
    """The `next` address when it leads back into this site."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    if url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    ):
        return wanted
    return reverse(fallback)
