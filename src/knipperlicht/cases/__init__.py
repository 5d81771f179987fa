"""People's work: one Django app a capability. Apps talk to each other through `service.py`."""
