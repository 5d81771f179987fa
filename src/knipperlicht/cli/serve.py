"""`knipperlicht serve`: the site and its background work, until it is told to stop."""

from __future__ import annotations

import ipaddress
import socket

import click

from knipperlicht.cli.console import out
from knipperlicht.history.store import Store


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="0: any free port."
)
@click.option("--workers", type=click.IntRange(1, 64), default=2, show_default=True, help="Web processes.")
@click.pass_obj
def serve(store: Store, host: str, port: int, workers: int) -> None:
    """Run the site: web workers, background jobs and the nightly clock. Ctrl-C stops it."""
    run(store, host=host, port=port, workers=workers)


def run(store: Store, *, host: str, port: int, workers: int, or_another_port: bool = False) -> None:
    """Check, prepare and serve; returns after a stop signal."""
    from knipperlicht.web.run.prepare import alone, collected, configured, listening, migrated, reach_database
    from knipperlicht.web.run.supervisor import serve as supervise

    configured(store.root)
    with alone(store.root, shared=True), listening(host, port, or_another=or_another_port) as listener:
        reach_database()
        migrated(store.root)
        collected()
        address = _address(listener)
        if not _loopback(host):
            out().print("Others can reach this address. Put a proxy with TLS before it: docs/operations.md.")
        supervise(
            listener, workers=workers,
            ready=lambda: out().print(f"Knipperlicht: {address}   (Ctrl-C stops it)", markup=False),
        )  # fmt: skip
    out().print("Stopped.")


def _address(listener: socket.socket) -> str:
    host, port = listener.getsockname()[:2]
    return f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"


def _loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
