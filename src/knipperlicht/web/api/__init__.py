"""The API: what the screens show, as JSON, behind the same doors."""
