"""The hook for a scanner of malware: a program, or clamd on its socket. Without one, documents say that they were not scanned."""

from __future__ import annotations

import shlex
import socket
import struct
import subprocess
import tempfile

from django.conf import settings
from django.utils.translation import gettext as _

from knipperlicht.cases.documents.faults import NotScanned, UnusableUpload

COMMAND, CLAMD = "command:", "clamd:"
LONGEST = 60
"""Seconds a scan may take."""
_PIECE = 2**16


def scan(content: bytes) -> bool:
    """Whether it was scanned and found clean; False without a scanner. Raises UnusableUpload (malware), NotScanned."""
    setting: str = settings.SCANNER
    if not setting:
        return False
    try:
        clean = (
            _by_command(content, setting.removeprefix(COMMAND))
            if setting.startswith(COMMAND)
            else _by_clamd(content, setting.removeprefix(CLAMD))
        )
    except (OSError, subprocess.SubprocessError, ValueError) as error:
        raise NotScanned(
            _("The scanner for malware does not answer, so the file was not taken in. Tell the operator of the site, and try again later.")
        ) from error  # fmt: skip
    if not clean:
        raise UnusableUpload(_("The scanner found malware in the file. It was not taken in. Tell your IT service."))  # fmt: skip
    return True


def _by_command(content: bytes, command: str) -> bool:
    """The program gets the path of a file as its last argument: 0 is clean, 1 is malware, as with clamscan."""
    with tempfile.NamedTemporaryFile(prefix="knipperlicht-scan-") as file:
        file.write(content)
        file.flush()
        done = subprocess.run([*shlex.split(command), file.name], capture_output=True, timeout=LONGEST, check=False)  # fmt: skip
    if done.returncode not in (0, 1):
        raise ValueError(f"the scanner ended with {done.returncode}")
    return done.returncode == 0


def _by_clamd(content: bytes, path: str) -> bool:
    """INSTREAM on clamd's Unix socket: pieces with their length, an empty one at the end."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as line:
        line.settimeout(LONGEST)
        line.connect(path)
        line.sendall(b"zINSTREAM\0")
        for start in range(0, len(content), _PIECE):
            piece = content[start : start + _PIECE]
            line.sendall(struct.pack(">I", len(piece)) + piece)
        line.sendall(struct.pack(">I", 0))
        answer = b""
        while not answer.endswith(b"\0"):
            more = line.recv(4096)
            if not more:
                break
            answer += more
    said = answer.rstrip(b"\0").decode("utf-8", "replace")
    if said.endswith("OK"):
        return True
    if said.endswith("FOUND"):
        return False
    raise ValueError(f"clamd said {said!r}")
