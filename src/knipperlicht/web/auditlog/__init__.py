"""Who looked at what, and why."""
