"""Annual accounts on the page: what is drawn, and numbers as the reader's language writes them."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import translation

from knipperlicht.web.dossier.sources import _charts, _peer

AMOUNTS = ("turnover", "result", "gross_margin", "staff_cost", "equity")
PEER = {"measure": "turnover_per_fte", "value": 1234, "p25": 500, "p50": 900, "p75": 1500, "companies": 40}


def year(closed: int, *, disclosed: bool = True, **amounts: int) -> dict[str, Any]:
    return dict.fromkeys(AMOUNTS) | {"to": f"{closed}-12-31", "disclosed": disclosed} | amounts


def test_years_stand_oldest_first_and_what_is_never_disclosed_is_not_drawn():
    years = [year(2025, gross_margin=90_000), year(2024, gross_margin=80_000), year(2023, disclosed=False)]
    with translation.override("en"):
        (drawn,) = _charts(years)
    assert drawn["title"] == "Gross margin" and drawn["names"] == []
    assert drawn["table"]["heads"] == ["2024", "2025"]
    assert drawn["table"]["rows"] == [{"label": "gross margin", "values": ["80", "90"]}]


def test_one_year_is_no_drawing():
    assert _charts([year(2025, equity=20_000)]) == []


@pytest.mark.parametrize(
    ("language", "thousands", "per_head"),
    [("nl", "1.235", "123.400"), ("fr", "1\xa0235", "123\xa0400"), ("en", "1,235", "123,400")],
)
def test_numbers_follow_the_language(language, thousands, per_head):
    with translation.override(language):
        drawn = _charts([year(2025, equity=1_234_567), year(2024, equity=None)])
        assert drawn[0]["table"]["rows"][0]["values"] == [None, thousands]
        assert _peer(PEER)["value"] == f"{per_head}\xa0€"
