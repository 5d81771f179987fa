"""What can be wrong with an upload; one sentence each."""

from __future__ import annotations

from knipperlicht.errors import KnipperlichtError


class UnusableUpload(KnipperlichtError):
    """A file that is not taken in; its text says why and what to do."""


class NotScanned(KnipperlichtError):
    """The scanner for malware did not answer, so the file is not taken in."""
