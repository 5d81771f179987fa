"""Each module is one job, started in a process of its own so that its memory is its own."""
