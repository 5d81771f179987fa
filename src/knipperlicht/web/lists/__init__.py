"""Lists: filter, sort, save, export."""
