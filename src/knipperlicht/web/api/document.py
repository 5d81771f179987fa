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
            }
        },
        "components": {
            "schemas": {
                "Dossier": _dossier(),
                "Error": {"type": "object", "required": ["error"], "properties": {"error": _text(nullable=False)}},
            }
        },
    }  # fmt: skip
