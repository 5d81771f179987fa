"""The counters all workers share."""

from __future__ import annotations

import pytest
from django.core.cache import caches
from django.utils import timezone

from knipperlicht.web.account.cache import DatabaseJson
from knipperlicht.web.account.models import Remembered

pytestmark = [pytest.mark.django_db, pytest.mark.databases]


@pytest.fixture
def cache() -> DatabaseJson:
    return caches["default"]


def test_it_is_the_one_in_use(cache):
    assert isinstance(cache, DatabaseJson)


@pytest.mark.parametrize("value", [1, "y", True, [1.5, 2.5], {"a": [None]}, "é", ""])
def test_what_goes_in_comes_out(cache, value):
    cache.set("k", value, 60)
    assert cache.get("k") == value
    cache.set("k", "other", 60)
    assert cache.get("k") == "other" and Remembered.objects.count() == 1


def test_what_is_not_json_is_refused_rather_than_pickled(cache):
    with pytest.raises(TypeError):
        cache.set("k", object(), 60)


def test_add_succeeds_once(cache):
    assert cache.add("k", 1, 60) and not cache.add("k", 2, 60)
    assert cache.get("k") == 1


def test_what_is_too_old_is_gone_and_swept_away(cache):
    cache.set("k", 1, 60)
    Remembered.objects.update(expires=timezone.now())
    assert cache.get("k") is None and not cache.touch("k", 60)
    assert cache.add("k", 2, 60) and cache.get("k") == 2
    Remembered.objects.update(expires=timezone.now())
    for n in range(70):
        cache.set(f"n{n % 2}", n, 60)
    assert Remembered.objects.count() == 2


def test_forever_touch_delete_and_clear(cache):
    cache.set("k", 1, None)
    assert cache.get("k") == 1 and cache.touch("k", 60) and cache.delete("k") and not cache.delete("k")
    cache.set("k", 1)
    cache.clear()
    assert cache.get("k", "none") == "none"


def test_a_long_key_and_versions_are_kept_apart(cache):
    cache.set("x" * 180, 1)
    cache.set("x" * 180, 2, version=2)
    assert (cache.get("x" * 180), cache.get("x" * 180, version=2)) == (1, 2)
