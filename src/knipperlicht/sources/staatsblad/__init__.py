"""Belgisch Staatsblad, annex of legal persons: which acts a legal person published, and when."""

from __future__ import annotations

from knipperlicht.sources.staatsblad.load import SOURCE

__all__ = ["SOURCE"]
