"""A synthetic KBO register in the official Open Data format, with planted stories and a ground truth.

Nothing in it is real: see `synthesize`. The state of the register follows from the parameters alone.
"""

from __future__ import annotations

from .synthesis import BadRequest, Parameters, SynthesisResult, synthesize

__all__ = ["BadRequest", "Parameters", "SynthesisResult", "synthesize"]
