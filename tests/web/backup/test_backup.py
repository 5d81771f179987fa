"""A site is backed up in one command and put back in one command, on both databases."""

from __future__ import annotations

import json
import shutil
import tarfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest

from knipperlicht.errors import KnipperlichtError
from knipperlicht.history.store import Store
from knipperlicht.readmodel.reader import Reader
from knipperlicht.web.run.archive import unpack
from knipperlicht.web.run.dumps import NoDump, _find
from tests.conftest import Province, linked_copy
from tests.databases import Cluster, private_postgresql
from tests.web.site_process import in_site, knipperlicht

pytestmark = pytest.mark.slow
MIGRATE = "from django.core.management import call_command as c; c('migrate', verbosity=0); c('createcachetable', verbosity=0)"
FILL = """
from knipperlicht.cases.organisations.models import *
from knipperlicht.cases.organisations.roles import *
from knipperlicht.cases.organisations.service import actor
from knipperlicht.cases.audit.service import log, start_work
o = Organisation.objects.create(name="Stad Kortrijk", kind=Kind.MUNICIPALITY, territory=["34022"])
u = User.objects.create_user(email="een@example.org", name="Een ’t Hof", password="geheim genoeg 12")
Membership.objects.create(user=u, organisation=o, role=Role.WORKER)
a = actor(u, None)
w = start_work(a, purpose="permit", reference="x")
for n in range(20): log(a, "search.run", subject=f"vraag {n}", work=w, detail={"n": n})
"""
DUMP = """
import json
from django.apps import apps
from django.core import serializers
skip = {"Session", "DBTaskResult"}
rows = [json.loads(serializers.serialize("json", m.objects.order_by("pk"))) for m in sorted(apps.get_models(), key=lambda m: m._meta.label) if m.__name__ not in skip]
print(json.dumps([r for part in rows for r in part if r["model"] not in ("audit.head",) and (r["model"] != "audit.entry" or r["pk"] <= 21)], sort_keys=True))
"""


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request, postgresql) -> Iterator[dict[str, str]]:
    """Variables that name the database; a second, empty one is `OTHER`."""
    if request.param == "sqlite":
        return {}
    return {"DATABASE_URL": postgresql.url("oud")}


@pytest.fixture(scope="module")
def postgresql() -> Iterator[Cluster]:
    with private_postgresql() as server:
        yield server


@pytest.fixture
def filled(installed: Province, tmp_path: Path, database) -> Path:
    """A site with a register, people and a log."""
    data = linked_copy(installed.root, tmp_path / "site").root
    in_site(data, MIGRATE + FILL, **database)
    (data / "thresholds.json").write_text("{}", "utf-8")
    return data


def test_a_site_comes_back_as_it_was(filled: Path, tmp_path: Path, database, postgresql):
    before, key = in_site(filled, DUMP, **database), (filled / "secret_key").read_text()
    with Reader(Store(filled)) as reader:
        snapshot, scores = reader.snapshot.id, reader.rows("SELECT enterprise, score FROM score ORDER BY 1")
    target = tmp_path / "site.tar"
    made = knipperlicht(filled, "backup", target, **database)
    assert made.returncode == 0 and "secret key" in made.stdout, made.stderr
    assert oct(target.stat().st_mode)[-3:] == "600"
    assert "backup.made" in in_site(
        filled,
        "from knipperlicht.cases.audit.models import Entry; print(Entry.objects.first().event)",
        **database,
    )
    shutil.rmtree(filled)
    empty = {"DATABASE_URL": postgresql.url("nieuw")} if database else {}
    back = knipperlicht(filled, "restore", target, **empty)
    assert back.returncode == 0, back.stderr + back.stdout
    assert "log whole" in back.stdout and f"rebuilt: {snapshot}" in back.stdout
    assert in_site(filled, DUMP, **empty) == before and (filled / "secret_key").read_text() == key
    assert (filled / "thresholds.json").exists()
    with Reader(Store(filled)) as reader:
        assert reader.rows("SELECT enterprise, score FROM score ORDER BY 1") == scores
    whole = knipperlicht(filled, "audit", "verify", **empty)
    assert whole.returncode == 0 and "whole: 22 rows" in whole.stdout, whole.stdout + whole.stderr


@pytest.fixture
def archive(filled: Path, tmp_path: Path, database) -> Path:
    target = tmp_path / "site.tar"
    assert knipperlicht(filled, "backup", target, "--without-raw", **database).returncode == 0
    return target


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_nothing_is_overwritten_unless_asked_and_then_set_aside(filled: Path, archive: Path):
    again = knipperlicht(filled, "backup", archive)
    assert again.returncode == 2 and "there already" in again.stderr
    inside = knipperlicht(filled, "backup", filled / "x.tar")
    assert inside.returncode == 2 and "elsewhere" in inside.stderr
    refused = knipperlicht(filled, "restore", archive)
    assert refused.returncode == 2 and "not empty" in refused.stderr and "--force" in refused.stderr
    in_site(filled, "from knipperlicht.cases.audit.service import log\nlog(None, 'search.run')")
    forced = knipperlicht(filled, "restore", archive, "--force")
    assert forced.returncode == 0, forced.stderr
    assert "raw extracts are missing" in forced.stdout
    (aside,) = filled.glob("before-restore-*")
    assert (aside / "site.sqlite3").exists() and (aside / "raw").is_dir() and (aside / "current").exists()
    assert knipperlicht(filled, "audit", "verify").returncode == 0


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
def test_a_database_that_holds_something_is_left_alone_unless_asked(
    archive: Path, tmp_path: Path, database, postgresql
):
    fresh = tmp_path / "fresh"
    refused = knipperlicht(fresh, "restore", archive, **database)
    assert refused.returncode == 2 and "database is not empty" in refused.stderr
    assert not (fresh / "secret_key").exists()
    forced = knipperlicht(fresh, "restore", archive, "--force", **database)
    assert forced.returncode == 0, forced.stderr
    other = knipperlicht(tmp_path / "fresh2", "restore", archive)
    assert other.returncode == 2 and "same kind" in other.stderr
    gone = knipperlicht(
        tmp_path / "fresh3", "restore", archive, DATABASE_URL="postgres://x:geheim@127.0.0.1:9/x"
    )
    assert gone.returncode == 2 and "cannot be reached" in gone.stderr and "geheim" not in gone.stderr


def _changed(archive: Path, target: Path, change) -> Path:
    """The archive with its members passed through `change(name, data)`; None leaves one out."""
    with tarfile.open(archive) as source, tarfile.open(target, "w") as sink:
        for member in source:
            data = change(member.name, source.extractfile(member).read())
            if data is not None:
                member.size = len(data)
                sink.addfile(member, BytesIO(data))
    return target


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_a_damaged_archive_changes_nothing(archive: Path, tmp_path: Path):
    wrong = {
        "changed": _changed(archive, tmp_path / "a.tar", lambda n, d: d + b"x" if n == "data/secret_key" else d),
        "dropped": _changed(archive, tmp_path / "b.tar", lambda n, d: None if n == "database" else d),
        "no manifest": _changed(archive, tmp_path / "c.tar", lambda n, d: None if n == "manifest.json" else d),
        "newer": _changed(archive, tmp_path / "d.tar", lambda n, d: json.dumps(json.loads(d) | {"format": 99}).encode() if n == "manifest.json" else d),
        "cut": tmp_path / "e.tar", "text": tmp_path / "f.tar",
    }  # fmt: skip
    wrong["cut"].write_bytes(archive.read_bytes()[:-20_000])
    wrong["text"].write_text("hallo")
    with tarfile.open(tmp_path / "g.tar", "w") as tar:
        tar.addfile(tarfile.TarInfo("../../buiten"), BytesIO(b""))
    wrong["outside"] = tmp_path / "g.tar"
    with tarfile.open(tmp_path / "h.tar", "w") as tar:
        link = tarfile.TarInfo("data/link")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        tar.addfile(link)
    wrong["link"] = tmp_path / "h.tar"
    for name, path in wrong.items():
        with pytest.raises(KnipperlichtError, match=path.name):
            unpack(path, tmp_path / f"in-{name}")
    for name in ("changed", "text"):
        fresh = tmp_path / f"fresh-{name}"
        said = knipperlicht(fresh, "restore", wrong[name])
        assert said.returncode == 2 and said.stderr.count("\n") == 1 and "foresee" not in said.stderr, (
            said.stderr
        )
        assert not [p for p in fresh.iterdir() if p.name != "serve.lock"], name
    assert not (tmp_path.parent / "buiten").exists()


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_a_log_that_was_attacked_before_the_backup_is_told_at_restore(filled: Path, tmp_path: Path):
    in_site(
        filled,
        "from django.db import connection\nfrom knipperlicht.cases.audit.guard import remove\nfrom knipperlicht.cases.audit.models import Entry\nremove(connection)\nEntry.objects.filter(number=5).update(subject='weg')",
    )
    target = tmp_path / "site.tar"
    assert knipperlicht(filled, "backup", target, "--without-raw").returncode == 0
    back = knipperlicht(tmp_path / "fresh", "restore", target)
    assert back.returncode == 2 and "not whole (row 5: was changed)" in back.stderr
    assert knipperlicht(tmp_path / "fresh", "audit", "verify").returncode == 1


def test_without_the_client_of_postgresql_one_sentence_says_what_to_install():
    with pytest.raises(NoDump, match="postgresql-client"):
        _find("pg_no_such_program")
