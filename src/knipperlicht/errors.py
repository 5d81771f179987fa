"""Errors a user can act on. Each carries one sentence; the command line prints it and sets the exit code."""

from __future__ import annotations


class KnipperlichtError(Exception):
    """Base of every error meant for people: `str(error)` is one clear sentence.

    `exit_code` follows the command line's contract: 1 nothing usable or not found,
    2 bad arguments or unusable file.
    """

    exit_code = 2


class UnusableFile(KnipperlichtError):
    """A file that cannot be taken in at all; nothing was stored and the served snapshot is untouched."""


class NothingFound(KnipperlichtError):
    """The question was understood, the answer is empty."""

    exit_code = 1


class Busy(KnipperlichtError):
    """Another ingest or build holds the data directory."""
