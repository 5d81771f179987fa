"""Values that history must never hold as they came: person numbers. Stored as a hash with a key of this installation.

HMAC-SHA256 of column name and value, 32 hexadecimal digits. The same value gives the same hash, so that mandates of one
person can be joined; without the key nobody can try all person numbers. The key, `DATA/keys/records`, is made at its first
use, readable by its owner only. Who loses it makes history anew from the raw files: all hashes change together.
"""

from __future__ import annotations

import hmac
import os
import secrets

import pyarrow as pa

from knipperlicht.errors import KnipperlichtError
from knipperlicht.history.store import Store
from knipperlicht.sources.records import Table

DIGITS = 32


def keyed(store: Store, table: Table, rows: pa.Table) -> pa.Table:
    """`rows` with the values of the table's `keyed` columns hashed; nothing stays nothing."""
    for name in table.keyed:
        key = key_of(store)
        hashes = [
            None if value is None else hashed(key, name, value) for value in rows.column(name).to_pylist()
        ]
        rows = rows.set_column(rows.schema.get_field_index(name), name, pa.array(hashes, pa.string()))
    return rows


def hashed(key: bytes, column: str, value: str) -> str:
    """The hash of one value; columns of one name share their hashes."""
    return hmac.digest(key, f"{column}\0{value}".encode(), "sha256").hex()[:DIGITS]


def key_of(store: Store) -> bytes:
    """The installation's key; made at its first use."""
    path = store.root / "keys" / "records"
    if not path.exists():
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        fresh = path.with_suffix(".new")
        with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            file.write(secrets.token_hex(32))
        fresh.replace(path)
    key = path.read_text("ascii", "replace").strip()
    if len(key) != 64:
        raise KnipperlichtError(
            f"{path}: is no key of 64 hexadecimal digits. Put it back from the backup, or remove it and make history "
            "anew with `knipperlicht replay`."
        )
    return bytes.fromhex(key)
