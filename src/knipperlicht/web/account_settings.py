"""Settings of django-allauth and of sessions: who may come in, how, and for how long."""

from __future__ import annotations

import os
from typing import Any

from knipperlicht.web.environment import Environment

_environment = Environment.read(os.environ)

ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_USER_DISPLAY = "knipperlicht.web.account.adapter.display"
ACCOUNT_ADAPTER = "knipperlicht.web.account.adapter.ClosedAccounts"
ACCOUNT_FORMS = {
    "login": "knipperlicht.web.account.plain_forms.SignIn",
    "change_password": "knipperlicht.web.account.plain_forms.ChangePassword",
    "set_password": "knipperlicht.web.account.plain_forms.SetPassword",
    "reset_password": "knipperlicht.web.account.plain_forms.ResetPassword",
    "reset_password_from_key": "knipperlicht.web.account.plain_forms.NewPassword",
    "reauthenticate": "knipperlicht.web.account.plain_forms.Confirm",
}
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # a public form must not send mail to strangers
ACCOUNT_EMAIL_SUBJECT_PREFIX = "Knipperlicht: "
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_REAUTHENTICATION_TIMEOUT = 600
ACCOUNT_REAUTHENTICATION_REQUIRED = True
# Per account wherever the attempts come from, and per address; counted in the database, so by all workers together.
ACCOUNT_RATE_LIMITS = {"login_failed": "10/m/ip,5/5m/key", "login": "30/m/ip", "reauthenticate": "10/m/user"}
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if _environment.proxy else 0
CACHES = {"default": {"BACKEND": "knipperlicht.web.account.cache.DatabaseJson"}}

MFA_ADAPTER = "knipperlicht.web.account.factors.Factors"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_FORMS = {
    "add_webauthn": "knipperlicht.web.account.forms.AddPasskey",
    "authenticate": "knipperlicht.web.account.plain_forms.SecondFactor",
    "reauthenticate": "knipperlicht.web.account.plain_forms.ConfirmByCode",
    "activate_totp": "knipperlicht.web.account.plain_forms.AddApp",
}
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Knipperlicht"
MFA_TOTP_TOLERANCE = 1  # the clock of a phone may be half a minute off
SECOND_FACTOR_ROLES: tuple[str, ...] = {
    "nobody": (),
    "roles": ("manager", "auditor", "operator"),
    "everyone": ("reader", "worker", "analyst", "manager", "auditor", "operator"),
}["nobody" if _environment.demo else _environment.second_factor]

PASSWORD_RESET_TIMEOUT = 3600
SESSION_LASTS = 12 * 3600
SESSION_IDLE = 2 * 3600

SOCIALACCOUNT_ADAPTER = "knipperlicht.web.account.government.Identities"
SOCIALACCOUNT_AUTO_SIGNUP = False
SOCIALACCOUNT_EMAIL_AUTHENTICATION = False  # Identities links, and only who was invited
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_ONLY = False
GOVERNMENT = "government"
NATIONAL_NUMBER_CLAIM = _environment.oidc_national_number
SOCIALACCOUNT_PROVIDERS: dict[str, Any] = {}
if _environment.oidc_issuer:
    SOCIALACCOUNT_PROVIDERS["openid_connect"] = {
        "APPS": [
            {
                "provider_id": GOVERNMENT,
                "name": _environment.oidc_name,
                "client_id": _environment.oidc_client_id,
                "secret": _environment.oidc_client_secret,
                "settings": {
                    "server_url": _environment.oidc_issuer.rstrip("/"),
                    "scope": ["openid", "profile", "email", *_environment.oidc_scopes],
                    "oauth_pkce_enabled": True,
                },
            }
        ]
    }
