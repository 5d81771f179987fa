"""What people keep of lists: saved views, watch-lists, random samples, exports."""

from knipperlicht.cases.worklists.models.exports import Export, Format, Status
from knipperlicht.cases.worklists.models.samples import Outcome, Sample, SampleItem
from knipperlicht.cases.worklists.models.views import SavedView, ViewOpening
from knipperlicht.cases.worklists.models.watching import WatchItem, WatchKind, WatchList, WatchOpening

__all__ = [
    "Export", "Format", "Outcome", "Sample", "SampleItem", "SavedView", "Status", "ViewOpening",
    "WatchItem", "WatchKind", "WatchList", "WatchOpening",
]  # fmt: skip
