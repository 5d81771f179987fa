"""Organisations, people, roles, territory."""
