"""One module an indicator, by family, found by name. See `framework.py` for what a module holds."""
