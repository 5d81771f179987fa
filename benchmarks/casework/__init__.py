"""Case work with many files: pages, lists and the nightly run."""
