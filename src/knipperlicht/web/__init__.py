"""Screens, thin: one folder a page."""
