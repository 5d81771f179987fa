"""Data on offences and convictions, encrypted with a key of the organisation (AES-256-GCM).

The key follows from the site's secret and the organisation's number by HKDF: a copy of the database alone opens nothing, and one
organisation's key opens nothing of another's. What is sealed is bound to its file: moved to another row, it does not open.
"""

from __future__ import annotations

import json
import os
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

NONCE = 12


class CannotOpen(Exception):
    """Sealed data that this key does not open: another site's secret, another file, or changed bytes."""


def seal(data: Any, *, organisation: int, bound_to: str) -> bytes:
    """Encrypt JSON data; `bound_to` names the row it belongs to."""
    return seal_bytes(json.dumps(data).encode(), organisation=organisation, bound_to=bound_to)


def unseal(sealed: bytes | memoryview, *, organisation: int, bound_to: str) -> Any:
    """The data; raises CannotOpen."""
    return json.loads(unseal_bytes(bytes(sealed), organisation=organisation, bound_to=bound_to))


def seal_bytes(content: bytes, *, organisation: int, bound_to: str) -> bytes:
    """Encrypt the bytes of a document or of JSON."""
    nonce = os.urandom(NONCE)
    return nonce + AESGCM(_key(organisation)).encrypt(nonce, content, bound_to.encode())


def unseal_bytes(sealed: bytes, *, organisation: int, bound_to: str) -> bytes:
    """The bytes; raises CannotOpen."""
    try:
        return AESGCM(_key(organisation)).decrypt(sealed[:NONCE], sealed[NONCE:], bound_to.encode())
    except (InvalidTag, ValueError) as error:
        raise CannotOpen(bound_to) from error


def _key(organisation: int) -> bytes:
    derived = HKDF(
        algorithm=SHA256(),
        length=32,
        salt=b"knipperlicht-casefiles",
        info=f"organisation:{organisation}".encode(),
    )
    return derived.derive(settings.SECRET_KEY.encode())
