"""JSON from outside: an object, or the items of a list one by one, with flat memory and one sentence for what is wrong."""

from __future__ import annotations

import codecs
import json
from collections.abc import Iterable, Iterator
from typing import Any

from knipperlicht.errors import UnusableFile
from knipperlicht.sources.nbb.archive import MAX_LIST, Part
from knipperlicht.sources.nbb.deposit import Unreadable
from knipperlicht.sources.packed import DAMAGE

CHUNK = 2**20
LONGEST_ITEM = 2**20
DEEPEST = 30
_SPACE = " \t\r\n"


def _no_constant(name: str) -> float:
    raise ValueError(f"{name} is no JSON")


_DECODER = json.JSONDecoder(parse_constant=_no_constant)


def read_object(part: Part) -> dict[str, Any]:
    """The one object of a part; raises UnusableFile."""
    try:
        found = _DECODER.decode(part.read().decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise _broken(part, error) from error
    if not isinstance(found, dict):
        raise UnusableFile(f"{part.where}: holds a list, an object was expected.")
    return found


def read_items(part: Part) -> Iterator[Any]:
    """The items of a list, or the one object where it is no list; raises UnusableFile."""
    text, position, total, ended = "", 0, 0, False
    decoder = codecs.getincrementaldecoder("utf-8-sig")()
    opened, expects_comma = False, False
    while True:
        while position < len(text) and text[position] in _SPACE:
            position += 1
        if position < len(text):
            sign = text[position]
            if not opened:
                if sign != "[":
                    yield from _single(part, text, decoder)
                    return
                opened, position = True, position + 1
                continue
            if sign == "]":
                if text[position + 1 :].strip(_SPACE) or part.stream.read(CHUNK).strip():
                    raise UnusableFile(f"{part.where}: something follows the end of the list.")
                return
            if expects_comma:
                if sign != ",":
                    raise UnusableFile(
                        f"{part.where}: a comma was expected between two items, found {sign!r}."
                    )
                expects_comma, position = False, position + 1
                continue
            try:
                item, position = _DECODER.raw_decode(text, position)
            except (ValueError, RecursionError) as error:
                if isinstance(error, RecursionError) or ended or len(text) - position > LONGEST_ITEM:
                    raise _broken(part, error) from error
            else:
                expects_comma = True
                yield item
                continue
        if ended:
            raise UnusableFile(f"{part.where}: is cut off before the end of the list. Download it again.")
        text, position = text[position:], 0
        try:
            chunk = part.stream.read(CHUNK)
            text += decoder.decode(chunk, final=not chunk)
        except DAMAGE as error:
            raise _broken(part, error) from error
        total, ended = total + len(chunk), not chunk
        if total > MAX_LIST:
            raise UnusableFile(f"{part.where}: is longer than {MAX_LIST:,} bytes; split the list.")


def _single(part: Part, text: str, decoder: codecs.IncrementalDecoder) -> Iterator[Any]:
    try:
        yield _DECODER.decode(text + decoder.decode(part.read(), final=True))
    except (ValueError, RecursionError) as error:
        raise _broken(part, error) from error


def folded(value: Any, depth: int = 0) -> Any:
    """The same with all names in lower case: the web service writes PascalCase, the daily extracts camelCase.

    Raises Unreadable where it is nested deeper than any filing.
    """
    if depth > DEEPEST:
        raise Unreadable("it is nested too deeply")
    if isinstance(value, dict):
        return {name.lower(): folded(inner, depth + 1) for name, inner in value.items()}
    if isinstance(value, list):
        return [folded(inner, depth + 1) for inner in value]
    return value


def check_names(part: Part, fields: dict[str, Any], *, needs: frozenset[str], may: frozenset[str]) -> None:
    """Raises UnusableFile where a field is missing or unknown: then the file is of another layout than we read."""
    if missing := needs - fields.keys():
        raise UnusableFile(
            f"{part.where}: {_listed(missing)} is missing; this is another layout than we read."
        )
    if stray := fields.keys() - needs - may:
        raise UnusableFile(f"{part.where}: {_listed(stray)} is unknown; this is another layout than we read.")


def _listed(names: Iterable[str]) -> str:
    return ", ".join(ascii(name[:40]).strip("'") for name in sorted(names)[:5])


def _broken(part: Part, error: Exception) -> UnusableFile:
    why = "it is nested too deeply" if isinstance(error, RecursionError) else str(error)[:200]
    return UnusableFile(f"{part.where}: is not readable as JSON ({why}). Download it again.")
