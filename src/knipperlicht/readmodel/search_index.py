"""Full-text index over every name of every enterprise (tantivy: BM25, prefixes, typing errors by automaton).

One document an enterprise: all its names (registered, commercial, abbreviated) and those of its
establishments, folded to lower case without accents, plus `number` to find the row and `start`, the first
folded name, for names that begin with what was typed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import duckdb
import tantivy

HEAP = 256 * 2**20
BATCH = 20_000
TOKENIZER = "names"
NAMES_SQL = """
    SELECT o.enterprise, string_agg(d.denomination, ' | ' ORDER BY d.type_of_denomination, d.denomination)
    FROM denomination d JOIN (
        SELECT entity, enterprise FROM owner UNION ALL SELECT enterprise, enterprise FROM enterprise) o USING (entity)
    {where}
    GROUP BY o.enterprise"""


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_integer_field("number", stored=True, indexed=True, fast=True)
    builder.add_text_field("names", stored=True, tokenizer_name=TOKENIZER, index_option="basic")
    return builder.build()


def _tokenizer() -> tantivy.TextAnalyzer:
    builder = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
    return builder.filter(tantivy.Filter.remove_long(40)).filter(tantivy.Filter.lowercase()).filter(
        tantivy.Filter.ascii_fold()
    ).build()


def open_index(folder: Path) -> tantivy.Index:
    """Open the index in `folder`, making it when the folder is empty."""
    folder.mkdir(parents=True, exist_ok=True)
    index = tantivy.Index(_schema(), path=str(folder), reuse=True)
    index.register_tokenizer(TOKENIZER, _tokenizer())
    return index


def documents(connection: duckdb.DuckDBPyConnection, where: str = "") -> Iterator[tuple[int, str]]:
    """(enterprise, all its names) from the tables of a build; `connection` is used by nobody else meanwhile."""
    connection.execute(NAMES_SQL.format(where=where))
    while rows := connection.fetchmany(BATCH):
        yield from rows


def add_documents(index: tantivy.Index, rows: Iterable[tuple[int, str]]) -> int:
    """Write documents and commit; gives their number."""
    writer = index.writer(heap_size=HEAP, num_threads=1)
    count = 0
    for number, names in rows:
        writer.add_document(tantivy.Document(number=number, names=names))
        count += 1
    writer.commit()
    writer.wait_merging_threads()
    return count
