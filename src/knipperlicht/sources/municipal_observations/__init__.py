"""What municipal services found and decided about a company, as the case world exports it: CSV or JSON lines.

Forms of visits, returned registered mail, closed doors at posted hours, decisions on permits, infringements. No tips,
no police data, no data of people (domain catalogue §5): the layout has no place for them.
"""

from __future__ import annotations

from knipperlicht.sources.municipal_observations.load import SOURCE

__all__ = ["SOURCE"]
