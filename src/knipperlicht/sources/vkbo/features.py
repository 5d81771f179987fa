"""One feature of the VKBO: which fields it must and may have, and its row. The traps stand in docs/sources/vkbo.md."""

from __future__ import annotations

from datetime import date
from typing import Any

import pyarrow as pa

from knipperlicht.core.clock import parse_day
from knipperlicht.core.marks import CONTROL, LONGEST
from knipperlicht.core.numbers import NumberKind, OfficialNumber, parse_official_number
from knipperlicht.sources.records import Table
from knipperlicht.sources.sheets import RowError
from knipperlicht.sources.vkbo.lambert import to_wgs84

REQUIRED = frozenset((
    "Ondernemingsnr", "Datum_inschrijving", "Startdatum", "Datum_stopzetting", "Reden_stopzetting",
    "Datum_afsluiting", "Type_onderneming", "Ondernemingsnr_maatsch_zetel", "Rechtsvorm", "Rechtstoestand",
    "Wijzdat_ambtsh_doorhaling", "Reden_ambtsh_doorhaling", "Begindat_ambtsh_doorhaling",
    "Einddat_ambtsh_doorhaling", "KBO_Huisnr", "KBO_NISCODE", "KBO_Postcode", "Wijzdat_adresdoorhaling",
    "Reden_adresdoorhaling", "Datum_adresdoorhaling", "AR_huisnr", "AR_postcode", "NACE_hoofdact_BTW",
    "NACE_versie_BTW", "NACE_hoofdact_RSZ", "NACE_Versie_RSZ", "Personeelsklasse",
))  # fmt: skip
OPTIONAL = frozenset((
    "UIDN", "OIDN", "Maatschappelijke_naam", "Commerciele_naam", "Afgekorte_naam", "Zoeknaam", "KBO_Straat",
    "KBO_Busnr", "KBO_Gemeente", "Telefoonnummer", "Email", "AR_straat", "AR_busnr",
    "Omschrijving_hoofdact_BTW", "Aantal_hoofdact_BTW", "Omschrijving_hoofdact_RSZ", "Aantal_Hoofdact_RSZ",
    "JAARREK_URL_NBB",
))  # fmt: skip
"""Never kept, so who asks the service for some fields only may leave them out."""
NOT_SET = frozenset((date(1900, 1, 1), date(9999, 12, 31)))
NOWHERE = (2.30668925, 49.2933354)
"""Where Lambert (0, 0) falls: an address that was not matched."""
NEAR = 1e-5
FLANDERS = ("1", "3", "4", "7", "23", "24")
"""How NIS codes begin where the Flemish address register holds: elsewhere nothing can be found in it."""
SITUATIONS = {
    "normale toestand": "000",
    "gerechtelijke ontbinding of nietigheid": "013",
    "sluiting van vereffening": "014",
    "opening faillissement": "050",
}
VOLUNTARY = ("vervroegde ontbinding - vereffening (vrijwillig ontbinding)",
             "vervroegde ontbinding - vereffening (vrijwillige ontbinding)")  # fmt: skip
LEGAL = "Rechtspersoon"

_DAYS = {
    "registered": "Datum_inschrijving", "started": "Startdatum", "stopped": "Datum_stopzetting",
    "closed": "Datum_afsluiting", "struck_from": "Begindat_ambtsh_doorhaling",
    "struck_to": "Einddat_ambtsh_doorhaling", "struck_changed": "Wijzdat_ambtsh_doorhaling",
    "address_struck": "Datum_adresdoorhaling", "address_struck_changed": "Wijzdat_adresdoorhaling",
}  # fmt: skip
_TEXTS = {
    "stop_reason": "Reden_stopzetting", "kind": "Type_onderneming", "legal_form": "Rechtsvorm",
    "situation": "Rechtstoestand", "struck_reason": "Reden_ambtsh_doorhaling",
    "address_struck_reason": "Reden_adresdoorhaling", "nis": "KBO_NISCODE", "postcode": "KBO_Postcode",
    "nace_vat": "NACE_hoofdact_BTW", "nace_vat_version": "NACE_versie_BTW", "nace_rsz": "NACE_hoofdact_RSZ",
    "nace_rsz_version": "NACE_Versie_RSZ", "staff_class": "Personeelsklasse",
}  # fmt: skip
ENTITY = Table(
    name="vkbo_entity",
    schema=pa.schema([
        ("number", pa.int64()), ("parent", pa.int64()),
        *((name, pa.date32()) for name in _DAYS),
        *((name, pa.string()) for name in _TEXTS),
        ("situation_code", pa.string()), ("numbered", pa.bool_()), ("address_matched", pa.bool_()),
        ("lon", pa.float64()), ("lat", pa.float64()),
    ]),
    key=("number",),
)  # fmt: skip
"""`number`: enterprise or establishment, `parent` its enterprise. `numbered`: the address has a house number.

`address_matched`: TRUE found in the Flemish address register, FALSE not found, NULL when the fields contradict or the
address does not lie in Flanders.
"""


def entity_row(feature: Any) -> dict[str, Any]:
    """A row of `vkbo_entity`; raises RowError, NumberError or DayError. The layout was checked before."""
    given = feature["properties"]
    number = _number(given["Ondernemingsnr"])
    parent = _text(given["Ondernemingsnr_maatsch_zetel"])
    owner = parse_official_number(parent) if parent else None
    is_unit = number.kind is NumberKind.ESTABLISHMENT
    if is_unit != (owner is not None) or (owner is not None and owner.kind is not NumberKind.ENTERPRISE):
        raise RowError(
            "an establishment must name the enterprise it belongs to, and only an establishment does"
        )
    row: dict[str, Any] = {"number": number.value, "parent": owner and owner.value}
    row |= {name: _day(given[field]) for name, field in _DAYS.items()}
    row |= {name: _text(given[field]) for name, field in _TEXTS.items()}
    row["situation_code"] = situation_code(row["situation"])
    row["numbered"] = any(sign.isdigit() for sign in _text(given["KBO_Huisnr"]) or "")
    point = _point(feature.get("geometry"))
    known = _text(given["AR_huisnr"]) is not None
    sure = known == (point is not None) and (row["nis"] or "").startswith(FLANDERS)
    row["address_matched"] = known if sure else None
    if not is_unit and row["kind"] != LEGAL:
        # The seat of a sole trader may be a home.
        point, row["postcode"], row["nis"] = None, None, None
    row["lon"], row["lat"] = point or (None, None)
    return row


def situation_code(text: str | None) -> str | None:
    """The code of KBO Open Data for a situation as the VKBO words it; None where we know none."""
    folded = " ".join((text or "").lower().split())
    return "012" if folded in VOLUNTARY else SITUATIONS.get(folded)


def _number(value: Any) -> OfficialNumber:
    if not isinstance(value, str):
        raise RowError("the number is no text")
    return parse_official_number(value)


def _text(value: Any) -> str | None:
    """A field; one blank means nothing, and so does a control character, which the service lets through."""
    if value is None:
        return None
    if not isinstance(value, str):
        raise RowError("a field that must be a text is none")
    if len(value) > LONGEST:
        raise RowError(f"a field has more than {LONGEST} characters")
    return " ".join(CONTROL.sub(" ", value).split()) or None


def _day(value: Any) -> date | None:
    text = _text(value)
    if text is None:
        return None
    day = parse_day(text[:10])
    return None if day in NOT_SET else day


def _point(geometry: Any) -> tuple[float, float] | None:
    """Longitude and latitude; None where there is no point, or the one that means: not matched."""
    if geometry is None:
        return None
    try:
        x, y = (float(part) for part in geometry["coordinates"])
    except (KeyError, TypeError, ValueError) as error:
        raise RowError("the geometry is no point with two numbers") from error
    if abs(x) > 180 or abs(y) > 90 or (x, y) == (0, 0):
        x, y = to_wgs84(x, y)
    if abs(x - NOWHERE[0]) < NEAR and abs(y - NOWHERE[1]) < NEAR:
        return None
    if not (2 < x < 7 and 49 < y < 52):
        raise RowError(f"the point ({x}, {y}) does not lie in Belgium")
    return x, y
