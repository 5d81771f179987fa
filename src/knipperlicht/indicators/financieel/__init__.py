"""Family financieel: what the annual accounts say."""
