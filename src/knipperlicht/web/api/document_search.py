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
    asked = [
        _query("A name, number or address, or a part of one"),
        _switch("mine", "Only with an address in the territory"),
    ]
    return _search(
        "Enterprises by name, number or address",
        "The closest fifty, those of the territory first; a band only inside it. Each call is logged.",
        schema="SearchResults",
        asked=asked,
        refused={"400": "Nothing to search for."},
        refusals=refusals,
    )


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
    """The search on holders."""
    asked = [
        _query("Part of a name"),
        _switch("everywhere", "Also holders without a company in the territory"),
    ]
    return _search(
        "Who holds a mandate, by name, for roles that include it",
        "Holders by likeness of the name, then by alphabet; no score of anybody. Each call is logged.",
        schema="MandateHolders",
        asked=asked,
        refused={
            "400": "Fewer than three letters of a name.",
            "404": "The data that are served hold no mandates.",
        },
        refusals=refusals,
    )


def _query(description: str) -> dict[str, Any]:
    return {
        "name": "q",
        "in": "query",
        "required": True,
        "schema": {"type": "string"},
        "description": description,
    }


def _switch(name: str, description: str) -> dict[str, Any]:
    return {"name": name, "in": "query", "schema": {"enum": ["1"]}, "description": description}


def _search(
    summary: str, description: str, *, schema: str, asked: list[dict[str, Any]], refused: dict[str, str],
    refusals: dict[str, Any],
) -> dict[str, Any]:  # fmt: skip
    """One search: `refused` says what 400 and 404 mean here; without a 404 it gives none."""
    others = {code: said for code, said in refusals.items() if code != "404"}
    others |= {code: refusals[code] | {"description": said} for code, said in refused.items()}
    found = {
        "description": description,
        "content": {"application/json": {"schema": {"$ref": f"#/components/schemas/{schema}"}}},
    }
    return {"get": {"summary": summary, "parameters": asked, "responses": {"200": found} | others}}
