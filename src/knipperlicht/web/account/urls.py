"""Addresses of signing in and of one's own account. Only what is used of allauth is routed, each with its rule."""

from __future__ import annotations

from allauth.account import views as entrance
from allauth.mfa.base import views as factors
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as passkeys
from allauth.socialaccount import views as social
from django.urls import path, re_path

from knipperlicht.web.access import public, signed_in
from knipperlicht.web.account import views, views_government, views_invitation

urlpatterns = [
    path("account/", views.account, name="account"),
    path("account/language/", views.language, name="account_language"),
    path("account/theme/", views.theme, name="account_theme"),
    path("account/sessions/", views.sessions, name="account_sessions"),
    path("account/log/", views.own_log, name="account_log"),
    # coming in and going out
    path("account/login/", public(entrance.login), name="account_login"),
    path("account/logout/", public(entrance.logout), name="account_logout"),
    path("account/inactive/", public(entrance.account_inactive), name="account_inactive"),
    path("account/passkey/", public(passkeys.login_webauthn), name="mfa_login_webauthn"),
    path("account/factor/", public(factors.authenticate), name="mfa_authenticate"),
    path("account/invitation/<str:token>/", views_invitation.invitation, name="account_invitation"),
    path(
        "account/invitation/<str:token>/government/",
        views_invitation.invitation_government,
        name="account_invitation_government",
    ),
    path(
        "account/invitation/<str:token>/accept/",
        views_invitation.invitation_accept,
        name="account_invitation_accept",
    ),
    # passwords
    path("account/password/change/", signed_in(entrance.password_change), name="account_change_password"),
    path("account/password/set/", signed_in(entrance.password_set), name="account_set_password"),
    path("account/password/reset/", public(entrance.password_reset), name="account_reset_password"),
    path(
        "account/password/reset/done/",
        public(entrance.password_reset_done),
        name="account_reset_password_done",
    ),
    path(
        "account/password/reset/key/done/",
        public(entrance.password_reset_from_key_done),
        name="account_reset_password_from_key_done",
    ),
    re_path(
        r"^account/password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>[^/]+)/$",
        public(entrance.password_reset_from_key),
        name="account_reset_password_from_key",
    ),
    # confirming again
    path("account/confirm/", signed_in(entrance.reauthenticate), name="account_reauthenticate"),
    path("account/confirm/code/", signed_in(factors.reauthenticate), name="mfa_reauthenticate"),
    path(
        "account/confirm/passkey/",
        signed_in(passkeys.reauthenticate_webauthn),
        name="mfa_reauthenticate_webauthn",
    ),
    # second factors
    path("account/factors/", signed_in(factors.index), name="mfa_index"),
    path("account/factors/app/", signed_in(totp.activate_totp), name="mfa_activate_totp"),
    path("account/factors/app/remove/", signed_in(totp.deactivate_totp), name="mfa_deactivate_totp"),
    path("account/factors/codes/", signed_in(codes.view_recovery_codes), name="mfa_view_recovery_codes"),
    path(
        "account/factors/codes/new/",
        signed_in(codes.generate_recovery_codes),
        name="mfa_generate_recovery_codes",
    ),
    path(
        "account/factors/codes/file/",
        signed_in(codes.download_recovery_codes),
        name="mfa_download_recovery_codes",
    ),
    path("account/factors/passkeys/", signed_in(passkeys.list_webauthn), name="mfa_list_webauthn"),
    path("account/factors/passkeys/add/", signed_in(passkeys.add_webauthn), name="mfa_add_webauthn"),
    path("account/factors/passkeys/<int:pk>/", signed_in(passkeys.edit_webauthn), name="mfa_edit_webauthn"),
    path(
        "account/factors/passkeys/<int:pk>/remove/",
        signed_in(passkeys.remove_webauthn),
        name="mfa_remove_webauthn",
    ),
    # the government identity provider
    path("account/government/", views_government.login, name="government_login"),
    path("account/government/connect/", views_government.connect, name="government_connect"),
    path("account/government/connect/go/", views_government.connect_go, name="government_connect_go"),
    path(
        "account/government/cancelled/", public(social.login_cancelled), name="socialaccount_login_cancelled"
    ),
    path("account/government/error/", public(social.login_error), name="socialaccount_login_error"),
    path(
        "account/oidc/<str:provider_id>/callback/", views_government.callback, name="openid_connect_callback"
    ),
]
