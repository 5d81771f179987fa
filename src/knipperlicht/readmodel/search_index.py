"""Full-text index over every name of every enterprise (tantivy: BM25, prefixes, typing errors by automaton).

One document an enterprise: `number`, and `names`, all its names (registered, commercial, abbreviated) and
those of its establishments and branches, folded to lower case without accents for matching.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

import tantivy

HEAP = 256 * 2**20
TOKENIZER = "names"
SEPARATOR = " | "


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_integer_field("number", stored=True, indexed=True)
    builder.add_text_field("names", stored=True, tokenizer_name=TOKENIZER, index_option="basic")
    return builder.build()


def _tokenizer() -> tantivy.TextAnalyzer:
    builder = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
    for step in (tantivy.Filter.remove_long(40), tantivy.Filter.lowercase(), tantivy.Filter.ascii_fold()):
        builder = builder.filter(step)
    return builder.build()


def open_index(folder: Path) -> tantivy.Index:
    """Open the index in `folder`, making it when the folder is empty."""
    folder.mkdir(parents=True, exist_ok=True)
    index = tantivy.Index(_schema(), path=str(folder), reuse=True)
    index.register_tokenizer(TOKENIZER, _tokenizer())
    return index


def copy_index(source: Path, target: Path) -> None:
    """Hard links: the files of an index never change, only its list of files (`meta.json`) is replaced."""
    target.mkdir(parents=True)
    for path in source.iterdir():
        if not path.name.endswith(".lock"):
            os.link(path, target / path.name)


def write_documents(
    index: tantivy.Index, rows: Iterable[tuple[int, str]], *, replaced: Iterable[int] = ()
) -> int:
    """Drop the documents of `replaced`, add `rows` (number, names), commit; gives the number of documents."""
    writer = index.writer(heap_size=HEAP, num_threads=1)
    for number in replaced:
        writer.delete_documents_by_term("number", number)
    for number, names in rows:
        writer.add_document(tantivy.Document(number=number, names=names))
    writer.commit()
    writer.wait_merging_threads()
    index.reload()
    return int(index.searcher().num_docs)
