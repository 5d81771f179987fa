"""Parent companies by number: only relations that stand, nothing about persons."""

from __future__ import annotations

from datetime import date
from typing import Any

from knipperlicht.warehouse.topics import topics
from tests.indicators.harness import Register, workbench
from tests.sources.sheet_files import invented

AT, CHILD = date(2026, 6, 30), invented(1)


def asked(table: str, **records: list[dict[str, Any]]) -> list[dict[str, Any]]:
    register = Register(at=AT, first_day=AT)
    for name, rows in records.items():
        register.records[name] += [{"seen": AT, **row} for row in rows]
    found: list[dict[str, Any]] = workbench(register).table(table).order_by("since").to_pyarrow().to_pylist()
    return found


def lei(name: str, enterprise: int = 0, country: str = "LU") -> dict[str, Any]:
    return {"enterprise": enterprise, "lei": name, "name": name.title(), "country": country}


def relation(**changes: Any) -> dict[str, Any]:
    return {
        "child": "CHILD",
        "kind": "direct",
        "parent": "PARENT",
        "active": True,
        "since": date(2020, 1, 1),
    } | changes


def test_a_standing_relation_names_the_parent_and_its_number() -> None:
    entities = [lei("CHILD", CHILD, "BE"), lei("PARENT"), lei("HOME", invented(2), "BE")]
    relations = [relation(), relation(kind="ultimate", parent="HOME", since=date(2021, 1, 1))]
    rows = asked("gleif_parent", gleif_entity=entities, gleif_relation=relations)
    assert [(r["enterprise"], r["kind"], r["parent_name"], r["parent_country"], r["parent_enterprise"]) for r in rows] == [
        (CHILD, "direct", "Parent", "LU", None), (CHILD, "ultimate", "Home", "BE", invented(2)),
    ]  # fmt: skip


def test_relations_that_ended_or_have_not_begun_or_are_of_foreign_children_are_left_out() -> None:
    relations = [
        relation(active=False), relation(kind="ultimate", until=AT), relation(kind="branch", since=date(2026, 7, 1)),
        relation(child="PARENT", parent="OTHER"),
    ]  # fmt: skip
    entities = [lei("CHILD", CHILD, "BE"), lei("PARENT")]
    assert asked("gleif_parent", gleif_entity=entities, gleif_relation=relations) == []


def test_a_parent_without_a_name_here_still_stands_by_its_lei() -> None:
    [row] = asked("gleif_parent", gleif_entity=[lei("CHILD", CHILD, "BE")], gleif_relation=[relation()])
    assert (row["parent"], row["parent_name"]) == ("PARENT", None)


def test_interests_are_those_of_entities_that_stand() -> None:
    def entity(record: str, enterprise: int = 0, *, closed: bool = False) -> dict[str, Any]:
        return {
            "record": record,
            "enterprise": enterprise,
            "name": record,
            "jurisdiction": "LU",
            "closed": closed,
        }

    def interest(place: int, **changes: Any) -> dict[str, Any]:
        return {
            "record": "r", "place": place, "subject": "child", "party": "holder", "interest": "shareholding",
            "share_exact": 100.0, "closed": False,
        } | changes  # fmt: skip

    rows = asked(
        "bods_parent",
        bods_entity=[entity("child", CHILD), entity("holder"), entity("gone", closed=True)],
        bods_person=[{"record": "someone", "name": "x", "closed": False}],
        bods_interest=[
            interest(0), interest(1, until=AT), interest(2, closed=True), interest(3, party="gone"),
            interest(4, party="someone"), interest(5, party=None, unknown_reason="x"),
        ],
    )  # fmt: skip
    assert [(r["enterprise"], r["place"], r["parent_name"], r["share_exact"]) for r in rows] == [
        (CHILD, 0, "holder", 100.0)
    ]


def test_the_topic_is_found() -> None:
    assert "parents" in {topic.name for topic in topics()}
