"""Look-alikes that leave hardly a trace, for an everyday reason; and the recoding of activities in bulk."""

from __future__ import annotations

import numpy as np

from ..hashing import draw
from ..nace import V2008
from ..script import Company
from .cast import SILENT, Cast


def quiet_family_firm(cast: Cast) -> None:
    """An old firm that has no website and changes nothing for years."""
    company = cast.existing("quiet")
    cast.script.change(0, company, **SILENT)
    cast.note(company, 0)


def market_trader(cast: Cast) -> None:
    """A market trader or webshop: a consumer business without premises, but reachable."""
    company, contact = cast.existing("bare"), cast.contact()
    cast.script.change(0, company, main=cast.activity("4781", "4789", "4791", "4799"), count=cast.count(1, 3))
    if cast.often(0.7):
        cast.script.change(0, company, tel=contact, mail=contact if cast.often(0.7) else 0, web=contact)
    cast.note(company, 0)


def patrimonial_company(cast: Cast) -> None:
    """A company that only holds a family's property: no establishment, no contact, one activity."""
    company = cast.existing("bare")
    cast.script.change(0, company, main=cast.activity("682"), count=1, employer=False, **SILENT)
    cast.note(company, 0)


def nace_recoding(cast: Cast) -> None:
    """The register gives entities coded only in NACE 2008 their 2025 codes, in three large batches."""
    rows = cast.world.enterprises
    lagging = (rows.versions & 4 == 0) & (rows.versions & V2008 != 0) & (rows.count > 0) & ~rows.scripted
    at = np.flatnonzero(lagging)
    batch = (draw(cast.world.seed, "recoding", of=at) * 3).astype(int)
    months = [cast.month(0.1, 0.3), cast.month(0.35, 0.6), cast.month(0.65, 0.95)]
    for position, which in zip(at.tolist(), batch.tolist(), strict=True):
        company = Company(position=position)
        rows.scripted[position] = True
        cast.script.change(months[which], company, versions=int(rows.versions[position]) | 4)
        cast.note(company, months[which])
