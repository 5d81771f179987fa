"""Filling a Word template from a context. Jinja runs in its sandbox; a variable that does not exist is named, never left empty."""

from __future__ import annotations

from io import BytesIO
from typing import Any, NoReturn

from django.utils.translation import gettext as _
from docxtpl import DocxTemplate
from jinja2 import StrictUndefined, TemplateError
from jinja2.exceptions import SecurityError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from knipperlicht.errors import KnipperlichtError


class TemplateFault(KnipperlichtError):
    """A template that cannot be filled; its text says what to change in the Word file."""


class _UnknownVariable(Exception):
    """Carries the name the template asks."""


class _Unknown(StrictUndefined):
    """Raises with the name as soon as it is used."""

    __slots__ = ()

    def _fail_with_undefined_error(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise _UnknownVariable(str(self._undefined_name))

    __str__ = __iter__ = __len__ = __bool__ = __eq__ = __ne__ = __hash__ = _fail_with_undefined_error
    __getattr__ = __getitem__ = __call__ = __add__ = __radd__ = _fail_with_undefined_error


def fill(template: bytes, context: dict[str, Any]) -> bytes:
    """The Word document with every variable in its place. Raises TemplateFault with one sentence."""
    rules = ImmutableSandboxedEnvironment(undefined=_Unknown, autoescape=True)
    word = DocxTemplate(BytesIO(template))
    try:
        word.render(context, jinja_env=rules, autoescape=True)
    except _UnknownVariable as unknown:
        raise TemplateFault(
            _(
                "The template asks “%(name)s”, which this document does not have. Look in the list of variables, and change it in the Word file."
            )
            % {"name": unknown}
        ) from unknown
    except SecurityError as error:
        raise TemplateFault(
            _("The template asks something that a template may not ask. Use the variables of the list only.")
        ) from error
    except (TemplateError, TypeError, ValueError, OverflowError) as error:
        raise TemplateFault(
            _("The template cannot be filled: %(why)s. Change it in the Word file.") % {"why": error}
        ) from error
    made = BytesIO()
    word.save(made)
    return made.getvalue()
