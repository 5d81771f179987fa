"""What a dossier page says when there is nothing to show: a wrong number, an unknown one, one outside the territory."""

from __future__ import annotations

from functools import wraps
from typing import Any

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _

from knipperlicht.bridge import register
from knipperlicht.cases.organisations.roles import Right
from knipperlicht.core.numbers import NumberError
from knipperlicht.errors import NothingFound
from knipperlicht.web.dossier.door import OutsideTerritory
from knipperlicht.web.dossier.forms import OutsideForm
from knipperlicht.web.language import language_of
from knipperlicht.web.requests import Signed, View

FRAGMENT = "HX-Request"


def answered(view: View) -> View:
    """Turn what the door raises into a page with one clear sentence in the language of the user."""

    @wraps(view)
    def guarded(request: Signed, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            return view(request, *args, **kwargs)
        except NumberError as error:
            return _nothing(request, error.sentence(language_of(request)), status=400)
        except NothingFound:
            sentence = _("The register holds no enterprise or establishment with the number %(number)s.")
            return _nothing(request, sentence % {"number": kwargs.get("number", "")}, status=404)
        except OutsideTerritory as refused:
            return outside_page(request, refused.number, OutsideForm(), status=403)

    return guarded


def _nothing(request: Signed, sentence: str, *, status: int) -> HttpResponse:
    return render(request, "dossier/nothing.html", {"sentence": sentence}, status=status)


def outside_page(request: Signed, enterprise: int, form: OutsideForm, *, status: int) -> HttpResponse:
    """Explains the territory, and offers a written reason to who may give one."""
    found = register.explain(f"{enterprise:010d}", language=language_of(request), flags_only=True)
    context = {
        "number": found["enterprise_number"],
        "name": found["name"],
        "form": form,
        "may_open": request.actor.may(Right.OUTSIDE) and request.work is not None,
    }
    return render(request, "dossier/outside.html", context, status=status)
