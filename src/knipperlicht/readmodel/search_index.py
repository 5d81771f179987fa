"""Full-text index over names (tantivy: BM25, prefixes, typing errors by automaton).

One document an enterprise, standing or gone:

| field | holds |
|---|---|
| `number` | its number |
| `names` | its names, then those of its establishments and branches, then former ones; ` | ` between |
| `nis` | the municipalities of its seat, establishments and branches |
| `about` | `a` active or `l` left the register, `n` for a natural person or `-`; NIS and postcode of the seat, else of the first establishment; one letter of `KINDS` for each name: `a-,34022,8500,nte` |

Addresses are found through the snapshot's streets instead (`street_index`), and holders of mandates through an index of
their own (`search_people_index`): who may search people is another question than who may search companies.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

import tantivy

HEAP = 256 * 2**20
TOKENIZER = "names"
SEPARATOR = " | "
FORMAT, FORMAT_FILE = "2", "format"
KINDS = {
    "n": "name", "a": "abbreviation", "t": "trade_name", "b": "branch_name", "e": "establishment_name",
    "f": "former_name",
}  # fmt: skip


class Entry(NamedTuple):
    """What is written of one enterprise; the texts as the table above says."""

    number: int
    names: str
    nis: str
    about: str


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_integer_field("number", stored=True, indexed=True)
    builder.add_text_field("names", stored=True, tokenizer_name=TOKENIZER, index_option="basic")
    builder.add_text_field("nis", stored=False, tokenizer_name=TOKENIZER, index_option="basic")
    builder.add_bytes_field("about", stored=True, indexed=False)
    return builder.build()


def name_tokenizer() -> tantivy.TextAnalyzer:
    builder = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
    for step in (tantivy.Filter.remove_long(40), tantivy.Filter.lowercase(), tantivy.Filter.ascii_fold()):
        builder = builder.filter(step)
    return builder.build()


def usable(folder: Path | None) -> Path | None:
    """The folder, if it holds an index in this form."""
    mark = folder / FORMAT_FILE if folder is not None else None
    return folder if mark is not None and mark.exists() and mark.read_text("utf-8") == FORMAT else None


def open_index(folder: Path) -> tantivy.Index:
    """Open the index in `folder`, making it when the folder is empty. Raises ValueError on one of another form."""
    folder.mkdir(parents=True, exist_ok=True)
    index = tantivy.Index(_schema(), path=str(folder), reuse=True)
    index.register_tokenizer(TOKENIZER, name_tokenizer())
    return index


def copy_index(source: Path, target: Path) -> None:
    """Hard links: the files of an index never change, only its list of files (`meta.json`) is replaced."""
    target.mkdir(parents=True)
    for path in source.iterdir():
        if not path.name.endswith(".lock"):
            os.link(path, target / path.name)


def _document(entry: Entry) -> tantivy.Document:
    """Field by field: as keyword arguments a document takes twice the time."""
    document = tantivy.Document()
    document.add_integer("number", entry.number)
    document.add_text("names", entry.names)
    document.add_text("nis", entry.nis)
    document.add_bytes("about", entry.about.encode())
    return document


def write_documents(folder: Path, entries: Iterable[Entry], *, replaced: Iterable[int] = ()) -> int:
    """Drop the documents of `replaced`, add `entries`, commit; gives the number of documents."""
    index = open_index(folder)
    writer = index.writer(heap_size=HEAP, num_threads=1)
    for number in replaced:
        writer.delete_documents_by_term("number", number)
    for entry in entries:
        writer.add_document(_document(entry))
    writer.commit()
    writer.wait_merging_threads()
    index.reload()
    (folder / FORMAT_FILE).unlink(missing_ok=True)
    (folder / FORMAT_FILE).write_text(FORMAT, "utf-8")
    return int(index.searcher().num_docs)
