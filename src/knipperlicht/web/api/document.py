"""The OpenAPI description of the API."""

from __future__ import annotations

from importlib.metadata import version
from typing import Any


def _text(*, nullable: bool = True) -> dict[str, Any]:
    return {"type": ["string", "null"] if nullable else "string"}


def _number() -> dict[str, Any]:
    return {"type": ["number", "null"]}


def _rows(**properties: Any) -> dict[str, Any]:
    return {"type": "array", "items": {"type": "object", "properties": properties}}


def _dossier() -> dict[str, Any]:
    hit = {
        "indicator": _text(nullable=False), "name": _text(nullable=False), "family": _text(nullable=False),
        "severity": _number(), "points": _number(), "counts": {"type": "boolean"}, "since": _text(),
        "sentence": _text(nullable=False), "threshold": _text(nullable=False), "innocent": _text(nullable=False),
        "clears": _text(nullable=False),
        "evidence": _rows(
            source=_text(nullable=False), table=_text(nullable=False), key=_text(nullable=False),
            field=_text(nullable=False), value=_text(), valid_from=_text(), valid_to=_text(),
        ),
    }  # fmt: skip
    return {
        "type": "object",
        "required": [
            "enterprise_number",
            "snapshot",
            "as_of",
            "scorecard",
            "hits",
            "not_computable",
            "facts",
        ],
        "properties": {
            "enterprise_number": _text(nullable=False),
            "establishment_number": _text(),
            "name": _text(),
            "snapshot": _text(nullable=False),
            "as_of": _text(nullable=False),
            "scorecard": _text(nullable=False),
            "score": _number() | {"minimum": 0, "maximum": 10},
            "band": _text(),
            "band_name": _text(),
            "confidence": _text(),
            "answered": {"type": ["object", "null"], "properties": {"here": _number(), "whole": _number()}},
            "subscores": {"type": "object", "additionalProperties": _number()},
            "total_points": _number(),
            "not_scored_reason": _text(),
            "families": _rows(family=_text(nullable=False), points=_number(), cap=_number()),
            "banner": _rows(**hit),
            "hits": _rows(**hit),
            "not_computable": _rows(indicator=_text(nullable=False), reason=_text(nullable=False)),
            "gates": _rows(gate=_text(nullable=False), sentence=_text(nullable=False)),
            "facts": {"type": "object"},
        },
    }


def _holders() -> dict[str, Any]:
    said = _text(nullable=False)
    functions = _rows(
        role=_text(), name=said, start=_text(), end=_text(), represents=said, source=said, source_title=said
    )
    companies = _rows(
        number=said, name=said, municipality=said, outside={"type": "boolean"}, functions=functions
    )
    names = {"type": "array", "items": said}
    holders = _rows(
        name=said, spellings=names, number=said, joined={"type": "boolean"}, companies=companies,
        others={"type": "integer"},
    )  # fmt: skip
    properties = {
        "query": said, "everywhere": {"type": "boolean"}, "snapshot": said, "as_of": said, "more": {"type": "boolean"},
        "holders": holders,
    }  # fmt: skip
    return {"type": "object", "required": list(properties), "properties": properties}


def _people(refusals: dict[str, Any]) -> dict[str, Any]:
    """Refusals differ in two: no number is asked for, and a snapshot may hold no mandates."""
    others = {code: said for code, said in refusals.items() if code not in ("404", "503")}
    others["400"] = refusals["400"] | {"description": "Fewer than three letters of a name."}
    others["503"] = refusals["503"] | {"description": "Nothing was built yet, or no mandates are held."}
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


def openapi(server: str) -> dict[str, Any]:
    """OpenAPI 3.1."""
    error = {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Error"}}}}
    refusals = {
        "400": error | {"description": "The number is not valid; the sentence says why."},
        "401": error | {"description": "Not signed in."},
        "403": error | {"description": "The role or the territory does not allow it."},
        "404": error | {"description": "The register never held it."},
        "428": error | {"description": "No purpose was chosen for this session."},
        "503": error | {"description": "Nothing was built yet."},
    }
    found = {
        "description": "The score with its reasons, or the facts with the reason why there is no score.",
        "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Dossier"}}},
    }
    return {
        "openapi": "3.1.0",
        "info": {"title": "Knipperlicht", "version": version("knipperlicht")},
        "servers": [{"url": server}],
        "paths": {
            "/api/v1/dossiers/{number}": {
                "get": {
                    "summary": "The score of an enterprise, explained",
                    "parameters": [
                        {"name": "number", "in": "path", "required": True, "schema": {"type": "string"},
                         "description": "Enterprise or establishment number, with or without dots"}
                    ],
                    "responses": {"200": found} | refusals,
                }
            },
            "/api/v1/mandate-holders": _people(refusals),
        },
        "components": {
            "schemas": {
                "Dossier": _dossier(),
                "MandateHolders": _holders(),
                "Error": {"type": "object", "required": ["error"], "properties": {"error": _text(nullable=False)}},
            }
        },
    }  # fmt: skip
