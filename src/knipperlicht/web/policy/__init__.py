"""Policy of a municipality: activities, risk analysis, regulation, the list in scope, designations and agreements."""
