"""allauth's forms, without the words in the boxes."""

from __future__ import annotations

from typing import Any

from allauth.account.forms import (
    ChangePasswordForm,
    LoginForm,
    ReauthenticateForm,
    ResetPasswordForm,
    ResetPasswordKeyForm,
    SetPasswordForm,
)
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as ReauthenticateByCodeForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from django import forms


class Plain:
    """allauth's fields without words in the box: they repeat the label, and vanish when one types."""

    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)


class SignIn(Plain, LoginForm):  # type: ignore[misc]
    """Address and password."""


class ChangePassword(Plain, ChangePasswordForm):  # type: ignore[misc]
    """The old password and a new one."""


class SetPassword(Plain, SetPasswordForm):  # type: ignore[misc]
    """A first password."""


class ResetPassword(Plain, ResetPasswordForm):  # type: ignore[misc]
    """The address to send a link to."""


class NewPassword(Plain, ResetPasswordKeyForm):  # type: ignore[misc]
    """A new password, behind the link."""


class Confirm(Plain, ReauthenticateForm):  # type: ignore[misc]
    """The password once more."""


class SecondFactor(Plain, AuthenticateForm):  # type: ignore[misc]
    """A code, after the password."""


class ConfirmByCode(Plain, ReauthenticateByCodeForm):  # type: ignore[misc]
    """A code, to confirm."""


class AddApp(Plain, ActivateTOTPForm):  # type: ignore[misc]
    """The first code of an app."""
