"""Measures that go with another file: what their guards ask about it, and what follows for them when it ends or stands again."""
