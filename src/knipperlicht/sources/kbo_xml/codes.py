"""The codes file: what the codes of functions, situations, links and ex officio acts mean.

The manual (annex 2) names the tables and says that each element holds a code, its description in four languages and
its days; the names of the inner tags are in `Codes.xsd`, which is not public. So this reader goes by shape: a table is
an element named `…Codes` (or `…Code`, `…Reason`, `…Type`), an item an element below it with a child `Code`; a description is any
element that names its language, in its own name (`DescriptionNL`), an attribute, or a child `Language`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any
from xml.etree.ElementTree import Element, ParseError, fromstring

from knipperlicht.errors import UnusableFile
from knipperlicht.sources.kbo_xml.values import day, short, text_of
from knipperlicht.sources.records import Batch, Refused

LARGEST = 256 * 2**20
LANGUAGES = {
    "1": "fr",
    "2": "nl",
    "3": "de",
    "4": "en",
    "FR": "fr",
    "NL": "nl",
    "DE": "de",
    "EN": "en",
    "F": "fr",
    "N": "nl",
    "D": "de",
    "E": "en",
}
ENDING = re.compile(r"(?:^|[a-z_])_?(FR|NL|DE|EN|Fr|Nl|De|En)$")


def read_codes(path: Path, stream: IO[bytes]) -> Iterator[Batch]:
    """One batch with every code. Raises UnusableFile when no code of a function is found."""
    data = stream.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise UnusableFile(f"{path}: a codes file of more than {LARGEST >> 20} MiB; not believed.")
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        raise UnusableFile(
            f"{path}: holds a document type, which the register's files never do: nothing was read."
        )
    try:
        root = fromstring(data)
    except ParseError as error:
        raise UnusableFile(f"{path}: is no well-formed XML ({error}). Download it again.") from error
    rows, refused = [], []
    for group in root.iter():
        category = _bare(group.tag)
        items = [item for item in group if _child(item, "Code") is not None]
        if not items:
            continue
        for place, item in enumerate(items):
            try:
                rows.append(_row(category, item))
            except ValueError as error:
                where = f"{category} {place + 1}"
                refused.append(
                    Refused(
                        where=where, reason=str(error), content=(text_of(_child(item, "Code")) or "")[:40]
                    )
                )
    if not any(row["category"] == "FunctionCodes" for row in rows):
        found = ", ".join(sorted({row["category"] for row in rows})) or f"<{_bare(root.tag)}>"
        raise UnusableFile(
            f"{path}: a codes file with the table FunctionCodes was expected, found {found}. Is this the right file?"
        )
    yield Batch(table="xml_code", rows=rows, refused=refused)


def _row(category: str, item: Element) -> dict[str, Any]:
    code = short(_child(item, "Code"))
    if code is None:
        raise ValueError("Code is empty")
    texts: dict[str, str | None] = {}
    for element in item.iter():
        if (language := _language(element)) and (text := _words(element)):
            texts.setdefault(language, text)
    validity = _child(item, "Validity")
    ends = item if validity is None else validity
    kind = _child(item, "Type")
    return {
        "category": category, "code": code, "kind": short(_child(item, "type") if kind is None else kind),
        **{name: texts.get(name) for name in ("nl", "fr", "de", "en")},
        "start_date": day(text_of(_child(ends, "Begin"))), "end_date": day(text_of(_child(ends, "End"))),
    }  # fmt: skip


def _language(element: Element) -> str | None:
    named = next(
        (value for key, value in element.attrib.items() if _bare(key).lower() in ("language", "lang")), None
    )
    named = named or text_of(_child(element, "Language"))
    if named is None and (found := ENDING.search(_bare(element.tag))):
        named = found[1]
    return LANGUAGES.get((named or "").upper())


def _words(element: Element) -> str | None:
    inner = (_child(element, name) for name in ("Description", "Value", "Text", "Name"))
    return short(element) or next(
        (text for part in inner if part is not None and (text := short(part))), None
    )


def _child(element: Element, name: str) -> Element | None:
    return next((part for part in element if _bare(part.tag) == name), None)


def _bare(tag: str) -> str:
    return tag.rpartition("}")[2]
