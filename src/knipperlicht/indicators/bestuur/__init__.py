"""Family bestuur: governance: who runs the company."""
