"""Version 1. Every error is `{"error": sentence}` with its status: 400, 401, 403, 404, 428 (no purpose), 503."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpResponseBase, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from knipperlicht.bridge import register
from knipperlicht.bridge.served import NothingServed
from knipperlicht.cases.operator.service import flags_only
from knipperlicht.cases.organisations.roles import Right
from knipperlicht.core.numbers import NumberError
from knipperlicht.errors import NothingFound
from knipperlicht.web.access import needs
from knipperlicht.web.api.document import openapi
from knipperlicht.web.dossier.door import OutsideTerritory, open_dossier
from knipperlicht.web.language import language_of
from knipperlicht.web.requests import Signed


def plain_errors(view: Callable[..., JsonResponse]) -> Callable[..., JsonResponse]:
    """Sentences for programs."""

    @wraps(view)
    def guarded(request: Signed, *args: Any, **kwargs: Any) -> JsonResponse:
        try:
            return view(request, *args, **kwargs)
        except NumberError as error:
            return refusal(400, error.sentence(language_of(request)))
        except NothingFound as error:
            return refusal(404, str(error))
        except OutsideTerritory:
            return refusal(403, _("This dossier has no address in the territory of your organisation."))
        except NothingServed as error:
            return refusal(503, str(error))

    return guarded


def refusal(status: int, sentence: str) -> JsonResponse:
    """A sentence with its status."""
    return JsonResponse({"error": sentence}, status=status)


@needs(Right.LOOK, purpose=True, json=True)
@require_safe
@plain_errors
def dossier(request: Signed, number: str) -> JsonResponse:
    """The score and its explanation (docs/reference/explain.md); logged like the page."""
    open_dossier(request, number, event="api.dossier")
    explained = register.explain(number, language=language_of(request), flags_only=flags_only())
    answer = JsonResponse(explained, json_dumps_params={"ensure_ascii": False})
    answer["Cache-Control"] = "no-store"
    return answer


@needs(Right.LOOK, json=True)
@require_safe
def description(request: Signed) -> HttpResponseBase:
    """The OpenAPI document."""
    return JsonResponse(openapi(request.build_absolute_uri("/")))
