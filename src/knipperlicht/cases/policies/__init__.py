"""Policy of a municipality: listed activities, risk analysis, police regulation, and the establishments in scope."""
