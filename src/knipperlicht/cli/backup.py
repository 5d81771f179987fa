"""`knipperlicht backup` and `knipperlicht restore`."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click

from knipperlicht.cli.console import out, progress
from knipperlicht.history.store import Store

MEGA = 2**20


@click.command()
@click.argument("target", metavar="FILE", type=click.Path(dir_okay=False, path_type=Path))
@click.option(
    "--with-raw/--without-raw",
    default=True,
    show_default=True,
    help="Keep the raw extracts too, or a list of them.",
)
@click.pass_obj
def backup(store: Store, target: Path, with_raw: bool) -> None:
    """Write the whole site to one FILE: database, key, raw extracts, score history. The site may go on working."""
    from knipperlicht.web.run.backup import backup as make

    manifest = make(store.root, target, with_raw=with_raw, now=datetime.now(UTC))
    out().print(
        f"{target}: {target.stat().st_size / MEGA:,.1f} MB, {len(manifest.files)} files. It holds the site's secret key and personal "
        "data: keep it as safe as the site itself.", markup=False,
    )  # fmt: skip
    if manifest.secret_key == "environment":
        out().print("The key itself is not in it: it is set in KNIPPERLICHT_SECRET_KEY. Keep that apart.")
    if not with_raw and manifest.raw:
        out().print(
            f"{len(manifest.raw)} raw extracts are listed, not kept: the register cannot be rebuilt from this file alone."
        )


@click.command()
@click.argument("source", metavar="FILE", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--force", is_flag=True, help="Set aside what is there, and replace what the database holds.")
@click.option(
    "--build/--no-build",
    default=True,
    show_default=True,
    help="Make history and the snapshot anew from the raw extracts.",
)
@click.pass_obj
def restore(store: Store, source: Path, force: bool, build: bool) -> None:
    """Put a site back from FILE, check its hashes and its log, and rebuild the register."""
    from knipperlicht.bridge.builds import has_raw, remake
    from knipperlicht.web.run.backup import restore as put_back

    manifest = put_back(
        store.root,
        source,
        force=force,
        now=datetime.now(UTC),
        say=lambda line: out().print(line, markup=False),
    )
    out().print(f"Back as of {manifest.made}: {len(manifest.files)} files, every hash right, the log whole.")
    own = {name: value for name, value in manifest.settings.items() if name != "data"}
    if own:
        said = " ".join(f"KNIPPERLICHT_{name.upper()}={value}" for name, value in sorted(own.items()))
        out().print(
            f"The site ran with these settings; set them again where they should hold: {said}", markup=False
        )
    if missing := sorted(name for name in manifest.raw if not (store.root / "raw" / name).exists()):
        out().print(
            f"{len(missing)} raw extracts are missing; put them into {store.root / 'raw'}: {', '.join(missing[:3])} …",
            markup=False,
        )
    elif build and has_raw(store.root):
        with progress() as shown:
            out().print(f"The register is rebuilt: {remake(store.root, progress=shown)}.")
