"""Django's cache in the database, as JSON.

The counters against guessing must be the same for all workers, also on several machines, and `add` must be atomic:
that rules out memory and files. Django's own database cache stores pickles, and who can write to the database could
then run code here; JSON cannot.
"""

from __future__ import annotations

import hashlib
import json
from datetime import datetime
from typing import Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT, BaseCache
from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

LONGEST = 200
SWEEP_EVERY = 64
"""Expired rows are swept away once in so many writes."""


class DatabaseJson(BaseCache):
    """Values must be JSON; anything else raises TypeError."""

    def __init__(self, _location: str, params: dict[str, Any]) -> None:
        super().__init__(params)
        self._writes = 0

    def _key(self, key: str, version: int | None) -> str:
        made = self.make_key(key, version=version)
        return made if len(made) <= LONGEST else hashlib.sha256(made.encode()).hexdigest()

    def _until(self, timeout: Any) -> datetime | None:
        until = self.get_backend_timeout(timeout)
        return None if until is None else datetime.fromtimestamp(until, tz=timezone.get_current_timezone())

    def _rows(self) -> QuerySet[Any]:
        from knipperlicht.web.account.models import Remembered  # the cache is set up before the apps are

        return Remembered.objects.all()

    def _living(self) -> QuerySet[Any]:
        return self._rows().filter(Q(expires=None) | Q(expires__gt=timezone.now()))

    def _sweep(self) -> None:
        self._writes += 1
        if self._writes % SWEEP_EVERY == 1:
            self._rows().filter(expires__lte=timezone.now()).delete()

    def get(self, key: str, default: Any = None, version: int | None = None) -> Any:
        """The value, or the default when there is none or it is too old."""
        row = self._living().filter(key=self._key(key, version)).values_list("value", flat=True).first()
        return default if row is None else json.loads(row)

    def set(self, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> None:
        """Keep a value."""
        self._sweep()
        self._rows().update_or_create(
            key=self._key(key, version),
            defaults={"value": json.dumps(value), "expires": self._until(timeout)},
        )

    def add(self, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        """Keep a value unless there is one; of several at once exactly one succeeds."""
        made = self._key(key, version)
        self._sweep()
        self._rows().filter(key=made, expires__lte=timezone.now()).delete()
        try:
            with transaction.atomic():
                self._rows().create(key=made, value=json.dumps(value), expires=self._until(timeout))
        except IntegrityError:
            return False
        return True

    def touch(self, key: str, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        """Keep a value for longer."""
        return bool(self._living().filter(key=self._key(key, version)).update(expires=self._until(timeout)))

    def delete(self, key: str, version: int | None = None) -> bool:
        """Forget a value."""
        return bool(self._rows().filter(key=self._key(key, version)).delete()[0])

    def clear(self) -> None:
        """Forget everything."""
        self._rows().delete()
