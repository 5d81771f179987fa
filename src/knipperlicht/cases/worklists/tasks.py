"""Work in the background."""

from __future__ import annotations

from django_tasks import task

from knipperlicht.cases.worklists.exporting import make


@task()
def run_export(export_id: int) -> None:
    """Make the file of one export."""
    make(export_id)
