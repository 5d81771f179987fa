"""Files that cannot be taken in at all: one clear sentence, and nothing has changed."""

from __future__ import annotations

import random
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from knipperlicht.errors import KnipperlichtError, UnusableFile
from knipperlicht.history.ingest import ingest
from knipperlicht.history.store import Store
from knipperlicht.sources.kbo_opendata.archive import Archive
from tests.history.register_files import (
    Tables,
    enterprise,
    firm,
    full,
    full_members,
    history,
    members,
    name,
    now,
    update_members,
    zip_bytes,
)  # fmt: skip

REGISTER: Tables = {"enterprise": [firm(enterprise(1))], "denomination": [name(enterprise(1), "Bakkerij")]}


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """A store with one extract and something served, which no bad file may change."""
    folder = tmp_path_factory.mktemp("held")
    store = Store(folder / "data")
    ingest(store, [full(folder, 140, REGISTER)])
    (store.snapshots / "2025-05-03").mkdir(parents=True)
    (store.snapshots / "2025-05-03" / "manifest.json").write_text("{}", "utf-8")
    store.pointer.write_text("2025-05-03\n", "utf-8")
    return store


def _everything(store: Store) -> dict[str, bytes]:
    return {
        str(p.relative_to(store.root)): p.read_bytes()
        for p in store.root.rglob("*")
        if p.is_file() and p.name != "lock"
    }


def refuse(store: Store, path: Path, said: str) -> None:
    """The file is refused with a sentence that holds `said`, and every byte of the store is as before."""
    before = _everything(store)
    with pytest.raises(UnusableFile) as caught:
        ingest(store, [path])
    sentence = str(caught.value)
    assert said in sentence and str(path) in sentence and "\n" not in sentence and len(sentence) < 1000
    assert _everything(store) == before


def changed(**files: str | bytes | None) -> bytes:
    """A good update 141 with some members replaced (None: left out); `__` in a name stands for a dot."""
    made: dict[str, str | bytes] = dict(update_members(141, {}, REGISTER))
    for member, content in files.items():
        del_name = member.replace("__", ".")
        made.pop(del_name, None)
        if content is not None:
            made[del_name] = content
    return zip_bytes(made)


def _meta(variable: str, value: str | None) -> bytes:
    rows = update_members(141, {}, {})["meta.csv"].splitlines(keepends=True)
    rows = [row for row in rows if not row.startswith(f'"{variable}"')]
    return changed(meta__csv="".join(rows) + (f'"{variable}","{value}"\n' if value is not None else ""))


INSERT = update_members(141, {}, REGISTER)["enterprise_insert.csv"]
CASES: dict[str, tuple[Callable[[], bytes], str]] = {
    "an empty file": (lambda: b"", "is empty"),
    "a picture": (lambda: b"\x89PNG\r\n\x1a\n" + b"\0" * 500, "not a readable zip file"),
    "a zip cut off": (lambda: changed()[:-200], "not a readable zip file"),
    "the first half of a zip": (lambda: changed()[:3000], "not a readable zip file"),
    "a zip of something else": (lambda: zip_bytes({"readme.txt": "hallo"}), "not a KBO Open Data extract"),
    "a name that climbs out": (lambda: zip_bytes({"../../evil.csv": "x"}), "unsafe name"),
    "an absolute name": (lambda: zip_bytes({"/etc/evil.csv": "x"}), "unsafe name"),
    "a Windows path": (lambda: zip_bytes({"c:\\evil.csv": "x"}), "unsafe name"),
    "a zip bomb": (lambda: changed(activity_insert__csv=b"\0" * 50_000_000), "would unpack to 50,000,000 bytes"),
    "no meta.csv": (lambda: changed(meta__csv=None), "it has no meta.csv"),
    "meta.csv without a number": (lambda: _meta("ExtractNumber", None), "does not say ExtractNumber"),
    "meta.csv with a strange number": (lambda: _meta("ExtractNumber", "-3"), "ExtractNumber '-3' is not a number"),
    "meta.csv with an enormous number": (lambda: _meta("ExtractNumber", "9" * 30), "is not a number"),
    "meta.csv with a strange kind": (lambda: _meta("ExtractType", "partial"), "neither full nor update"),
    "meta.csv with an impossible day": (lambda: _meta("SnapshotDate", "31-02-2025"), "meta.csv cannot be read"),
    "meta.csv with other columns": (lambda: changed(meta__csv='"A","B"\n'), "must begin with the columns"),
    "meta.csv in UTF-16": (lambda: changed(meta__csv='"Variable","Value"\n'.encode("utf-16")), "not UTF-8"),
    "meta.csv with an endless field": (lambda: changed(meta__csv='"' + "x" * 200_000), "meta.csv"),
    "a column renamed": (
        lambda: changed(enterprise_insert__csv=INSERT.replace("StartDate", "BeginDate")), "BeginDate where"),
    "a column missing": (
        lambda: changed(enterprise_insert__csv=INSERT.replace(',"StartDate"', "")), "has columns EnterpriseNumber"),
    "a column more": (
        lambda: changed(enterprise_insert__csv=INSERT.replace('"StartDate"', '"StartDate","New"')), "StartDate,New"),
    "a byte order mark": (lambda: changed(enterprise_insert__csv=b"\xef\xbb\xbf" + INSERT.encode()), "\\ufeff"),
    "a header in UTF-16": (lambda: changed(enterprise_insert__csv=INSERT.encode("utf-16")), "not UTF-8"),
    "semicolons for commas": (lambda: changed(enterprise_insert__csv=INSERT.replace(",", ";")), "has columns"),
    "an empty CSV": (lambda: changed(contact_insert__csv=""), "contact_insert.csv is empty, not even a header"),
    "a code list with damage": (lambda: changed(code__csv='"Category","Code","Language","Description"\n"A"\n'),
                                "code.csv cannot be read"),
    "a code list in Latin-1": (lambda: changed(code__csv=b'"Category","Code","Language","Description"\n'
                               + '"A","1","FR","é"\n'.encode("latin-1")), "code.csv cannot be read"),
    "a full extract without a table": (
        lambda: zip_bytes({k: v for k, v in full_members(141, REGISTER).items() if k != "activity.csv"}),
        "activity.csv is missing"),
    "a full extract with headers only": (
        lambda: zip_bytes(full_members(141, {})), "a full extract without enterprises is not believed"),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_a_file_that_is_no_extract_is_refused_in_one_sentence_and_nothing_changes(
    case: str, held: Store, tmp_path: Path
) -> None:
    make, said = CASES[case]
    path = tmp_path / "it's bad.zip"
    path.write_bytes(make())
    refuse(held, path, said)


def test_a_file_that_is_not_there_is_said(held: Store, tmp_path: Path) -> None:
    refuse(held, tmp_path / "none.zip", "no such file or folder")


def test_an_encrypted_zip_and_a_member_twice_are_refused(held: Store, tmp_path: Path) -> None:
    raw = bytearray(changed())
    central = raw.index(b"PK\x01\x02")
    raw[central + 8] |= 1
    (tmp_path / "locked.zip").write_bytes(bytes(raw))
    refuse(held, tmp_path / "locked.zip", "is encrypted")
    with zipfile.ZipFile(tmp_path / "twice.zip", "w") as packed:
        packed.writestr("meta.csv", "a")
        with pytest.warns(UserWarning, match="Duplicate name"):
            packed.writestr("meta.csv", "b")
    refuse(held, tmp_path / "twice.zip", "holds meta.csv twice")


def test_headers_only_in_an_update_change_nothing_and_are_accepted(tmp_path: Path) -> None:
    store = Store(tmp_path / "data")
    ingest(store, [full(tmp_path, 140, REGISTER)])
    before = history(store)
    (tmp_path / "u.zip").write_bytes(zip_bytes(update_members(141, {}, {})))
    ingest(store, [tmp_path / "u.zip"])
    assert history(store) == before and len(store.extracts()) == 2


def test_another_format_version_with_the_same_columns_is_noted(tmp_path: Path) -> None:
    (tmp_path / "u.zip").write_bytes(zip_bytes(members(141, "update", {}, version="2.0.0")))
    [result] = ingest(Store(tmp_path / "data"), [tmp_path / "u.zip"])
    assert any("format version 2.0.0" in note for note in result.notes)


def _opens_unchanged(path: Path, whole: dict[str, int], out: Path) -> bool:
    """False where the file is refused; every member that can be read must have the CRC it had."""
    try:
        archive = Archive(path)
        for member in archive.members:
            archive.unpack(member, out)
            assert member not in whole or zlib.crc32(out.read_bytes()) == whole[member]
        archive.close()
    except UnusableFile:
        return False
    return True


@pytest.mark.parametrize("seed", range(4))
def test_a_zip_with_bytes_flipped_is_refused_or_read_as_it_was(
    seed: int, held: Store, tmp_path: Path
) -> None:
    """Opening and unpacking all members, many times: no other exception, no silently different bytes."""
    chance, good = random.Random(seed), changed()
    path = tmp_path / "flipped.zip"
    path.write_bytes(good)
    whole = {
        m: zlib.crc32(t if isinstance(t, bytes) else t.encode())
        for m, t in update_members(141, {}, REGISTER).items()
    }
    refused = 0
    for _ in range(150):
        raw = bytearray(good)
        for _ in range(chance.randint(1, 4)):
            raw[chance.randrange(len(raw))] = chance.randrange(256)
        path.write_bytes(bytes(raw))
        refused += not _opens_unchanged(path, whole, tmp_path / "out.csv")
    assert refused > 50


def test_a_damaged_member_stops_the_whole_extract(held: Store, tmp_path: Path) -> None:
    raw = bytearray(changed())
    at = raw.index(b"denomination_insert.csv") + 60
    raw[at] ^= 0xFF
    (tmp_path / "x.zip").write_bytes(bytes(raw))
    refuse(held, tmp_path / "x.zip", "damaged")


def test_rejected_rows_are_kept_with_file_line_reason_and_content(tmp_path: Path) -> None:
    store = Store(tmp_path / "da'ta")
    (tmp_path / "it's.zip").write_bytes(changed(denomination_insert__csv=INSERT_NAMES))
    [result] = ingest(store, [tmp_path / "it's.zip"])
    assert result.extract is not None
    [count] = [c for c in result.extract.counts if c.file == "denomination_insert.csv"]
    assert (count.read, count.accepted, count.rejected) == (3, 1, 2)
    kept = store.layer(result.extract) / "denomination_insert.rejects.parquet"
    assert duckdb.execute(
        "SELECT file, line, reason FROM read_parquet(?) ORDER BY line", [str(kept)]
    ).fetchall() == [
        ("denomination_insert.csv", 3, "2 fields where 4 were expected"),
        ("denomination_insert.csv", 4, "EntityNumber fails the check digits (97 - first eight mod 97)"),
    ]
    assert len(now(store, "denomination")) == 1


def test_a_damaged_manifest_is_said_with_the_way_out(tmp_path: Path) -> None:
    store = Store(tmp_path / "data")
    ingest(store, [full(tmp_path, 140, REGISTER)])
    (store.history / "manifest.json").write_text("{", "utf-8")
    with pytest.raises(KnipperlichtError, match="replay"):
        ingest(store, [full(tmp_path, 141, REGISTER)])


INSERT_NAMES = (
    update_members(141, {}, REGISTER)["denomination_insert.csv"]
    + '"0400.000.139","2"\n"0400.000.100","2","001","X"\n'
)
