"""The sum against the formula by hand, and what must hold whatever the hits: nothing found lowers a score."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from knipperlicht.indicators.registry import indicators
from knipperlicht.scoring.card import ScoreCard
from tests.scoring.by_hand import Sum, TooClose, by_hand
from tests.scoring.sums import AT, Hit, Subject, Sums, changed, known_card

PATIENT = settings(
    max_examples=10, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)


def busy_card() -> ScoreCard:
    """Score card v1 with everything the format can say: groups across sub-scores, reliability, class X, short tails."""
    card = known_card()
    weights = ("X", "A", "B", "C", "D", "K")
    kinds = card.subscores
    entries = {
        slug: {
            "class": weights[place % 6],
            "subscore": kinds[place % 3],
            "half_life": (None, 12, 30.5)[place % 3],
            "reliability": (1.0, 0.75, 0.4)[place % 3],
            "group": f"{indicators()[slug].family}-{place % 2}" if place % 4 else None,
        }
        for place, slug in enumerate(card.indicators)
    }
    return changed(card, indicators=entries, diminishing=[1, 0.5, 0.33, 0.07], protective_floor=-25)


CARDS = {"v1": known_card(), "busy": busy_card()}


@cache
def sums(name: str) -> Sums:
    return Sums(CARDS[name])


def hits_of(card: ScoreCard) -> st.SearchStrategy[list[Hit]]:
    """Hits of one subject, each indicator at most once."""
    severity = st.one_of(
        st.sampled_from([0.1, 0.25, 0.3, 0.5, 0.75, 1.0]), st.floats(0.001, 1, allow_nan=False)
    )
    days = st.one_of(st.none(), st.integers(-40, 2000).map(lambda n: AT - timedelta(days=n)))
    one = st.builds(Hit, st.sampled_from([*card.indicators, *card.protective]), severity, days)
    return st.lists(one, max_size=12, unique_by=lambda hit: hit.indicator)


def expected(card: ScoreCard, hits: list[Hit]) -> Sum:
    try:
        return by_hand(card.model_dump(by_alias=True), hits, AT)
    except TooClose:
        assume(False)
        raise


@pytest.mark.parametrize("name", CARDS)
@PATIENT
@given(data=st.data())
def test_the_sum_is_the_one_by_hand_and_its_points_add_up(name: str, data: st.DataObject) -> None:
    card = CARDS[name]
    people = data.draw(st.lists(hits_of(card), min_size=1, max_size=12))
    wanted = [expected(card, hits) for hits in people]
    for hits, want, got in zip(people, wanted, sums(name).of([Subject(h) for h in people]), strict=True):
        assert got["hits"] == want.hits, hits
        assert got["families"] == want.families, hits
        assert (got["total"], got["score"], got["band"]) == (want.total, want.score, want.band), hits
        assert {s: got[s] for s in card.subscores} == want.subscores, hits
        assert set(got["gates"].split()) == want.gates, hits
        assert sum(got["hits"].values()) == got["total"], "points shown add up to the total shown"
        assert sum(got["families"].values()) + got["protection"] == got["total"]


@pytest.mark.parametrize("name", CARDS)
@PATIENT
@given(data=st.data())
def test_a_further_hit_never_lowers_a_score(name: str, data: st.DataObject) -> None:
    card = CARDS[name]
    pairs = []
    for hits in data.draw(st.lists(hits_of(card), min_size=1, max_size=10)):
        free = [slug for slug in card.indicators if slug not in {hit.indicator for hit in hits}]
        extra = [Hit(slug, data.draw(st.sampled_from([0.01, 0.2, 0.5, 1.0]))) for slug in free]
        pairs += [(hits, [*hits, one]) for one in extra]
    found = sums(name).of([Subject(h) for pair in pairs for h in pair])
    for (hits, more), before, after in zip(pairs, found[::2], found[1::2], strict=True):
        for value in ("score", "total", "n_hits", *card.subscores):
            assert after[value] >= before[value], (value, hits, more[-1])


COURT = ["voorlopig_bewind", "kbo_ambtshalve_doorgehaald", "inhoudingsplicht", "reorganisatie"]
HELD_BY: dict[str, list[str]] = {
    "one_family": COURT,
    "no_strong_sign": ["naamswissel_frequent", "naam_nabootsing", "zetel_verhuizingen", "geen_vestiging_b2c",
                       "bestuurswissels_frequent", "mandaat_zeer_kort", "omzet_zonder_personeel", "post_retour",
                       "activiteit_wijkt_af", "hoofdactiviteit_wisselt", "werkgeverschap_tegenstrijdig"],
    "few_families": [*COURT, "fenikspatroon", "massa_overname_adres", "gedeelde_contactgegevens"],
    "only_vulnerable": ["vervallen_schulden_fiscus_rsz", "jaarrekening_ontbreekt", "kbo_ambtshalve_doorgehaald"],
    "only_accounts": ["vervallen_schulden_fiscus_rsz", "activa_leeggehaald", "rc_bestuurder_hoog",
                      "jaarrekening_ontbreekt", "chronisch_laat", "jaarrekening_gekopieerd"],
    "hard_fact": ["sanctietreffer"],
}  # fmt: skip
"""Gate -> full hits whose score it holds."""


@pytest.mark.parametrize("gate", [gate.code for gate in CARDS["v1"].gates])
def test_no_further_hit_of_any_indicator_lowers_a_score_that_a_gate_holds(gate: str) -> None:
    """Every indicator there is: counting, silent and status; each faint and at its strongest."""
    hits = [Hit(slug) for slug in HELD_BY[gate]]
    others = [s for s, i in indicators().items() if i.kind != "protective" and s not in HELD_BY[gate]]
    more = [[*hits, Hit(slug, severity)] for slug in others for severity in (0.01, 1.0)]
    before, *after = sums("v1").of([Subject(h) for h in (hits, *more)])
    assert gate in before["gates"].split()
    assert len(after) >= 2 * (80 - len(hits))
    for some, row in zip(more, after, strict=True):
        for value in ("score", "total", *CARDS["v1"].subscores):
            assert row[value] >= before[value], (value, some[-1])
        if some[-1].indicator not in CARDS["v1"].indicators:
            assert (row["score"], row["total"]) == (before["score"], before["total"])


@pytest.mark.parametrize("name", CARDS)
@PATIENT
@given(data=st.data())
def test_a_stronger_or_fresher_hit_never_lowers_a_score(name: str, data: st.DataObject) -> None:
    card = CARDS[name]
    pairs = []
    for hits in data.draw(st.lists(hits_of(card).filter(bool), min_size=1, max_size=10)):
        for place, hit in enumerate(hits):
            day = None if hit.since is None else hit.since + timedelta(days=90)
            stronger = Hit(hit.indicator, min(1.0, hit.severity * 1.7), day)
            pairs.append((hits, [*hits[:place], stronger, *hits[place + 1 :]]))
    found = sums(name).of([Subject(h) for pair in pairs for h in pair])
    for pair, before, after in zip(pairs, found[::2], found[1::2], strict=True):
        assert after["score"] >= before["score"] and after["total"] >= before["total"], pair


@pytest.mark.parametrize("name", CARDS)
@PATIENT
@given(data=st.data())
def test_protective_evidence_never_raises_a_score(name: str, data: st.DataObject) -> None:
    card = CARDS[name]
    pairs = []
    for hits in data.draw(st.lists(hits_of(card), min_size=1, max_size=12)):
        bare = [hit for hit in hits if hit.indicator not in card.protective]
        pairs += [(bare, [*bare, Hit(slug)]) for slug in card.protective]
    found = sums(name).of([Subject(h) for pair in pairs for h in pair])
    for pair, before, after in zip(pairs, found[::2], found[1::2], strict=True):
        for value in ("score", "total", *card.subscores):
            assert after[value] <= before[value], (value, pair)
        assert after["protection"] >= card.protective_floor * 1000


def test_a_weak_hard_fact_in_the_shadow_of_its_group_still_holds_the_floor() -> None:
    """The strongest of an evidence group counts; what the others are still opens and closes gates."""
    card = known_card()
    entries = {slug: entry.model_dump(by_alias=True) for slug, entry in card.indicators.items()}
    entries["adres_doorgehaald"] |= {"class": "X", "group": "one"}
    entries["adres_massaregistratie"] |= {"class": "B", "group": "one", "subscore": "inactiviteit"}
    weak, strong = Hit("adres_doorgehaald", 0.05), Hit("adres_massaregistratie", 1.0)
    before, after = Sums(changed(card, indicators=entries)).of([Subject([weak]), Subject([weak, strong])])
    assert before["score"] == 6.0
    assert after["score"] >= before["score"]
    assert after["hits"] == {"adres_doorgehaald": 0, "adres_massaregistratie": 20_000}


def test_the_examples_of_the_card_come_out() -> None:
    """Worked through on paper with score card v1."""
    subjects = [
        Subject([]),
        Subject([Hit("adres_doorgehaald")]),  # 30 points, one family
        Subject(
            [Hit("adres_doorgehaald"), Hit("adres_massaregistratie")]
        ),  # 30 + 0.6 x 20 = 42, capped at 35
        Subject([Hit("zetel_verhuizingen", 1.0, AT - timedelta(days=548))]),  # 12 halved after 18 months
        Subject([Hit("reorganisatie"), Hit("geen_contactspoor")]),  # only vulnerable and dormant
        Subject([Hit("publiek_of_genoteerd"), Hit("adres_doorgehaald")]),  # 30 - 40, not below nought
        Subject([Hit("fenikspatroon"), Hit("adres_doorgehaald"), Hit("adres_massaregistratie")]),
    ]
    found = sums("v1").of(subjects)
    assert [row["total"] for row in found] == [0, 30_000, 35_000, 6_000, 12_000, 0, 65_000]
    assert [row["score"] for row in found] == [0.0, 3.0, 3.5, 0.6, 1.2, 0.0, 5.7]
    assert found[5]["hits"] == {"adres_doorgehaald": 30_000, "publiek_of_genoteerd": -30_000}


def test_a_half_life_halves_and_a_future_day_does_not_raise() -> None:
    def aged(days: int) -> Subject:
        return Subject([Hit("adres_besmet", 1.0, AT - timedelta(days=days))])

    assert known_card().indicators["adres_besmet"].half_life == 30
    months = [0, 30, 60, 90]
    found = sums("v1").of([aged(round(m * 30.4375)) for m in months] + [aged(-365)])
    assert [row["total"] for row in found] == [20_000, 10_000, 5_000, 2_500, 20_000]


def test_a_hit_without_a_day_or_without_a_half_life_counts_in_full() -> None:
    old = date(1990, 1, 1)
    found = sums("v1").of(
        [Subject([Hit("adres_besmet", 1.0, None)]), Subject([Hit("adres_doorgehaald", 1.0, old)])]
    )
    assert [row["total"] for row in found] == [20_000, 30_000]


def test_a_hit_that_the_card_does_not_count_stays_visible_without_points() -> None:
    card = known_card()
    entries = {s: e for s, e in card.indicators.items() if s != "adres_doorgehaald"}
    (got,) = Sums(changed(card, indicators=entries)).of(
        [Subject([Hit("adres_doorgehaald"), Hit("faillissement_status")])]
    )
    assert (got["score"], got["total"], got["n_hits"], got["top_indicators"]) == (0.0, 0, 0, "")
    assert got["hits"] == {"adres_doorgehaald": 0, "faillissement_status": 0}


def test_the_top_indicators_are_those_with_most_points() -> None:
    (got,) = sums("v1").of(
        [
            Subject(
                [
                    Hit("recent_opgericht"),
                    Hit("adres_doorgehaald"),
                    Hit("hoofdactiviteit_wisselt"),
                    Hit("reorganisatie"),
                ]
            )
        ]
    )
    assert got["top_indicators"] == "adres_doorgehaald,hoofdactiviteit_wisselt,recent_opgericht"
