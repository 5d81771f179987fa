"""The site under load, on the machine it runs on: `make bench-web`."""
