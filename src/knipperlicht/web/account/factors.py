"""Second factors: secrets encrypted at rest, a name for a new passkey."""

from __future__ import annotations

import base64
import hashlib
from io import BytesIO

import qrcode  # type: ignore[import-untyped]
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from qrcode.image.svg import SvgPathFillImage  # type: ignore[import-untyped]

from knipperlicht.cases.organisations.models import User


class Factors(DefaultMFAAdapter):  # type: ignore[misc]
    """allauth's rules for second factors, with the secrets sealed by the site's key."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": gettext_lazy(
            "This code is not right, or was used already. Wait for the next one and try again."
        )
    }

    def encrypt(self, text: str) -> str:
        """Who reads the database cannot make codes."""
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Back to the secret."""
        return _cipher().decrypt(encrypted_text.encode()).decode()

    def build_totp_svg(self, url: str) -> str:
        """The QR code on white, so that a phone reads it in dark mode too."""
        drawn = BytesIO()
        qrcode.make(url, image_factory=SvgPathFillImage).save(drawn)
        return drawn.getvalue().decode()

    def generate_authenticator_name(self, user: User, type: str) -> str:  # noqa: A002
        """A first name for a passkey; its owner may change it."""
        held = user.authenticator_set.filter(type=type).count()  # type: ignore[attr-defined]
        return _("Passkey {number}").format(number=held + 1)


def _cipher() -> Fernet:
    key = hashlib.sha256(b"second-factor:" + settings.SECRET_KEY.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(key))
