"""The dossier of one enterprise."""
