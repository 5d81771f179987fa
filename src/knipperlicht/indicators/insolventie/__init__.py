"""Family insolventie: insolvency and court."""
