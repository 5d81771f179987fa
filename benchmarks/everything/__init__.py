"""All sources at full size: making the files, loading them plainly, measuring the whole catalogue. See README.md."""
