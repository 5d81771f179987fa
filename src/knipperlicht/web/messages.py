"""Texts of the site: collect them into each folder's catalogues, and compile those. For developers (needs Babel).

`python -m knipperlicht.web.messages update` adds what is new and drops what is gone in
`<folder>/locale/{nl,fr}/LC_MESSAGES/django.po`; `compile` writes the .mo files that Django reads.
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

WEB = Path(__file__).parent
LANGUAGES = ("nl", "fr")
PYTHON = {
    name: spec
    for base, spec in (("gettext", None), ("ngettext", (1, 2)), ("pgettext", ((1, "c"), 2)))
    for name in (base, f"{base}_lazy")
} | {"_": None}
_CALL = re.compile(r"\b(p?n?gettext|_)\(")
Message = tuple[str | tuple[str, ...], str | None]
"""Text (with its plural) and context."""


def folders() -> list[Path]:
    """Every folder with texts of its own: the pages, the capabilities, and `web/` for what all pages share."""
    found = [p.parent for part in ("cases", "web") for p in sorted((WEB.parent / part).glob("*/apps.py"))]
    return [WEB, *found]


def messages_of(folder: Path) -> set[Message]:
    """Every text in the code and templates of one folder."""
    if folder == WEB:
        sources = [
            *WEB.glob("*.py"),
            *(WEB / "templates").rglob("*.html"),
            *(WEB / "templates").rglob("*.txt"),
        ]
    else:
        sources = [
            p
            for p in folder.rglob("*")
            if p.suffix in (".py", ".html", ".txt") and "migrations" not in p.parts
        ]
    found: set[Message] = set()
    for path in sources:
        found |= set(_in_python(path) if path.suffix == ".py" else _in_template(path))
    return found


def _in_python(path: Path) -> Iterator[Message]:
    with path.open("rb") as file:
        for _line, text, _comments, context in extract("python", file, keywords=PYTHON):
            yield (tuple(text) if isinstance(text, (tuple, list)) else text), context


def _in_template(path: Path) -> Iterator[Message]:
    from django.utils.translation.template import templatize

    code = templatize(path.read_text("utf-8"))
    for call in _CALL.finditer(code):
        arguments = _arguments(code, call.end() - 1)
        name = call[1]
        context = arguments.pop(0) if name.startswith("p") else None
        yield (tuple(arguments[:2]) if "n" in name[:2] else arguments[0]), context


def _arguments(code: str, start: int) -> list[str]:
    """Text arguments of the call whose bracket opens at `start`."""
    end = start
    while True:
        end = code.index(")", end + 1)
        try:
            call = ast.parse(f"f{code[start : end + 1]}", mode="eval").body
        except SyntaxError:
            continue
        assert isinstance(call, ast.Call)
        return [a.value for a in call.args if isinstance(a, ast.Constant) and isinstance(a.value, str)]


def catalogue_path(folder: Path, language: str) -> Path:
    """Where a folder keeps its texts in a language."""
    return folder / "locale" / language / "LC_MESSAGES" / "django.po"


def read_catalogue(folder: Path, language: str) -> Catalog:
    """The catalogue as it stands; an empty one where there is none."""
    path = catalogue_path(folder, language)
    if not path.exists() or not path.stat().st_size:
        return Catalog(locale=language)
    with path.open("rb") as file:
        return read_po(file, locale=language)


def update() -> None:
    """Bring every catalogue in line with code and templates; keeps translations, takes known ones from elsewhere."""
    for language in LANGUAGES:
        held = {folder: read_catalogue(folder, language) for folder in folders()}
        known = {(m.id, m.context): m.string for c in held.values() for m in c if m.id and m.string}
        for folder, old in held.items():
            wanted = messages_of(folder)
            fresh = Catalog(locale=language, header_comment="", charset="utf-8", fuzzy=False)
            for text, context in sorted(wanted, key=str):
                own = old.get(text if isinstance(text, str) else text[0], context)
                string = (
                    own.string if own and own.string and any(own.string) else known.get((text, context), "")
                )
                fresh.add(text, string or None, context=context)
            path = catalogue_path(folder, language)
            if wanted or path.exists():
                path.parent.mkdir(parents=True, exist_ok=True)
                buffer = BytesIO()
                write_po(buffer, fresh, width=110, omit_header=False, sort_output=True)
                path.write_bytes(_without_dates(buffer.getvalue()))


def _without_dates(text: bytes) -> bytes:
    """Catalogues without the day of their making: a run that changes nothing changes no file."""
    return re.sub(
        rb'^"(POT-Creation-Date|PO-Revision-Date|Last-Translator|Language-Team|Project-Id-Version|Generated-By|Report-Msgid-Bugs-To)[^\n]*\n',
        b"",
        text,
        flags=re.MULTILINE,
    )


def missing() -> list[str]:
    """Every text without a translation, and every catalogue entry that nothing uses, as a sentence each."""
    found = []
    for language in LANGUAGES:
        for folder in folders():
            catalogue = read_catalogue(folder, language)
            wanted = messages_of(folder)
            where = f"{folder.relative_to(WEB.parent)} [{language}]"
            for text, context in sorted(wanted, key=str):
                message = catalogue.get(text if isinstance(text, str) else text[0], context)
                strings = message.string if message else ""
                whole = all(strings) if isinstance(strings, (tuple, list)) else bool(strings)
                if not whole:
                    found.append(f"{where}: no translation of {text!r}")
            stale = {(m.id, m.context) for m in catalogue if m.id} - wanted
            found += [f"{where}: nothing uses {text!r}" for text, _context in sorted(stale, key=str)]
    return found


def compile_all() -> None:
    """Write django.mo beside every django.po."""
    for folder in folders():
        for language in LANGUAGES:
            path = catalogue_path(folder, language)
            if path.exists():
                with path.with_suffix(".mo").open("wb") as file:
                    write_mo(file, read_catalogue(folder, language))


if __name__ == "__main__":
    command = sys.argv[1] if len(sys.argv) > 1 else ""
    if command == "update":
        update()
    elif command == "missing":
        sys.stdout.writelines(f"{line}\n" for line in missing())
    if command in ("compile", "update"):
        compile_all()
    elif command != "missing":
        sys.exit("Say update, compile or missing.")
