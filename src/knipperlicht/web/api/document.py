"""The OpenAPI description of the API."""

from __future__ import annotations

from importlib.metadata import version
from typing import Any

from knipperlicht.web.api.document_cases import case_paths, case_schemas
from knipperlicht.web.api.document_search import (
    enterprises_path,
    enterprises_schema,
    holders_path,
    holders_schema,
)
from knipperlicht.web.api.schemas import number, rows, text


def _dossier() -> dict[str, Any]:
    hit = {
        "indicator": text(nullable=False), "name": text(nullable=False), "family": text(nullable=False),
        "severity": number(), "points": number(), "counts": {"type": "boolean"}, "since": text(),
        "sentence": text(nullable=False), "threshold": text(nullable=False), "innocent": text(nullable=False),
        "clears": text(nullable=False),
        "evidence": rows(
            source=text(nullable=False), table=text(nullable=False), key=text(nullable=False),
            field=text(nullable=False), value=text(), valid_from=text(), valid_to=text(),
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
            "enterprise_number": text(nullable=False),
            "establishment_number": text(),
            "name": text(),
            "snapshot": text(nullable=False),
            "as_of": text(nullable=False),
            "scorecard": text(nullable=False),
            "score": number() | {"minimum": 0, "maximum": 10},
            "band": text(),
            "band_name": text(),
            "confidence": text(),
            "answered": {"type": ["object", "null"], "properties": {"here": number(), "whole": number()}},
            "subscores": {"type": "object", "additionalProperties": number()},
            "total_points": number(),
            "not_scored_reason": text(),
            "families": rows(family=text(nullable=False), points=number(), cap=number()),
            "banner": rows(**hit),
            "hits": rows(**hit),
            "not_computable": rows(indicator=text(nullable=False), reason=text(nullable=False)),
            "gates": rows(gate=text(nullable=False), sentence=text(nullable=False)),
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
            },
            "/api/v1/search": enterprises_path(refusals),
            "/api/v1/mandate-holders": holders_path(refusals),
            **case_paths(refusals),
        },
        "components": {
            "schemas": {
                "Dossier": _dossier(),
                "SearchResults": enterprises_schema(),
                "MandateHolders": holders_schema(),
                **case_schemas(),
                "Error": {"type": "object", "required": ["error"], "properties": {"error": text(nullable=False)}},
            }
        },
    }  # fmt: skip
