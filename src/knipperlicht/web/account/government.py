"""The government identity provider by OpenID Connect (CSAM/FAS, or ACM/IDM of Flanders).

The code flow with state, PKCE and a nonce, which allauth lacks: it is a hash of the PKCE verifier, so it hangs on the
same state. The signature of the ID token is always checked. Nobody gets an account who was not invited.
"""

from __future__ import annotations

import hashlib
import hmac
from typing import Any

import jwt
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter, get_adapter
from allauth.socialaccount.models import SocialApp, SocialToken
from allauth.socialaccount.providers.base import Provider
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.http import Http404, HttpRequest
from django.urls import reverse

from knipperlicht.cases.organisations.models import User

ALGORITHMS = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512"]
"""Signatures only the provider can make; what the token itself says about it is not believed."""
LEEWAY = 30
"""Seconds two clocks may differ."""


def nonce_of(verifier: str) -> str:
    """The nonce that belongs to a PKCE verifier; the verifier itself never passes the browser."""
    return hashlib.sha256(b"nonce:" + verifier.encode()).hexdigest()


class GovernmentFlow(OpenIDConnectOAuth2Adapter):  # type: ignore[misc]
    """The code flow, with the nonce and the signature checked."""

    expected_nonce = ""

    def get_access_token_data(
        self, request: HttpRequest, app: SocialApp, client: Any, pkce_code_verifier: str | None = None
    ) -> Any:
        """The tokens for the code; remembers which nonce the ID token must carry."""
        if not pkce_code_verifier:
            raise OAuth2Error("no verifier in the state")
        self.expected_nonce = nonce_of(pkce_code_verifier)
        data = super().get_access_token_data(request, app, client, pkce_code_verifier=pkce_code_verifier)
        if not data.get("id_token"):
            raise OAuth2Error("no ID token")
        return data

    def _decode_id_token(self, app: SocialApp, id_token: str) -> dict[str, Any]:
        try:
            claims: dict[str, Any] = jwt.decode(
                id_token,
                self._key(jwt.get_unverified_header(id_token).get("kid")),
                algorithms=ALGORITHMS,
                issuer=self.openid_config["issuer"],
                audience=app.client_id,
                options={"require": ["exp", "iat", "sub"]},
                leeway=LEEWAY,
            )
        except jwt.PyJWTError as error:
            raise OAuth2Error("the ID token is not valid") from error
        if not hmac.compare_digest(str(claims.get("nonce", "")), self.expected_nonce):
            raise OAuth2Error("the nonce is not ours")
        return claims

    def _key(self, wanted: str | None) -> jwt.PyJWK:
        """The provider's key of this name; without a name its only one (OpenID Connect Core §10.1)."""
        with get_adapter().get_requests_session() as session:
            answer = session.get(self.openid_config["jwks_uri"])
            answer.raise_for_status()
        keys = jwt.PyJWKSet.from_dict(answer.json()).keys
        fitting = [key for key in keys if wanted is None or key.key_id == wanted]
        if len(fitting) != 1:
            raise OAuth2Error("no such key")
        return fitting[0]

    def complete_login(self, request: HttpRequest, app: SocialApp, token: SocialToken, **kwargs: Any) -> Any:
        """Both answers of the provider must be about the same person."""
        login = super().complete_login(request, app, token, **kwargs)
        said = login.account.extra_data
        if said.get("userinfo", {}).get("sub") != said.get("id_token", {}).get("sub"):
            raise OAuth2Error("user info of another person")
        return login


class GovernmentProvider(OpenIDConnectProvider):  # type: ignore[misc]
    """Adds the nonce to what the browser carries to the provider; takes no parameters from our own address."""

    oauth2_adapter_class = GovernmentFlow

    def get_pkce_params(self) -> dict[str, str]:
        """PKCE, and the nonce that belongs to it."""
        made: dict[str, str] = super().get_pkce_params()
        return {**made, "nonce": nonce_of(made["code_verifier"])}


class Identities(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """Who an identity is here: linked before, the verified e-mail address of an account, or invited."""

    def get_provider(self, request: HttpRequest, provider: str, client_id: str | None = None) -> Provider:
        """Ours for OpenID Connect."""
        found = super().get_provider(request, provider, client_id)
        return (
            GovernmentProvider(request, app=found.app) if isinstance(found, OpenIDConnectProvider) else found
        )

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        """Never: accounts come from invitations."""
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Find the account, or refuse; see linking.py."""
        from knipperlicht.web.account.linking import settle  # linking knows the pages, this file the protocol

        settle(request, sociallogin)

    def get_connect_redirect_url(self, request: HttpRequest, socialaccount: Any) -> str:
        """Back to the own account."""
        return reverse("account")

    def populate_user(self, request: HttpRequest, sociallogin: Any, data: dict[str, Any]) -> User:
        """Nothing is taken over unseen: settle decides."""
        user: User = sociallogin.user
        return user


def configured() -> bool:
    """Whether the operator set a government identity provider."""
    return bool(settings.SOCIALACCOUNT_PROVIDERS.get("openid_connect", {}).get("APPS"))


def provider(request: HttpRequest) -> GovernmentProvider:
    """The provider the operator set; 404 when there is none."""
    if not configured():
        raise Http404
    found: GovernmentProvider = get_adapter().get_provider(request, settings.GOVERNMENT)
    return found
