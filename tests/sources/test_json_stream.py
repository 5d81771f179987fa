"""One long list in JSON: whatever is in it and wherever the window ends, the items come out as they went in."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knipperlicht.errors import UnusableFile
from knipperlicht.sources import json_stream

HERE = Path("a file")
values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


def read(text: str, window: int, key: str | None = "features") -> list[Any]:
    with patch.object(json_stream, "CHUNK", window):
        return list(json_stream.items(HERE, key=key, stream=io.BytesIO(text.encode())))


@given(
    st.lists(values, max_size=6), st.dictionaries(st.text().filter("features".__ne__), values, max_size=3),
    st.dictionaries(st.text().filter("features".__ne__), values, max_size=3), st.integers(1, 64),
    st.sampled_from([None, 1]), st.booleans(),
)  # fmt: skip
def test_items_come_out_as_they_went_in(
    given_items: list[Any],
    before: dict[str, Any],
    after: dict[str, Any],
    window: int,
    indent: int | None,
    ascii_only: bool,
) -> None:
    text = json.dumps(before | {"features": given_items} | after, indent=indent, ensure_ascii=ascii_only)
    assert read(text, window) == given_items
    bare = json.dumps(given_items, indent=indent, ensure_ascii=ascii_only)
    assert read(bare, window, key=None) == read(bare, window) == given_items


@given(st.lists(values, min_size=1, max_size=3), st.integers(0, 200), st.integers(1, 64))
def test_a_file_cut_off_anywhere_stops_with_a_sentence(given_items: list[Any], cut: int, window: int) -> None:
    text = json.dumps({"features": given_items})
    with pytest.raises(UnusableFile, match="Download it again"):
        read(text[: min(cut, len(text) - 1)], window)
