"""How much could be answered: beside the grade stand the share of what could be asked here and that of the whole."""

from __future__ import annotations

import pytest

from knipperlicht.bridge import register
from knipperlicht.bridge.served import serving
from knipperlicht.web.dossier.words import answered
from tests.web.dossier.conftest import text_of

pytestmark = pytest.mark.usefixtures("site")


@pytest.mark.parametrize("page", ["", "print/"])
def test_both_shares_stand_on_screen_and_on_paper(as_, numbers, settings, page):
    with serving(settings.DATA):
        shares = register.explain(numbers.scored, language="nl")["answered"]
    here, whole = (int(shares[part] * 100) for part in ("here", "whole"))
    assert 0 < whole < here < 100, "the shared register has one source"
    said = text_of(as_("colleague").get(f"/dossier/{numbers.scored}/{page}"))
    assert f"Beantwoord: {here}% van wat deze installatie kan vragen, {whole}% van de hele catalogus." in said


def test_nearly_everything_is_not_everything():
    assert "99%" in answered({"here": 0.999, "whole": 0.999})


def test_a_snapshot_from_before_says_nothing_of_it():
    assert answered(None) == ""
