"""Forms of one's own account."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.mfa.webauthn.forms import AddWebAuthnForm
from django import forms
from django.conf import settings
from django.contrib.auth.password_validation import password_validators_help_text_html
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

THEMES = (("auto", _("As the device")), ("light", _("Light")), ("dark", _("Dark")))


class NameForm(forms.Form):
    """How colleagues and the log name someone."""

    name = forms.CharField(
        label=_("Name"),
        max_length=120,
        min_length=2,
        help_text=_(
            "First and last name, as your colleagues know you. Rows written in the log keep the old name."
        ),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )


class LanguageForm(forms.Form):
    """One of the languages of the site."""

    language = forms.ChoiceField(choices=settings.LANGUAGES)


class ThemeForm(forms.Form):
    """Light, dark or as the device; the menu sends nothing for the last."""

    theme = forms.ChoiceField(choices=THEMES)

    def __init__(self, data: Any) -> None:
        super().__init__({"theme": data.get("theme") or "auto"})


class AddPasskey(AddWebAuthnForm):  # type: ignore[misc]
    """A passkey: its name, and whether it alone lets in."""

    name = forms.CharField(
        label=_("Name"), required=False, max_length=60,
        help_text=_("So that you know it again, such as “phone” or “blue key”."),
    )  # fmt: skip
    passwordless = forms.BooleanField(
        label=_("Sign in with this passkey alone, without password"),
        required=False,
        initial=True,
        help_text=_("It then asks for your fingerprint, face or PIN."),
    )


class JoinForm(forms.Form):
    """A first password, by who was invited."""

    name = forms.CharField(
        label=_("Name"), max_length=120, min_length=2, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    password = forms.CharField(
        label=_("Password"),
        strip=False,
        help_text=lazy(password_validators_help_text_html, str)(),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label=_("The same password again"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean(self) -> dict[str, Any]:
        """The password obeys the rules, and is the same twice."""
        given = super().clean() or {}
        password, again = given.get("password"), given.get("again")
        if password:
            self.user.name = given.get("name", "")
            try:
                get_adapter().clean_password(password, user=self.user)
            except forms.ValidationError as error:
                self.add_error("password", error)
            if again and password != again:
                self.add_error("again", _("The two passwords differ. Type the same twice."))
        return given
