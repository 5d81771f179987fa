"""Family netwerk: network."""
