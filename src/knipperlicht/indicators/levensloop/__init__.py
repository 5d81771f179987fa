"""Family levensloop: identity and lifecycle."""
