"""Days of invented files, reckoned back from today so that the demonstration is never out of date."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from knipperlicht.core.workdays import nth_workday, workdays_back


@dataclass(frozen=True, kw_only=True)
class Days:
    """Working days of one file: day 0 is its start, `ago` working days before today."""

    today: date
    ago: int

    @property
    def start(self) -> date:
        """The day the file begins."""
        return workdays_back(self.today - timedelta(days=1), self.ago)

    def day(self, number: int) -> date:
        """The working day of this number; 0 is the start, 1 the first working day after it."""
        return self.start if number == 0 else nth_workday(self.start + timedelta(days=1), number)

    def iso(self, number: int) -> str:
        """The same, as fields of a step hold it."""
        return self.day(number).isoformat()
