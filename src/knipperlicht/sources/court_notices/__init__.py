"""Notices of enterprise courts in the gazette: bankruptcies, reorganisations, dissolutions, administrators."""

from __future__ import annotations

from knipperlicht.sources.court_notices.load import SOURCE

__all__ = ["SOURCE"]
