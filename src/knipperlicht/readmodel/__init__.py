"""What a screen asks: search, explain, lists. Reads one published snapshot, never writes it."""
