"""Indicators, score card, sources: how it works, for everyone."""
