"""Pandoc, which turns Markdown into Word and Word into Typst or plain text. It runs in its own sandbox: no file, no network."""

from __future__ import annotations

import subprocess
import tempfile
from functools import cache
from pathlib import Path

import pypandoc

from knipperlicht.errors import KnipperlichtError

LONGEST = 60
"""Seconds; a letter takes a tenth of one."""


class NotConverted(KnipperlichtError):
    """Pandoc could not read or write a document."""


def convert(
    content: bytes, *, source: str, target: str, reference: bytes = b"", media: Path | None = None
) -> bytes:
    """The content in another format (pandoc's names). `media`: a folder in which its pictures are put. Raises NotConverted."""
    with tempfile.TemporaryDirectory(prefix="knipperlicht-word-") as name:
        given, made, look = Path(name, "in"), Path(name, "out"), Path(name, "look.docx")
        given.write_bytes(content)
        options = ["--from", source, "--to", target, "--output", str(made), "--wrap", "preserve"]
        if reference:
            look.write_bytes(reference)
            options += ["--reference-doc", str(look)]
        if media is not None:
            options += ["--extract-media", str(media)]
        _run([*options, str(given)])
        return made.read_bytes()


@cache
def shipped(name: str) -> bytes:
    """A file that comes with pandoc."""
    return _run(["--print-default-data-file", name])


def _run(options: list[str]) -> bytes:
    try:
        done = subprocess.run(
            [pypandoc.get_pandoc_path(), "--sandbox", *options], capture_output=True, check=True, timeout=LONGEST
        )  # fmt: skip
    except subprocess.SubprocessError as error:
        raise NotConverted(
            "The Word file cannot be read. Save it anew in your word processor as .docx, and try again."
        ) from error
    return done.stdout
