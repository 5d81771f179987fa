"""The part of the description that is about case files."""

from __future__ import annotations

from typing import Any

from knipperlicht.web.api.schemas import number, rows, text

BOOLEAN = {"type": "boolean"}
ID = {"name": "id", "in": "path", "required": True, "schema": {"type": "integer"}, "description": "Id of the file"}  # fmt: skip


def case_schemas() -> dict[str, Any]:
    """By name."""
    summary = {
        "id": number(), "number": text(nullable=False), "procedure": text(nullable=False), "state": text(nullable=False),
        "state_name": text(nullable=False), "version": number(), "title": text(nullable=False), "address": text(nullable=False),
        "enterprise_number": text(), "establishment_number": text(), "opened": text(nullable=False), "closed": text(),
        "next_term": text(), "next_day": text(),
    }  # fmt: skip
    refusal = {
        "rule": text(nullable=False),
        "article": text(nullable=False),
        "sentence": text(nullable=False),
    }
    detail = summary | {
        "acts": rows(
            number=number(), step=text(nullable=False), done=text(nullable=False), article=text(nullable=False),
            on=text(nullable=False), recorded=text(nullable=False), by=text(nullable=False), signed_by=text(), reference=text(),
            before=text(nullable=False), after=text(nullable=False), data={"type": "object"}, has_sealed_data=BOOLEAN,
        ),
        "terms": rows(
            rule=text(nullable=False), name=text(nullable=False), article=text(nullable=False), event=text(nullable=False),
            first=text(nullable=False), last=text(nullable=False), met=text(), state=text(nullable=False),
        ),
        "steps": rows(
            key=text(nullable=False), name=text(nullable=False), office=text(nullable=False), article=text(nullable=False),
            by_itself=BOOLEAN, refusals=rows(**refusal),
            fields=rows(
                name=text(nullable=False), label=text(nullable=False), kind=text(nullable=False), required=BOOLEAN,
                choices={"type": "array", "items": {"type": "string"}},
            ),
        ),
    }  # fmt: skip
    act = {
        "step": text(nullable=False), "version": number(), "on": text(nullable=False), "data": {"type": "object"},
        "signed_by": text(nullable=False), "reference": text(nullable=False), "dry_run": BOOLEAN,
    }  # fmt: skip
    return {
        "CaseFiles": {
            "type": "object",
            "properties": {"count": number(), "page": number(), "pages": number(), "cases": rows(**summary)},
        },
        "CaseFile": {"type": "object", "properties": detail},
        "Act": {"type": "object", "required": ["step", "on"], "properties": act},
        "Refused": {
            "type": "object",
            "properties": {"error": text(nullable=False), "refusals": rows(**refusal)},
        },
    }


def case_paths(refusals: dict[str, Any]) -> dict[str, Any]:
    """By address. A piece of work begins by itself: its purpose and reference are those of the file."""
    told = {code: refusals[code] for code in ("400", "401", "403", "404")}
    asked = [
        {"name": name, "in": "query", "required": False, "schema": {"type": "string"}, "description": said}
        for name, said in (
            ("text", "Number, name or address"), ("kind", "Key of the procedure"), ("state", "procedure:state"),
            ("term", "late, week, month or none"), ("member", "Id of somebody in the team"), ("closed", "closed or all"), ("page", "From 1"),
        )
    ]  # fmt: skip
    refused = {
        "409": _answer("Refused", "Refused: every reason with its rule and article. Nothing was recorded.")
    }
    return {
        "/api/v1/cases": {
            "get": {
                "summary": "Case files one may open, the most urgent first",
                "parameters": asked,
                "responses": {"200": _answer("CaseFiles", "A page of them.")} | told,
            }
        },
        "/api/v1/cases/{id}": {
            "get": {
                "summary": "A case file: acts, terms, steps with what stands in their way; never data on offences",
                "parameters": [ID],
                "responses": {"200": _answer("CaseFile", "The file.")} | told,
            }
        },
        "/api/v1/cases/{id}/acts": {
            "post": {
                "summary": "Record an act, under the same guards as the page; needs the CSRF header",
                "parameters": [ID],
                "requestBody": {"required": True, "content": _content("Act")},
                "responses": {
                    "200": {"description": "With dry_run: it would be recorded."},
                    "201": _answer("CaseFile", "The file after the act."),
                }
                | refused
                | told,
            }
        },
    }


def _content(name: str) -> dict[str, Any]:
    return {"application/json": {"schema": {"$ref": f"#/components/schemas/{name}"}}}


def _answer(name: str, description: str) -> dict[str, Any]:
    return {"description": description, "content": _content(name)}
