"""Arguments, exit codes and the promise that no traceback reaches a user.

Exit codes: 0 done, 1 nothing usable or not found, 2 bad arguments or unusable file.
"""

from __future__ import annotations

import errno
import os
import sys
import traceback
from pathlib import Path

import click
import duckdb

from knipperlicht.cli.commands import COMMANDS
from knipperlicht.cli.console import say_error
from knipperlicht.errors import KnipperlichtError
from knipperlicht.history.store import Store


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--data", "data", type=click.Path(file_okay=False, path_type=Path), default=None, envvar="KNIPPERLICHT_DATA",
    help="Data directory (default: ./data, or KNIPPERLICHT_DATA).",
)  # fmt: skip
@click.version_option(package_name="knipperlicht")
@click.pass_context
def group(context: click.Context, data: Path | None) -> None:
    """Knipperlicht: open, explainable screening of Belgian legal entities."""
    context.obj = Store(data or Path("data"))


for command in COMMANDS:
    group.add_command(command)


def main() -> None:
    """Run the command line and leave with its exit code."""
    sys.exit(run(sys.argv[1:]))


def run(arguments: list[str]) -> int:
    """Exit code of the command line for `arguments`; every error becomes one sentence on standard error."""
    try:
        "".join(arguments).encode("utf-8")
    except UnicodeEncodeError:
        say_error("An argument holds bytes that are no text (UTF-8).")
        return 2
    try:
        result = group.main(args=arguments, prog_name="knipperlicht", standalone_mode=False)
        return int(result or 0)
    except click.exceptions.Exit as leave:
        return leave.exit_code
    except click.Abort:
        say_error("Stopped. What was served before stays served.")
        return 1
    except click.ClickException as error:
        error.show()
        return 2
    except KnipperlichtError as error:
        say_error(str(error))
        return error.exit_code
    except ValueError as error:
        if type(error).__module__.startswith("knipperlicht."):
            say_error(str(error))
            return 2
        return _unexpected(error)
    except KeyboardInterrupt:
        say_error("Stopped. What was served before stays served.")
        return 1
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as error:
        return _unexpected(error)


def _unexpected(error: Exception) -> int:
    if _disk_full(error):
        say_error(
            "The disk is full (or the file size limit is reached). Free some space and run the command again; "
            "nothing half-made counts, and what was served before stays served."
        )
        return 2
    if isinstance(error, PermissionError):
        say_error(f"No permission for {error.filename}. Run as the owner of the data directory.")
        return 2
    if isinstance(error, OSError) and error.filename is not None:
        say_error(f"{error.filename}: {error.strerror}.")
        return 2
    log = Path(os.environ.get("TMPDIR", "/tmp")) / f"knipperlicht-error-{os.getpid()}.log"
    try:
        log.write_text("".join(traceback.format_exception(error)), "utf-8", errors="backslashreplace")
        where = f" Details for whoever mends it: {log}."
    except OSError:
        where = ""
    first = (str(error).splitlines() or [type(error).__name__])[0]
    say_error(
        f"Something went wrong that we did not foresee ({first}).{where} What was served before stays served."
    )
    return 2


def _disk_full(error: Exception) -> bool:
    if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EFBIG, errno.EDQUOT):
        return True
    text = str(error).lower()
    marks = ("no space left", "file too large", "could not write", "failed to write", "disk full")
    return isinstance(error, duckdb.Error) and any(mark in text for mark in marks)
