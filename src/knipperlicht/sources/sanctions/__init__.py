"""Sanctions and exclusion lists, as OpenSanctions publishes them: FollowTheMoney entities, one a line.

Only companies, organisations and legal entities; people are skipped and counted, never stored.
"""

from __future__ import annotations

from knipperlicht.sources.sanctions.load import SOURCE

__all__ = ["SOURCE"]
