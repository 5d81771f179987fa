"""Family lokaal: what services saw on the spot."""
