"""The piece of work: for what purpose someone looks."""
