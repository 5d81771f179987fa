"""What of the other sources may not matter: columns that hold an excluded input, or something it could be read from.

Every column of a record source whose name looks like one of these stands in one of three lists; `test_schema.py` fails
for one that does not, and for one that is no more.
"""

from __future__ import annotations

import re

PERSONAL = re.compile(
    r"(^|_)(name|names|trustees|country|jurisdiction|postcode|zipcode|nis|lat|lon|address|language|identity)($|_)"
)
FREE: dict[tuple[str, str], str] = {
    ("bods_entity", "jurisdiction"): "country",
    ("bods_entity", "name"): "text",
    ("bods_person", "name"): "text",
    ("court_notice", "trustees"): "text",
    ("favv_operator", "postcode"): "postcode",
    ("gazette_publication", "address"): "text",
    ("gazette_publication", "name"): "text",
    ("gleif_entity", "country"): "country",
    ("gleif_entity", "name"): "text",
    ("jurisdiction", "country"): "country",
    ("nbb_filing", "language"): "language",
    ("nbb_participation", "country"): "country",
    ("nbb_participation", "held_name"): "text",
    ("nbb_reference", "language"): "language",
    ("nbb_shareholder", "country"): "country",
    ("nbb_shareholder", "name"): "text",
    ("regulator_warning", "name"): "text",
    ("sanction_listing", "name"): "text",
    ("vkbo_entity", "lat"): "place",
    ("vkbo_entity", "lon"): "place",
    ("vkbo_entity", "nis"): "postcode",
    ("vkbo_entity", "postcode"): "postcode",
}
"""(table, column) -> what is put there at random: nothing may change. A country of a legal person stands here as long as
no definition needs it."""
RENAMED: dict[tuple[str, str], str] = {
    ("nbb_officer", "name"): "letters",
    ("select_mandate", "holder_name"): "letters",
    ("select_mandate", "identity"): "identity",
    ("xml_function", "holder_name"): "letters",
}
"""(table, column) -> how it gets another value, the same for the same: only who is the same may matter."""
KEPT: dict[tuple[str, str], str] = {
    ("municipal_observation", "name_plate"): "whether there is a plate at the door, not what it says",
    ("regulator_warning", "name_key"): "which registered name a regulator warns of; no name of a person",
    ("select_mandate", "function_name"): "the function, in the words of the register",
    ("shared_address", "zipcode"): "which building it is; moves with the municipality",
    ("vkbo_entity", "address_matched"): "whether the official register of addresses knows the seat",
    ("vkbo_entity", "address_struck"): "day on which the register struck off an address",
    ("vkbo_entity", "address_struck_changed"): "the same",
    ("vkbo_entity", "address_struck_reason"): "the same",
}
"""(table, column) that only looks like one, and what it is."""
