"""Administration by the operator and by managers of organisations."""
