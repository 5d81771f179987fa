"""Family neerlegging: filing of annual accounts."""
