"""Purposes someone may look for, and how long a piece of work lasts."""

from __future__ import annotations

from datetime import timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _

LASTS = timedelta(hours=12)


class Purpose(models.TextChoices):
    """Why a dossier, list, search or export is opened."""

    PERMIT = "permit", _("application for a permit or licence")
    SIGNAL = "signal", _("follow-up of a signal")
    INSPECTION = "inspection", _("preparing an inspection or joint action")
    INTEGRITY = "integrity", _("integrity investigation (Act of 15 January 2024)")
    ANALYSIS = "analysis", _("analysis of an area or sector")
    MEASURE = "measure", _("preparing or following a measure")
    CONTEST = "contest", _("handling a contest or correction")
    QUALITY = "quality", _("checking the quality of the data or indicators")
    TRAINING = "training", _("training or demonstration")
