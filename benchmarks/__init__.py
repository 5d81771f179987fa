"""Measurements of what the engine must reach, as ratios within one run on one machine (see README.md)."""
