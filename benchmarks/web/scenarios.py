"""What people do, as load. Each gives its numbers: milliseconds at quantiles, answers a second, what went wrong."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any
from urllib.parse import quote_plus

from benchmarks.web.client import Connection, Outcome, at_rate, by_users, run

RATE = 100
HTML_USERS = 20
THINK = 1.0
KEYSTROKE = 0.12
WARM = 200
PART = "HX-Request: true\r\n"


def _numbers(outcome: Outcome) -> dict[str, Any]:
    return {
        "answers": len(outcome.milliseconds),
        "bad": outcome.bad,
        "rate": round(outcome.rate, 1),
        "p50": round(outcome.quantile(0.5), 1),
        "p95": round(outcome.quantile(0.95), 1),
        "p99": round(outcome.quantile(0.99), 1),
    }


def _users(port: int, people: dict[str, Any], count: int) -> list[Connection]:
    cookies = people["cookies"]
    return [Connection(port, cookies[n % len(cookies)]) for n in range(count)]


def dossier_json(port: int, people: dict[str, Any], seconds: float) -> dict[str, Any]:
    """100 dossiers a second, each another company, answered or not."""
    paths = [f"/api/v1/dossiers/{number}" for number in people["numbers"]]
    run(at_rate(_users(port, people, 8), paths[-WARM:], rate=RATE, seconds=WARM / RATE))
    return _numbers(run(at_rate(_users(port, people, 32), paths, rate=RATE, seconds=seconds)))


def dossier_html(port: int, people: dict[str, Any], seconds: float) -> dict[str, Any]:
    """20 users who open a dossier, read for a second, open the next."""
    numbers = people["numbers"]
    pages = int(seconds / THINK)

    def journey(user: int) -> list[str]:
        return [f"/dossier/{numbers[(user * pages + n) % len(numbers)]}/" for n in range(pages)]

    run(by_users(_users(port, people, 4), lambda user: [f"/dossier/{n}/" for n in numbers[-10:]], pause=0))
    return _numbers(run(by_users(_users(port, people, HTML_USERS), journey, pause=THINK)))


def search_as_you_type(port: int, people: dict[str, Any], seconds: float) -> dict[str, Any]:
    """5 users who type names of companies, a keystroke every 120 ms, each keystroke a request; some with an error."""
    chance = random.Random(7)
    names = people["names"]

    def typed(name: str) -> list[str]:
        if chance.random() < 0.2:
            at = chance.randrange(2, len(name))
            name = name[:at] + chance.choice("aeiourst") + name[at + 1 :]
        return [f"/search/suggest/?q={quote_plus(name[:length])}" for length in range(3, min(len(name), 16))]

    def journey(user: int) -> list[str]:
        paths: list[str] = []
        while len(paths) < seconds / KEYSTROKE / 2:
            paths += typed(chance.choice(names))
        return paths

    return _numbers(run(by_users(_users(port, people, 5), journey, pause=KEYSTROKE, headers=PART)))


def list_page(port: int, people: dict[str, Any], seconds: float) -> dict[str, Any]:
    """One user through the list of all retail and trade (128,000 matches): five sorts, first and later pages."""
    sorts = ("-score", "score", "name", "-started", "number")
    paths = [f"/list/?sector=G&sort={sort}&after={after}" for after in (0, 50, 2000) for sort in sorts]
    return _numbers(run(by_users(_users(port, people, 1), lambda user: paths * 3, pause=0.05)))


SCENARIOS: dict[str, Callable[[int, dict[str, Any], float], dict[str, Any]]] = {
    "dossier_json": dossier_json,
    "dossier_html": dossier_html,
    "search_as_you_type": search_as_you_type,
    "list_page": list_page,
}
