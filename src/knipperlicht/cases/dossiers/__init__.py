"""Notes, pins, recent dossiers, contests of the own organisation."""
