"""Municipal administrative sanctions: the fine, and the sanctions of the college (GAS-wet; law.md §4.1)."""

from __future__ import annotations

from knipperlicht.cases.procedures.gas.fine import FINE
from knipperlicht.cases.procedures.gas.sanction import SANCTION

PROCEDURES = (FINE, SANCTION)
