"""Sign in, second factor, own settings."""
