"""The site attacked."""
