"""Family adres: address."""
