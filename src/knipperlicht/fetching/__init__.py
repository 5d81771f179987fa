"""Polite fetching of the sources that have an open address: into the inbox, as files that each source reads itself.

Nothing is fetched unless an operator asks for it and says who they are (see docs/fetching.md).
"""
