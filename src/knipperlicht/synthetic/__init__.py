"""A synthetic KBO register in the official Open Data format, with planted stories and a ground truth.

Nothing in it is real: see `synthesize`. The state of the register follows from the parameters alone.
"""

from __future__ import annotations

from .daily import DailyUpdate, synthesize_daily_update
from .recent import synthesize_until
from .synthesis import BadRequest, Parameters, SynthesisResult, synthesize

__all__ = [
    "BadRequest",
    "DailyUpdate",
    "Parameters",
    "SynthesisResult",
    "synthesize",
    "synthesize_daily_update",
    "synthesize_until",
]
