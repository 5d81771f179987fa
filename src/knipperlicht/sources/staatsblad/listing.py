"""The gazette's list of publications of one legal person, as the page comes from ejustice.just.fgov.be.

Each publication is a `div.list-item`: in `p.list-item--subtitle` the name and the legal form; in `a.list-item--title`,
line by line (`<br>`), address, number, label and `YYYY-MM-DD / number`, and below that now and then a note; elsewhere a
link that ends in `.pdf`. The pages are in Windows-1252 (they say ISO-8859-1); one saved by a browser may be UTF-8.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

from knipperlicht.core.marks import CONTROL
from knipperlicht.errors import UnusableFile
from knipperlicht.sources.records import Refused

SIZE_LIMIT = 8 * 2**20
HOST = "https://www.ejustice.just.fgov.be"
NOTHING = ("Geen tekst komt overeen met uw zoekopdracht", "Aucun texte ne correspond")
TOTAL = re.compile(r"\b(?:Lijst|Liste)\s*\((\d+)\)")
_DAY = re.compile(r"(\d{4}-\d{2}-\d{2})\s*/\s*([0-9A-Za-z-]+)")
_YEAR = re.compile(r"\d{4}\s*/\s*[0-9A-Za-z-]+")
_NUMBER = re.compile(r"(?:(?:BE|TVA|BTW)[ .:]*)*([0-9][0-9. ]{7,12}[0-9])")
_PLACES = {"list-item--subtitle": "subtitle", "list-item--title": "title"}
_VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}


class _Items(HTMLParser):
    """Collects the text of each part of each item, lines divided by line feeds."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.items: list[dict[str, str]] = []
        self._open: list[tuple[str, str | None]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        classes = (given.get("class") or "").split()
        place = next((_PLACES[name] for name in classes if name in _PLACES), None)
        if tag == "div" and "list-item" in classes:
            place = "item"
            self.items.append({"subtitle": "", "form": "", "title": "", "pdf": ""})
        if self._open_item() and tag == "a" and (given.get("href") or "").lower().endswith(".pdf"):
            self.items[-1]["pdf"] = given["href"] or ""
        if tag == "br":
            self.handle_data("\n")
        if tag not in _VOID:
            self._open.append((tag, place))

    def handle_endtag(self, tag: str) -> None:
        # A page may leave <p> or <font> open: what lies within a closed tag is closed with it.
        if any(tag == name for name, _ in self._open):
            while self._open.pop()[0] != tag:
                pass

    def handle_data(self, data: str) -> None:
        places = [place for _, place in self._open if place]
        if len(places) < 2 or places[0] != "item":
            return
        named = places[-1] == "subtitle" and self._open[-1][0] != "font"
        self.items[-1]["form" if named else places[-1]] += data.replace("\r", "")

    def _open_item(self) -> bool:
        return any(place == "item" for _, place in self._open)


def read_page(path: Path) -> tuple[list[tuple[str, dict[str, str]] | Refused], list[str]]:
    """The publications of a page (where, fields as texts), and notes. Raises UnusableFile on any other page."""
    text = CONTROL.sub(" ", _text(path))
    if "</html" not in text.lower():
        raise UnusableFile(
            f"{path}: is cut off, the end of the page is missing. Save the page again; nothing was changed."
        )
    parser = _Items()
    parser.feed(text)
    parser.close()
    total = TOTAL.search(text)
    filled = [(place, item) for place, item in enumerate(parser.items, 1) if item["title"].strip()]
    if not filled:
        if any(sentence in text for sentence in NOTHING):
            raise UnusableFile(
                f"{path}: the gazette says it has no publications for this question; nothing to take in."
            )
        raise _other_layout(path, f"{len(parser.items)} items, none with a title")
    found = list(_publications(filled))
    if all(isinstance(one, Refused) for one in found):
        raise _other_layout(path, f"{len(found)} items in which no line reads as a day and a number")
    notes = []
    if total and int(total[1]) > len(filled):
        notes.append(f"this page has {len(filled)} of {total[1]} publications: take in its other pages too")
    return found, notes


def _publications(
    items: list[tuple[int, dict[str, str]]],
) -> Iterator[tuple[str, dict[str, str]] | Refused]:
    for place, item in items:
        lines = [line.replace("\xa0", " ").strip() for line in item["title"].split("\n")]
        lines = [line for line in lines if line]
        at = next((i for i, line in enumerate(lines) if _DAY.fullmatch(line)), None)
        numbered = next((i for i, line in enumerate(lines[:at]) if _NUMBER.fullmatch(line)), None)
        where, content = f"item {place}", " | ".join(lines)
        if at is None:
            only_year = any(_YEAR.fullmatch(line) for line in lines)
            reason = "the page gives the year of the publication only" if only_year else "no day and number"
            yield Refused(where=where, reason=reason, content=content)
        elif numbered is None:
            yield Refused(where=where, reason="no enterprise number above the day", content=content)
        else:
            day, number = _DAY.fullmatch(lines[at]).groups()  # type: ignore[union-attr]
            fields = {
                "enterprise": _NUMBER.fullmatch(lines[numbered])[1],  # type: ignore[index]
                "day": day, "number": number, "name": _plain(item["subtitle"]), "form": _plain(item["form"]),
                "address": " ".join(lines[:numbered]), "label": " ".join(lines[numbered + 1 : at]),
                "note": " ".join(lines[at + 1 :]), "pdf": _address(item["pdf"]),
            }  # fmt: skip
            yield where, fields


def _plain(text: str) -> str:
    return " ".join(text.split())


def _address(link: str) -> str:
    return HOST + link if link.startswith("/") else link


def _text(path: Path) -> str:
    if path.stat().st_size > SIZE_LIMIT:
        raise UnusableFile(
            f"{path}: has {path.stat().st_size} bytes, a list page has some hundred thousand at most. Save the page "
            "of one enterprise, or bring JSON lines."
        )
    data = path.read_bytes()
    if b"\0" in data:
        raise UnusableFile(f"{path}: is no HTML page (it holds NUL bytes). Save the list page once more.")
    if data.startswith(b"\xef\xbb\xbf") or re.search(rb"charset=[\"']?utf-8", data[:4096], re.IGNORECASE):
        return data.decode("utf-8-sig", "replace")
    return data.decode("cp1252", "replace")


def _other_layout(path: Path, found: str) -> UnusableFile:
    return UnusableFile(
        f"{path}: is not laid out as the gazette's list was: expected div.list-item with p.list-item--subtitle and "
        f"a.list-item--title, whose lines are address, number, label and YYYY-MM-DD / number; found {found}. The "
        "site may have changed: bring JSON lines instead, and tell the makers of Knipperlicht. Nothing was changed."
    )
