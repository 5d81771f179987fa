"""Purpose, and the log that nobody can change."""
