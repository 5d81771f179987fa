"""A line of help with each purpose."""

from __future__ import annotations

from django.utils.translation import gettext as _

from knipperlicht.cases.audit.purposes import Purpose


def hint(purpose: Purpose) -> str:
    """When to choose it; an empty text for a purpose whose name says it all."""
    return {
        Purpose.PERMIT: _("Someone applies at the counter, or a renewal is due."),
        Purpose.SIGNAL: _("A report from the street, a colleague or a partner."),
        Purpose.INSPECTION: _("To know beforehand who should be there."),
        Purpose.INTEGRITY: _("Statutory steps and terms apply; name the file."),
        Purpose.ANALYSIS: _("A street, a sector, the whole territory."),
        Purpose.MEASURE: _("A closure, conditions or a penalty payment, or its follow-up."),
        Purpose.CONTEST: _("A company says that something is wrong."),
        Purpose.QUALITY: _("To see whether a sign is right."),
        Purpose.TRAINING: _("To learn or to show; the log says so too."),
    }.get(purpose, "")
