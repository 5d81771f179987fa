"""The background process of `knipperlicht serve`: works off the queue and watches the nightly clock."""

from __future__ import annotations

import logging
import os
import threading

from knipperlicht.web.run.lifeline import end_with_parent

EVERY = 15.0
"""Seconds between two looks at the clock."""


def main() -> None:
    """Until a stop signal: the first lets the running job end, the second does not."""
    import django

    end_with_parent()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "knipperlicht.web.settings")
    django.setup()
    from django.core.management import call_command

    stop = threading.Event()
    watch = threading.Thread(target=_watch, args=(stop,), name="clock", daemon=True)
    watch.start()
    try:
        call_command("db_worker", queue_name="*", interval=1, reload=False, verbosity=0)
    finally:
        stop.set()


def _watch(stop: threading.Event) -> None:
    from django.db import DatabaseError, close_old_connections
    from django.utils import timezone

    from knipperlicht.cases.jobs.service import tick

    while True:
        try:
            close_old_connections()
            tick(timezone.now())
        except DatabaseError as error:
            logging.getLogger(__name__).warning("The clock could not look: %s", error)
        except Exception:
            logging.getLogger(__name__).exception("The clock could not look")
        if stop.wait(EVERY):
            return


if __name__ == "__main__":
    main()
