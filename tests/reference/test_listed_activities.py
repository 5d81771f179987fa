"""The listed activities: complete, honest about what is missing, in step with the registers of codes."""

from __future__ import annotations

import pytest

from knipperlicht.reference.listed_activities import SECTORS, listed_activities, listed_activity
from knipperlicht.reference.nace import nace_mapping_table


def test_the_list_has_every_number_once_and_names_only_what_is_known():
    known = listed_activities().activities
    assert [one.number for one in known] == list(range(1, 36))
    assert [one.number for one in known if not one.nl] == list(range(22, 36))
    assert all(one.fr and one.sector in SECTORS for one in known if one.nl)
    assert listed_activity(22).begins and not listed_activity(23).begins


def test_codes_of_2008_are_codes_of_nace_bel():
    codes = set(nace_mapping_table().column("nace2008").to_pylist())
    starts = {start for one in listed_activities().activities for start in one.nace2008}
    assert {start for start in starts if not any(code.startswith(start) for code in codes)} == set()


def test_an_unknown_number_is_no_activity():
    with pytest.raises(LookupError):
        listed_activity(36)
