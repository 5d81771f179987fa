"""Work in the background: runs, outcomes, rhythm."""
