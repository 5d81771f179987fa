"""What pages and other apps use of saved views, watch-lists, samples and exports."""

from __future__ import annotations

from knipperlicht.cases.worklists.alerts import Alert, Alerts, alerts, changes_since, opened_list, watched
from knipperlicht.cases.worklists.exporting import (
    AT_ONCE,
    Wanted,
    ask_export,
    export_now,
    exports_of,
    file_of,
    log_download,
    refusal,
    remove_expired,
)
from knipperlicht.cases.worklists.guard import Unusable
from knipperlicht.cases.worklists.precision import Precision, wilson
from knipperlicht.cases.worklists.sampling import draw, precision_of, record_outcome, samples_of
from knipperlicht.cases.worklists.saved_views import (
    change_view,
    delete_view,
    opened_view,
    save_view,
    views_of,
)
from knipperlicht.cases.worklists.watching import (
    MOST_AT_ONCE,
    add,
    change_list,
    create_list,
    delete_list,
    lists_of,
    may_fill,
    remove,
    too_many,
)

__all__ = [
    "AT_ONCE",
    "MOST_AT_ONCE",
    "Alert",
    "Alerts",
    "Precision",
    "Unusable",
    "Wanted",
    "add",
    "alerts",
    "ask_export",
    "change_list",
    "change_view",
    "changes_since",
    "create_list",
    "delete_list",
    "delete_view",
    "draw",
    "export_now",
    "exports_of",
    "file_of",
    "lists_of",
    "log_download",
    "may_fill",
    "opened_list",
    "opened_view",
    "precision_of",
    "record_outcome",
    "refusal",
    "remove",
    "remove_expired",
    "samples_of",
    "save_view",
    "too_many",
    "views_of",
    "watched",
    "wilson",
]
