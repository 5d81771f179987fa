"""Full-text index over who holds a mandate, apart from that over companies: who may search people is another question.

One document a holder (`search_people_rows` says who is one):

| field | holds |
|---|---|
| `key` | the exact identifier, else company and name |
| `names` | the name as written; of a company that holds mandates its registered name first; ` | ` between |
| `nis` | every municipality in which one of the companies has or had an address |
| `about` | number of the holder where it is a company; then its mandates |

It is made only where a source with mandates was taken in.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import duckdb
import tantivy

from knipperlicht.readmodel.search_index import TOKENIZER, copy_index, name_tokenizer
from knipperlicht.readmodel.search_people_rows import holders, known, prepare

PEOPLE = "people"
HEAP = 64 * 2**20
BATCH = 20_000
MOST = 50_000
"""With more holders changed than this the index is written whole."""


def open_people(folder: Path) -> tantivy.Index:
    """Open the index in `folder`. Raises ValueError or OSError when it is none."""
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("key", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("names", stored=True, tokenizer_name=TOKENIZER, index_option="basic")
    builder.add_text_field("nis", stored=False, tokenizer_name=TOKENIZER, index_option="basic")
    builder.add_bytes_field("about", stored=True, indexed=False)
    index = tantivy.Index(builder.build(), path=str(folder), reuse=True)
    index.register_tokenizer(TOKENIZER, name_tokenizer())
    index.reload()
    return index


def write_people(connection: duckdb.DuckDBPyConnection, target: Path, *, before: Path | None = None) -> None:
    """Index the table `mandate` into the new folder `target`; without that table nothing is written.

    `before`: folder of the index of the build whose database is attached as `prev`: it is linked, and only holders of
    whom something changed are written again.
    """
    if not known(connection):
        return
    amended = before is not None and before.exists() and known(connection, before=True)
    prepare(connection, before=amended)
    if before is not None and amended:
        replaced = [key for (key,) in connection.execute("FROM holder_changed").fetchall()]
        if len(replaced) <= MOST:
            copy_index(before, target)
            if replaced:
                _write(target, connection, replaced=replaced)
            return
    target.mkdir()
    _write(target, connection)


def _write(
    folder: Path, connection: duckdb.DuckDBPyConnection, *, replaced: Sequence[str] | None = None
) -> None:
    writer = open_people(folder).writer(heap_size=HEAP, num_threads=1)
    for key in replaced or ():
        writer.delete_documents_by_term("key", key)
    connection.execute(holders(changed=replaced is not None))
    while rows := connection.fetchmany(BATCH):
        for key, names, nis, about in rows:
            writer.add_document(tantivy.Document(key=key, names=names, nis=nis, about=about.encode()))
    writer.commit()
    writer.wait_merging_threads()
