"""Versioned reference data: small files beside this module, each with its source in SOURCES.md."""
