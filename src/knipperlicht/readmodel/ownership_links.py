"""Who holds shares in, or sits as a company on the board of, the enterprises of a list: links between numbers only.

Shares are those that the holder's last annual accounts name (participations, direct); seats are standing directors that are
companies. Persons are left out: what the sources know of them are mandates, and whoever exports a list need not be
entitled to their names.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from knipperlicht.readmodel.dossier_sources import connected
from knipperlicht.readmodel.reader import Reader
from knipperlicht.warehouse.topics.mandates import NEEDS

Interest = Literal["shareholding", "boardMember"]
_SHARES = """
    SELECT held AS subject, enterprise AS party, 'shareholding' AS interest, round(max(direct) * 100, 4) AS share,
           NULL::DATE AS since, max(deposit_date) AS stated
    FROM nbb_participation JOIN (SELECT enterprise, reference, deposit_date FROM accounts WHERE rank = 1)
         USING (enterprise, reference)
    WHERE held IN (SELECT unnest($1::BIGINT[])) AND direct > 0 GROUP BY ALL"""
_SEATS = """
    SELECT enterprise, holder[2:]::BIGINT, 'boardMember', NULL::DOUBLE, start_date, NULL::DATE
    FROM director WHERE enterprise IN (SELECT unnest($1::BIGINT[])) AND starts_with(holder, 'E')"""


@dataclass(frozen=True, kw_only=True)
class Link:
    """`party`, a legal person of that name in the register, has the interest in `subject`; `share` in %, `stated`: where it says when."""

    subject: int
    party: int
    party_name: str
    interest: Interest
    share: float | None
    since: date | None
    stated: date | None


def links(reader: Reader, numbers: Sequence[int]) -> list[Link]:
    """All links into these enterprises, by number; none where no source of them was taken in."""
    here = connected(reader)
    parts = [_SHARES] if "nbb" in here else []
    parts += [_SEATS] if here & set(NEEDS) else []
    if not parts or not numbers:
        return []
    rows = reader.rows(
        f"SELECT l.*, name AS party_name FROM ({' UNION ALL '.join(parts)}) l "
        "JOIN enterprise e ON e.enterprise = party AND is_legal JOIN name ON entity = party "
        "WHERE party <> subject ORDER BY subject, party, interest",
        list(numbers),
    )
    return [Link(**row) for row in rows]
