"""Family bescherming: protective evidence."""
