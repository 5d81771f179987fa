"""What each register said, from when to when: layers of Parquet, always remakeable from the raw files."""
