"""Words of allauth's forms that our catalogues say their own way: formally, and in all three languages."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

OURS = (
    _("Authenticator code"),
    _("Code"),
    _("Current Password"),
    _("Email"),
    _("Email address"),
    _("New Password"),
    _("New Password (again)"),
    _("Password (again)"),
    _("You must type the same password each time."),
)
"""Our catalogues come before allauth's, so these translations win."""
