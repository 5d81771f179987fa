"""The OpenAPI description of both searches."""

from __future__ import annotations

from typing import Any

from knipperlicht.web.api.schemas import rows, text


def enterprises_schema() -> dict[str, Any]:
    """Of an answer with enterprises."""
    said, maybe, yes = text(nullable=False), text(), {"type": "boolean"}
    results = rows(
        number=said, name=said, matched=maybe, matched_text=said, municipality=maybe, left_register=yes, sole_trader=yes,
        outside=yes, band=maybe, band_name=maybe,
    )  # fmt: skip
    properties = {
        "query": said,
        "mine": yes,
        "snapshot": said,
        "as_of": said,
        "more": yes,
        "results": results,
    }
    return {"type": "object", "required": list(properties), "properties": properties}


def enterprises_path(refusals: dict[str, Any]) -> dict[str, Any]:
    """The search on enterprises."""
    others = {code: said for code, said in refusals.items() if code != "404"}
    others["400"] = refusals["400"] | {"description": "Nothing to search for."}
    found = {
        "description": "The closest fifty, those of the territory first; a band only inside it. Each call is logged.",
        "content": {"application/json": {"schema": {"$ref": "#/components/schemas/SearchResults"}}},
    }
    asked = [
        {"name": "q", "in": "query", "required": True, "schema": {"type": "string"},
         "description": "A name, number or address, or a part of one"},
        {"name": "mine", "in": "query", "schema": {"enum": ["1"]}, "description": "Only with an address in the territory"},
    ]  # fmt: skip
    return {
        "get": {
            "summary": "Enterprises by name, number or address",
            "parameters": asked,
            "responses": {"200": found} | others,
        }
    }


def holders_schema() -> dict[str, Any]:
    """Of an answer with holders of mandates."""
    said = text(nullable=False)
    functions = rows(
        role=text(), name=said, start=text(), end=text(), represents=said, source=said, source_title=said
    )
    companies = rows(
        number=said, name=said, municipality=said, outside={"type": "boolean"}, functions=functions
    )
    names = {"type": "array", "items": said}
    holders = rows(
        name=said, spellings=names, number=said, joined={"type": "boolean"}, companies=companies,
        others={"type": "integer"},
    )  # fmt: skip
    properties = {
        "query": said, "everywhere": {"type": "boolean"}, "snapshot": said, "as_of": said, "more": {"type": "boolean"},
        "holders": holders,
    }  # fmt: skip
    return {"type": "object", "required": list(properties), "properties": properties}


def holders_path(refusals: dict[str, Any]) -> dict[str, Any]:
    """The search on holders. Refusals differ in two: no number is asked for, and a snapshot may hold no mandates."""
    others = {code: said for code, said in refusals.items() if code != "404"}
    others["400"] = refusals["400"] | {"description": "Fewer than three letters of a name."}
    others["404"] = refusals["404"] | {"description": "The data that are served hold no mandates."}
    found = {
        "description": "Holders by likeness of the name, then by alphabet; no score of anybody. Each call is logged.",
        "content": {"application/json": {"schema": {"$ref": "#/components/schemas/MandateHolders"}}},
    }
    asked = [
        {"name": "q", "in": "query", "required": True, "schema": {"type": "string"}, "description": "Part of a name"},
        {"name": "everywhere", "in": "query", "schema": {"enum": ["1"]},
         "description": "Also holders without a company in the territory"},
    ]  # fmt: skip
    return {
        "get": {
            "summary": "Who holds a mandate, by name, for roles that include it",
            "parameters": asked,
            "responses": {"200": found} | others,
        }
    }
