"""Tests of jobs."""

from tests.web.committing import _guarded_again, committing

__all__ = ["_guarded_again", "committing"]
