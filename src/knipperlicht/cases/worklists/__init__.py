"""Saved views, watch-lists, exports."""
