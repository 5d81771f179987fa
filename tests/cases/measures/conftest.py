"""The town of the tests of case files."""

from tests.cases.town import on_day, town

__all__ = ["on_day", "town"]
