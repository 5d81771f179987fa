"""The settings of the site: typed, validated at once, read from memory and fetched anew every few seconds."""

from __future__ import annotations

import threading
import time
from typing import Any

from django.conf import settings
from django.db import transaction
from pydantic import BaseModel, ConfigDict, Field

from knipperlicht.bridge import catalogue
from knipperlicht.cases.audit.service import log
from knipperlicht.cases.operator.models import Setting
from knipperlicht.cases.organisations.service import Actor

FRESH_FOR = 5.0
"""Seconds another process may go on with the settings of before."""


class SiteSettings(BaseModel):
    """Every setting with its default; what each means for people stands in `web/manage/forms.py`."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    public_trust_pages: bool = False
    flags_only: bool = False
    contest_contact: str = Field(default="", max_length=200)
    site_name: str = Field(default="Knipperlicht", min_length=1, max_length=60)
    measure_years: int = Field(default=5, ge=1, le=30)
    flemish_decree: bool = False


_kept: dict[str, tuple[float, SiteSettings]] = {}
_lock = threading.Lock()


def site() -> SiteSettings:
    """The settings in force."""
    moment = time.monotonic()
    name = str(settings.DATABASES["default"]["NAME"])
    with _lock:
        held = _kept.get(name)
        if held is not None and moment - held[0] < FRESH_FOR:
            return held[1]
    fresh = SiteSettings.model_validate(dict(Setting.objects.values_list("key", "value")))
    with _lock:
        _kept[name] = (moment, fresh)
    return fresh


def flags_only() -> bool:
    """Signs without any number: set for the installation (KNIPPERLICHT_FLAGS_ONLY), or by the operator in the pages."""
    return bool(settings.FLAGS_ONLY) or site().flags_only


def forget() -> None:
    """Read them anew at the next question (after a change; between tests)."""
    with _lock:
        _kept.clear()


def change(actor: Actor, wanted: dict[str, Any]) -> SiteSettings:
    """Store all settings and log what changed; raises pydantic's ValidationError with every problem."""
    fresh = SiteSettings.model_validate(wanted)
    before, defaults = site().model_dump(), SiteSettings().model_dump()
    after = fresh.model_dump()
    changed = {key: [before[key], after[key]] for key in after if after[key] != before[key]}
    with transaction.atomic():
        Setting.objects.exclude(key__in=[k for k in after if after[k] != defaults[k]]).delete()
        for key, value in after.items():
            if value != defaults[key]:
                Setting.objects.update_or_create(key=key, defaults={"value": value})
        if changed:
            log(actor, "settings.change", detail=changed)
    forget()
    return fresh


def change_thresholds(actor: Actor, wanted: catalogue.Thresholds) -> catalogue.Thresholds:
    """Keep thresholds for the next build and log what changed; raises WrongThresholds."""
    before = catalogue.thresholds(settings.DATA)
    kept = catalogue.keep_thresholds(settings.DATA, wanted)
    if kept != before:
        log(actor, "thresholds.change", detail={"before": before, "after": kept})
    return kept
