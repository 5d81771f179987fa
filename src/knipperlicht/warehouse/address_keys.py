"""The street dictionary: every distinct way to write a street in a place, with its key."""

from __future__ import annotations

import ibis
import ibis.expr.types as ir

from knipperlicht.warehouse.address_place import place_dictionary
from knipperlicht.warehouse.address_street import street_texts

PLACE = (
    "place_zipcode", "place_municipality_nl", "place_municipality_fr", "place_street_nl", "place_street_fr",
)  # fmt: skip


def written_places(addresses: ir.Table) -> ir.Table:
    """Distinct places: place_zipcode … place_street_fr ('' for NULL), and n, the rows that write one so."""
    filled = addresses.select(
        **{name: addresses[name.removeprefix("place_")].fill_null("") for name in PLACE}
    )
    return filled.group_by(list(PLACE)).agg(n=filled.count())


def street_dictionary(places: ir.Table) -> ir.Table:
    """Distinct places (see `written_places`) with keys: their columns, locality, nis, street_key.

    `locality` is the postcode, or `nis:` with the municipality when the postcode is missing.
    """
    named = _with_words(places)
    keyed = _with_suffix(named)
    keyed = keyed.mutate(own_key=ibis.coalesce(keyed.key_nl, keyed.key_fr))
    translated = _translations(keyed)
    joined = keyed.left_join(
        translated,
        [keyed.place_zipcode == translated.pair_zipcode, keyed.own_key == translated.pair_fr],
    )
    nis = place_dictionary(
        places.select(
            zipcode=places.place_zipcode,
            municipality_nl=places.place_municipality_nl,
            municipality_fr=places.place_municipality_fr,
        )
    )
    joined = joined.left_join(
        nis,
        [
            joined.place_zipcode == nis.zipcode,
            joined.place_municipality_nl == nis.municipality_nl,
            joined.place_municipality_fr == nis.municipality_fr,
        ],
    )
    return joined.select(
        *PLACE,
        "n",
        locality=ibis.coalesce(joined.place_zipcode.nullif(""), ibis.literal("nis:") + joined.nis),
        nis=joined.nis,
        street_key=ibis.coalesce(joined.pair_nl, joined.own_key),
    )


def _with_words(places: ir.Table) -> ir.Table:
    """Add words_nl/_fr and suffix_nl/_fr, worked out once for each distinct text."""
    texts = ibis.union(
        places.select(text=places.place_street_nl), places.select(text=places.place_street_fr), distinct=True
    )
    words = street_texts(texts)
    for side in ("nl", "fr"):
        renamed = words.rename({f"text_{side}": "text", f"words_{side}": "words", f"suffix_{side}": "suffix"})
        places = places.left_join(renamed, places[f"place_street_{side}"] == renamed[f"text_{side}"])
        places = places.drop(f"text_{side}")
    return places


def _with_suffix(named: ir.Table) -> ir.Table:
    """Add key_nl/_fr: the words, with the suffix where one postcode has two streets of that name."""
    seen = ibis.union(
        *(
            named.select(
                twin_zipcode=named.place_zipcode, twin=named[f"words_{side}"], suffix=named[f"suffix_{side}"]
            )
            for side in ("nl", "fr")
        ),
        distinct=True,
    ).filter(lambda t: t.suffix != "")
    twins = seen.group_by("twin_zipcode", "twin").agg(n=seen.count()).filter(lambda t: t.n > 1).drop("n")
    for side in ("nl", "fr"):
        words = named[f"words_{side}"]
        found = named.left_join(twins, [named.place_zipcode == twins.twin_zipcode, words == twins.twin])
        marked = found.twin.notnull() & (found[f"suffix_{side}"] != "")
        key = ibis.ifelse(
            marked, found[f"words_{side}"] + "(" + found[f"suffix_{side}"] + ")", found[f"words_{side}"]
        )
        named = found.mutate(**{f"key_{side}": key}).drop("twin_zipcode", "twin")
    return named


def _translations(keyed: ir.Table) -> ir.Table:
    """French key -> Dutch key per postcode, the pair seen most; none for a text used more as a Dutch name."""
    both = keyed.filter(keyed.key_nl.notnull() & keyed.key_fr.notnull() & (keyed.key_nl != keyed.key_fr))
    pairs = both.group_by(pair_zipcode=both.place_zipcode, pair_fr=both.key_fr, pair_nl=both.key_nl).agg(
        n=both.n.sum()
    )
    order = ibis.window(group_by=["pair_zipcode", "pair_fr"], order_by=[ibis.desc("n"), "pair_nl"])
    best = pairs.mutate(rank=ibis.row_number().over(order)).filter(lambda t: t.rank == 0)
    dutch = pairs.group_by(dutch_zipcode=pairs.pair_zipcode, dutch=pairs.pair_nl).agg(n_dutch=pairs.n.sum())
    best = best.left_join(dutch, [best.pair_zipcode == dutch.dutch_zipcode, best.pair_fr == dutch.dutch])
    return best.filter(best.n_dutch.isnull() | (best.n_dutch < best.n)).select(
        "pair_zipcode", "pair_fr", "pair_nl"
    )
